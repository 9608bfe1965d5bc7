#pragma once

#include "bench/bottleneck_lines.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace agrocap {

/// What is so of a made-up line, and what each method said of it.
struct BottleneckAnswer {
    std::uint64_t line = 0;
    BottleneckTruth::Kind kind = BottleneckTruth::Kind::unknown;
    bool says_outside = false;                    // `explain`
    std::vector<std::string> right;               // those within a tenth of the largest gain
    std::vector<std::vector<std::string>> named;  // by method, in the order of `bottleneck_methods`; empty: it names nothing
};

/// `explain` and the signs that stand beside its verdict.
const std::vector<std::string>& bottleneck_methods();

/// Answers of a long run, kept in a folder from one slice of it to the next: answers.csv, truths.csv with each station's gain, and each
/// line as a scenario file. A line whose row is whole is never tried again. Without a folder they are kept in memory only.
class BottleneckAnswers {
  public:
    explicit BottleneckAnswers(std::filesystem::path folder);

    [[nodiscard]] bool has(std::uint64_t line) const { return answers_.contains(line); }
    void add(const std::string& scenario, const BottleneckTruth& truth, BottleneckAnswer answer);
    /// How often each method names something, and how often what it names is right: of lines whose bottleneck is known.
    [[nodiscard]] std::string table() const;

  private:
    std::filesystem::path folder_;
    std::map<std::uint64_t, BottleneckAnswer> answers_;
};

/// What every method says of a line whose truth is known.
BottleneckAnswer try_bottleneck_line(const BottleneckLine& line, std::uint64_t number, const BottleneckTruth& truth);

}  // namespace agrocap
