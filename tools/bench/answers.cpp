// Prints the tables of docs/verification.md on answers to "why not more?": are bottlenecks and least changes the right ones?
//
// Usage: agrocap_answers bottlenecks [LINES [REPLICATIONS [DIR [MINUTES [FIRST]]]]]
//            1000 lines from the first on, 400 replications of the truth at the most. DIR takes each line as a scenario file, truths.csv,
//            for whoever has another method, and answers.csv: the same command goes on where it was stopped, or ended after so many minutes
//        agrocap_answers least-change [CASES [DIR [MINUTES [FIRST]]]]
//            200 cases if not given; DIR takes least-change.csv, from which the same command goes on

#include "bench/bottleneck_answers.hpp"
#include "bench/least_change_answers.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace agrocap {

namespace {

using Clock = std::chrono::steady_clock;

/// A slice of a long run: cases from the first on, until so many minutes are over.
struct CaseRange {
    std::size_t cases = 0;
    std::string folder;
    std::size_t minutes = 100'000;
    std::uint64_t first = 1;
};

/// Answers what is not answered yet, and prints the table of all.
template <class Answers, class Answer>
void answer_slice(const CaseRange& slice, Answers& answers, const Answer& answer) {
    const Clock::time_point ends = Clock::now() + std::chrono::minutes(slice.minutes);
    for (std::uint64_t number = slice.first; number < slice.first + slice.cases && Clock::now() < ends; ++number) {
        if (answers.has(number)) continue;
        answer(number);
        if (number % 10 == 0) fmt::print(stderr, "{} of {}\n", number, slice.cases);
    }
    fmt::print("{}", answers.table());
}

void judge_bottlenecks(const CaseRange& slice, std::size_t replications) {
    BottleneckAnswers answers(slice.folder);
    answer_slice(slice, answers, [&](std::uint64_t seed) {
        const BottleneckLine line(seed);
        const BottleneckTruth truth = line.truth(replications);
        answers.add(line.text(), truth, try_bottleneck_line(line, seed, truth));
    });
}

void judge_least_changes(const CaseRange& slice) {
    LeastChangeAnswers answers(slice.folder);
    answer_slice(slice, answers, [&](std::uint64_t seed) { answers.add(try_least_change(seed)); });
}

}  // namespace

}  // namespace agrocap

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    const auto number = [&](int at, std::size_t otherwise) {
        return argc > at ? static_cast<std::size_t>(std::atoll(argv[at])) : otherwise;
    };
    const auto slice_from = [&](int at, std::size_t cases) {
        return agrocap::CaseRange{
            .cases = cases, .folder = argc > at ? argv[at] : "", .minutes = number(at + 1, 100'000), .first = number(at + 2, 1)};
    };
    if (what == "bottlenecks") {
        agrocap::judge_bottlenecks(slice_from(4, number(2, 1000)), number(3, 400));
    } else if (what == "least-change") {
        agrocap::judge_least_changes(slice_from(3, number(2, 200)));
    } else {
        fmt::print(stderr,
                   "usage: agrocap_answers bottlenecks [LINES [REPLICATIONS [DIR [MINUTES [FIRST]]]]]\n"
                   "     | least-change [CASES [DIR [MINUTES [FIRST]]]]\n");
        return 2;
    }
    return 0;
}
