#pragma once

#include "bound/stated_bound.hpp"
#include "page/html_page.hpp"
#include "page/page_origin.hpp"

namespace agrocap {

/// The page of proven bounds: each of them, what binds it and what that is worth, the cut where transport decides, what is left out.
Page bound_page(const StatedBounds& stated, const PageOrigin& origin);

}  // namespace agrocap
