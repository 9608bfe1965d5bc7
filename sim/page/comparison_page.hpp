#pragma once

#include "experiment/comparison.hpp"
#include "page/html_page.hpp"
#include "page/page_origin.hpp"

namespace agrocap {

/// The page of a comparison: what is proven, the paired differences of each metric, all side by side, what was changed.
Page comparison_page(const ComparedScenarios& compared, const Comparison& comparison, const PageOrigin& origin);

}  // namespace agrocap
