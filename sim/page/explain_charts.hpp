#pragma once

#include "explain/explanation.hpp"
#include "page/floor_charts.hpp"

#include <optional>
#include <vector>

namespace agrocap {

/// Where the time of each line's thread went, a bar a line. Nothing without threads.
std::optional<SaidChart> thread_chart(const std::vector<LineThreads>& lines);

/// What output gains where each station that was tried works in 2 % less time. Nothing where none was tried.
std::optional<SaidChart> bottleneck_chart(const Explanation& explanation);

}  // namespace agrocap
