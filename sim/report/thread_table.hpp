#pragma once

#include "report/table.hpp"
#include "thread/line_threads.hpp"

#include <vector>

namespace agrocap {

/// One row a line and way in which its thread's time went, for people; of each line the first `most`.
ReportTable thread_table(const std::vector<LineThreads>& lines, std::size_t most);

/// The same for a file, with all of them.
ReportTable thread_rows(const std::vector<LineThreads>& lines);

}  // namespace agrocap
