// Prints the tables of docs/verification.md on answers to "why not more?": are bottlenecks and least changes the right ones?
//
// Usage: agrocap_answers bottlenecks [LINES [REPLICATIONS [DIR]]]     1000 lines, 400 replications of the truth; DIR takes each line as a
//                                                                     scenario file, and truths.csv: for whoever has another method
//        agrocap_answers least-change [CASES]                         200 if not given

#include "bench/bottleneck_lines.hpp"
#include "bench/least_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

namespace {

constexpr std::uint64_t first_line = 1;

/// How often a method named something, and how often that was right.
struct Score {
    const char* method;
    std::size_t named = 0, right = 0;

    void count(const std::vector<std::string>& named_ones, const std::vector<std::string>& truth) {
        if (named_ones.empty()) return;
        ++named;
        right += std::all_of(named_ones.begin(), named_ones.end(),
                             [&](const std::string& one) { return std::find(truth.begin(), truth.end(), one) != truth.end(); })
                     ? 1U
                     : 0U;
    }
};

std::vector<std::string> one_or_none(const std::string& name) { return name.empty() ? std::vector<std::string>{} : std::vector{name}; }

void write_line(const std::filesystem::path& folder, std::uint64_t seed, const std::string& text, const BottleneckTruth& truth) {
    constexpr const char* kinds[] = {"one", "tie", "outside", "unknown"};
    std::ofstream(folder / fmt::format("line-{:04}.toml", seed)) << text;
    std::ofstream rows(folder / "truths.csv", std::ios::app);
    for (std::size_t s = 0; s < truth.stations.size(); ++s)
        rows << fmt::format("{},{},{:.1f},{},{:.3f},{:.3f},{}\n", seed, kinds[static_cast<std::size_t>(truth.kind)], truth.output,
                            truth.stations[s], *truth.gains[s].mean, *truth.gains[s].half_width,
                            std::find(truth.right.begin(), truth.right.end(), truth.stations[s]) != truth.right.end() ? "yes" : "no");
}

void judge_bottlenecks(std::size_t lines, std::size_t replications, const std::string& folder) {
    if (!folder.empty()) {
        std::filesystem::create_directories(folder);
        std::ofstream(std::filesystem::path(folder) / "truths.csv") << "line,kind,output,station,gain,half_width,right\n";
    }
    std::vector<Score> scores{{"`explain`, where it decides"},
                              {"largest share of the thread"},
                              {"longest active"},
                              {"busiest"},
                              {"price of its hours in the bound"}};
    std::size_t one = 0, tie = 0, outside = 0, unknown = 0, decided = 0, outside_right = 0;
    for (std::uint64_t seed = first_line; seed < first_line + lines; ++seed) {
        const BottleneckLine line(seed);
        const BottleneckTruth truth = line.truth(replications);
        if (!folder.empty()) write_line(folder, seed, line.text(), truth);
        const BottleneckGuesses guesses = line.guesses();
        unknown += truth.kind == BottleneckTruth::Kind::unknown ? 1 : 0;
        outside += truth.kind == BottleneckTruth::Kind::outside ? 1 : 0;
        outside_right += truth.kind == BottleneckTruth::Kind::outside && guesses.ours.outside ? 1 : 0;
        if (truth.right.empty() || truth.kind == BottleneckTruth::Kind::unknown) continue;
        ++(truth.kind == BottleneckTruth::Kind::one ? one : tie);
        decided += guesses.ours.named.empty() ? 0 : 1;
        scores[0].count(guesses.ours.named, truth.right);
        scores[1].count(one_or_none(guesses.thread), truth.right);
        scores[2].count(one_or_none(guesses.longest_active), truth.right);
        scores[3].count(one_or_none(guesses.busiest), truth.right);
        scores[4].count(one_or_none(guesses.bound_price), truth.right);
        if (seed % 10 == 0) fmt::print(stderr, "{} of {} lines\n", seed, lines);
    }
    fmt::print(
        "{} lines: {} with one bottleneck, {} ties, {} outside the line ({} of them said so), {} that {} replications do not settle\n\n",
        lines, one, tie, outside, outside_right, unknown, replications);
    fmt::print("| method | names one or more | of these right |\n|---|--:|--:|\n");
    for (const Score& score : scores)
        fmt::print("| {} | {:.0f} % | {:.1f} % |\n", score.method,
                   100.0 * static_cast<double>(score.named) / static_cast<double>(std::max<std::size_t>(one + tie, 1)),
                   100.0 * static_cast<double>(score.right) / static_cast<double>(std::max<std::size_t>(score.named, 1)));
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
        agrocap::judge_bottlenecks(number(2, 1000), number(3, 400), argc > 4 ? argv[4] : "");
    } else if (what == "least-change") {
        agrocap::judge_least_changes(number(2, 200));
    } else {
        fmt::print(stderr, "usage: agrocap_answers bottlenecks [LINES [REPLICATIONS [DIR]]] | least-change [CASES]\n");
        return 2;
    }
    return 0;
}
