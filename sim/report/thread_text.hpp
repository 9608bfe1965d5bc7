#pragma once

#include "thread/line_threads.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// "semey.main" for "plant.semey.line.main".
std::string line_of_thread(const std::string& path);

/// "thread of semey.main, 365 days: 190 nights and weekends, 121 work at paint, 41 kit from minsk (17 of them at brest), 13 no orders".
///
/// What takes less than one day in a hundred is told together.
std::string thread_sentence(const LineThreads& threads);

/// The same of all lines, or of the first ones and how many more there are.
std::vector<std::string> thread_sentences(const std::vector<LineThreads>& lines);

}  // namespace agrocap
