// Prints the tables of docs/verification.md on answers to "why not more?": are bottlenecks and least changes the right ones?
//
// Usage: agrocap_answers bottlenecks [LINES [REPLICATIONS [DIR [MINUTES [FIRST]]]]]
//            1000 lines from the first on, 400 replications of the truth at the most. DIR takes each line as a scenario file, truths.csv,
//            for whoever has another method, and answers.csv: the same command goes on where it was stopped, or ended after so many minutes
//        agrocap_answers least-change [CASES]                         200 if not given

#include "bench/bottleneck_answers.hpp"
#include "bench/least_change.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace agrocap {

namespace {

using Clock = std::chrono::steady_clock;

struct BottleneckRequest {
    std::size_t lines = 1000, replications = 400;
    std::string folder;
    std::size_t minutes = 100'000;
    std::uint64_t first = 1;
};

void judge_bottlenecks(const BottleneckRequest& request) {
    BottleneckAnswers answers(request.folder);
    const Clock::time_point ends = Clock::now() + std::chrono::minutes(request.minutes);
    for (std::uint64_t seed = request.first; seed < request.first + request.lines && Clock::now() < ends; ++seed) {
        if (answers.has(seed)) continue;
        const BottleneckLine line(seed);
        const BottleneckTruth truth = line.truth(request.replications);
        answers.add(line.text(), truth, try_bottleneck_line(line, seed, truth));
        if (seed % 10 == 0) fmt::print(stderr, "line {}\n", seed);
    }
    fmt::print("{}", answers.table());
}

void judge_least_changes(std::size_t cases) {
    std::size_t right = 0, runs = 0, enumerated = 0, found = 0, least = 0, bounded = 0;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        LeastChangeCase one(seed);
        one.enumerate();
        const Reach reach = one.reached();
        const bool is_right = one.is_optimum(reach);
        if (!is_right) fmt::print(stderr, "case {} is not the optimum\n{}\n", seed, one.text());
        right += is_right ? 1 : 0;
        runs += reach.replications;
        enumerated += one.runs();
        found += reach.found() ? 1 : 0;
        least += reach.is_least() ? 1 : 0;
        for (const ReachPoint& point : reach.frontier) bounded += point.bounded;
        if (seed % 10 == 0) fmt::print(stderr, "{} of {} cases\n", seed, cases);
    }
    fmt::print(
        "| cases | optimum found | runs, of those that trying all takes | found, and said to be least | sets bounded out "
        "|\n|--:|--:|--:|--:|--:|\n");
    fmt::print("| {} | {:.1f} % | {:.1f} % of {} | {} of {} | {} |\n", cases,
               100.0 * static_cast<double>(right) / static_cast<double>(cases),
               100.0 * static_cast<double>(runs) / static_cast<double>(enumerated), enumerated, least, found, bounded);
}

}  // namespace

}  // namespace agrocap

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    const auto number = [&](int at, std::size_t otherwise) {
        return argc > at ? static_cast<std::size_t>(std::atoll(argv[at])) : otherwise;
    };
    if (what == "bottlenecks") {
        agrocap::judge_bottlenecks({.lines = number(2, 1000),
                                    .replications = number(3, 400),
                                    .folder = argc > 4 ? argv[4] : "",
                                    .minutes = number(5, 100'000),
                                    .first = number(6, 1)});
    } else if (what == "least-change") {
        agrocap::judge_least_changes(number(2, 200));
    } else {
        fmt::print(stderr, "usage: agrocap_answers bottlenecks [LINES [REPLICATIONS [DIR [MINUTES [FIRST]]]]] | least-change [CASES]\n");
        return 2;
    }
    return 0;
}
