#pragma once

#include "scenario/scenario.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace agrocap {

/// The varied keys that a name can mean, as places in `StudySpec::vary`: the one whose whole path it is, else all whose last key it is.
struct VariedKeys {
    std::vector<std::size_t> meant;
    std::vector<std::string> known;  // the last keys, for hints
};
VariedKeys varied_keys_called(const StudySpec& study, const std::string& name);

/// A condition over the varied keys of a study, such as `servers * 2 + buffer <= 12 and calendar != "night"`.
///
/// Words: numbers; texts in either quotes; the names of varied keys, which are the last key of the path, or the whole path, in quotes or
/// not;
/// `+ - * /`, `< <= > >= == !=`, `and`, `or`, `not`, parentheses. A text that reads as a duration ("5 min") is one.
/// Comparisons and sums need two of a kind: numbers, durations, or (`==`, `!=` only) texts or true and false.
class Constraint {
  public:
    /// Parses and checks the study's constraint; an empty one is always true.
    ///
    /// Errors: E039, at the place in the text; the constraint is then always true.
    Constraint(const StudySpec& study, const std::string& path, Diagnostics& problems);
    ~Constraint();
    Constraint(const Constraint&) = delete;
    Constraint& operator=(const Constraint&) = delete;

    /// Whether it holds. `values`: TOML text by varied key, in the order of `StudySpec::vary`. A division by zero makes it false.
    [[nodiscard]] bool holds(std::span<const std::string> values) const;

    struct Step;

  private:
    std::vector<Step> steps_;  // none: always true
    std::size_t keys_ = 0;     // that are varied
};

}  // namespace agrocap
