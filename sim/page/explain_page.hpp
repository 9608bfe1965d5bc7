#pragma once

#include "explain/explanation.hpp"
#include "page/html_page.hpp"
#include "page/page_origin.hpp"

namespace agrocap {

/// The page of an account of losses: the waterfall from nominal capacity to output, and its parts.
Page explain_page(const Explanation& explanation, const PageOrigin& origin);

}  // namespace agrocap
