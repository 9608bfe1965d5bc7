#pragma once

#include "explain/reach.hpp"
#include "page/html_page.hpp"
#include "page/page_origin.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The page of a search for the least change: the answer and the frontier. `files`: of the what-ifs, by point; none without them.
Page reach_page(const Reach& reach, const std::vector<std::string>& files, const PageOrigin& origin);

}  // namespace agrocap
