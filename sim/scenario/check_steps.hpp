#pragma once

#include "scenario/checks.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// A date on which a value changes, and where it stands.
struct StepPlace {
    Day from = 0;
    SourceSpan at;
};

/// Warns of values that hold only after the run, or that were over before it began: most likely the year is wrong (W063).
void check_steps(Checks& checks, const std::vector<StepPlace>& steps, const std::string& path);

template <class T>
void check_steps(Checks& checks, const Written<Dated<T>>& value, const std::string& path) {
    std::vector<StepPlace> steps;
    for (const auto& step : value->steps) steps.push_back({step.from, step.at});
    check_steps(checks, steps, path);
}

}  // namespace agrocap
