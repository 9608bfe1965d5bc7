#pragma once

#include <functional>

namespace agrocap {

/// Is told when the system gives fewer threads than were asked for.
using ShortOfThreads = std::function<void(unsigned started, unsigned wanted)>;

/// Does `work` on so many threads, of which this is one, and waits for all of them. Where the system gives no further thread (a limit of a
/// container, say), those that there are do all of it. Requires: `work` may be done by any number of threads and throws nothing.
void work_together(unsigned threads, const std::function<void()>& work, const ShortOfThreads& short_of_threads);

}  // namespace agrocap
