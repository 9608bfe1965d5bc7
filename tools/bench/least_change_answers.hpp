#pragma once

#include "bench/least_change.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace agrocap {

/// What became of one case.
struct LeastChangeAnswer {
    std::uint64_t number = 0;
    bool is_right = false, is_found = false, is_least = false;
    std::size_t runs = 0, enumerated = 0, bounded = 0;  // of `reach`, of trying all sets; sets that a bound ruled out
};

/// Tries all sets of the case's changes, and asks `reach`.
LeastChangeAnswer try_least_change(std::uint64_t number);

/// Answers of a long run, kept in a folder's least-change.csv from one slice of it to the next: a case whose row is whole is never tried
/// again. Without a folder they are kept in memory only.
class LeastChangeAnswers {
  public:
    explicit LeastChangeAnswers(const std::filesystem::path& folder);

    [[nodiscard]] bool has(std::uint64_t number) const { return answers_.contains(number); }
    void add(const LeastChangeAnswer& answer);
    [[nodiscard]] std::string table() const;

  private:
    std::filesystem::path file_;  // empty: none
    std::map<std::uint64_t, LeastChangeAnswer> answers_;
};

}  // namespace agrocap
