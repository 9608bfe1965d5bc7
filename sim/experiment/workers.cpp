#include "experiment/workers.hpp"

#include <system_error>
#include <thread>
#include <vector>

namespace agrocap {

void work_together(unsigned threads, const std::function<void()>& work, const ShortOfThreads& short_of_threads) {
    std::vector<std::thread> others;
    others.reserve(threads);
    try {
        while (others.size() + 1 < threads) others.emplace_back(work);
    } catch (const std::system_error&) {
        if (short_of_threads) short_of_threads(static_cast<unsigned>(others.size()) + 1, threads);
    }
    work();
    for (std::thread& thread : others) thread.join();
}

}  // namespace agrocap
