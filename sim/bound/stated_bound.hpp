#pragma once

#include "bound/bound.hpp"
#include "scenario/resolve.hpp"
#include "scenario/scenario.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// A row of a bound's program in the scenario's own names.
struct StatedRow {
    std::string what, constraint;  // path of the object, and the row's kind
    std::string file;              // where that is written; empty: nowhere
    int line = 0;

    /// "roads.toml:18"; empty where it is written nowhere.
    [[nodiscard]] std::string place() const { return line > 0 ? file + ":" + std::to_string(line) : std::string(); }
};

/// Days from the start of the simulated time.
struct DaySpan {
    double from = 0, to = 0;
};

inline constexpr std::array measures{"h", "unit"};

/// What binds, with what one more and one less of it is worth: see `BindingRow`.
struct StatedLimit {
    StatedRow row;
    std::optional<DaySpan> days;  // none where all time is one stretch
    double up = 0, down = 0;
    std::optional<double> range_up, range_down;
    std::string measure;  // one of `measures`
    bool degenerate = false;
};

/// A lane, fleet or place that transport alone is decided by, and what it lets through a year.
struct StatedCut {
    StatedRow row;
    double limit = 0;
};

/// A bound without its program: all that is said of it to people and in files.
struct StatedBound {
    std::string metric, unit;
    std::optional<double> value, optimum, allowance;  // none: nothing bounds it
    std::string proof;                                // "exact" or "dual"
    std::optional<double> gap;                        // where it is "dual"
    std::vector<std::string> left_out;
    std::vector<StatedLimit> binding;
    std::vector<StatedCut> cut;
};

/// The bounds of a scenario.
struct StatedBounds {
    std::string scenario;  // its name
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;
    std::vector<StatedBound> bounds;
};

/// Of `measures`, the first for rows that tell of time.
const char* measure_of(const ProgramRow& row);

StatedRow stated_row(const ReadResult& read, const ProgramRow& row);

StatedBounds stated_bounds(const ReadResult& read, const std::vector<Bound>& bounds);

}  // namespace agrocap
