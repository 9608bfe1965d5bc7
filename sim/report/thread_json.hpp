#pragma once

#include "report/json_value.hpp"
#include "thread/line_threads.hpp"

namespace agrocap {

/// Where a thread's time went, as it stands in "agrocap-explain/1" and "agrocap-unit/1".
Json thread_json(const LineThreads& threads);

}  // namespace agrocap
