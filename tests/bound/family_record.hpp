#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace agrocap {

/// What was found of one bound of a made-up scenario.
struct FamilyRecord {
    std::string family;
    std::uint64_t seed = 0;
    std::string metric;  // "refused": the scenario has errors, or stands still
    double days = 0;     // measured
    std::optional<double> bound;
    double allowance = 0, mean = 0, error = 0;  // error: the standard error of the mean
    [[nodiscard]] double gap() const { return *bound / mean - 1; }
};

/// Records of a long run, kept in a file from one slice of it to the next: a case whose line is whole is never run again. Without a file
/// they are kept in memory only.
class FamilyRecords {
  public:
    explicit FamilyRecords(std::string path);

    [[nodiscard]] bool has(const std::string& family, std::uint64_t seed) const;
    /// All records of one case, at once.
    void add(const std::vector<FamilyRecord>& records);
    [[nodiscard]] const std::vector<FamilyRecord>& all() const { return records_; }

  private:
    std::string path_;
    std::vector<FamilyRecord> records_;
    std::set<std::string> done_;
};

/// A table of gaps: by length of the measured time and altogether, their quarters, and what of the bound is allowance.
std::string gap_table(const std::vector<FamilyRecord>& records, const std::string& family);

}  // namespace agrocap
