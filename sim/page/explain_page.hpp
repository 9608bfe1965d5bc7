#pragma once

#include "explain/explanation.hpp"
#include "explain/unit_explanation.hpp"
#include "page/html_page.hpp"
#include "page/page_origin.hpp"

namespace agrocap {

/// The page of an account of losses: the waterfall from nominal capacity to output, the thread of the year, and the bottlenecks.
Page explain_page(const Explanation& explanation, const PageOrigin& origin);

/// The page of a unit: where the time before its leaving went. Requires: it has left.
Page unit_page(const UnitExplanation& told, const PageOrigin& origin);

}  // namespace agrocap
