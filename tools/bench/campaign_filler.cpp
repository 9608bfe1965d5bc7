// Fills a campaign with made-up results, to measure what puts it together:
//
//   agrocap campaign plan STUDY.toml --dir big --replications 1000 --tasks 1000
//   agrocap_campaign_filler big 50          50 metrics; does all tasks
//   /usr/bin/time -v agrocap campaign merge big

#include "bench/made_up_shards.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>

int main(int count, char** words) {
    if (count != 3 || std::atol(words[2]) < 1) {
        fmt::print(stderr, "usage: agrocap_campaign_filler DIR METRICS\n");
        return 2;
    }
    try {
        const auto written = agrocap::fill_with_made_up_results(words[1], static_cast<std::size_t>(std::atol(words[2])));
        fmt::print("{} replications\n", written);
    } catch (const std::exception& fault) {
        fmt::print(stderr, "{}\n", fault.what());
        return 2;
    }
    return 0;
}
