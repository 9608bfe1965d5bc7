#pragma once

#include "scenario/diagnostic.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace agrocap {

using Day = std::int32_t;  // days since 1970-01-01 (a TOML local date)

/// A value that may change on dates: one for all time, or `[[2023-01-01, 0.0], [2023-07-01, 0.05]]`.
template <class T>
struct Dated {
    struct Step {
        Day from = 0;
        T value{};
        SourceSpan at;  // of the date
    };

    T first{};                // before any date
    std::vector<Step> steps;  // by growing date, the first of them with the value `first`; empty: one value for all time

    Dated() = default;
    Dated(T value) : first(value) {}  // NOLINT: a plain value is the usual one

    /// What holds on a day.
    [[nodiscard]] T on(Day day) const {
        T value = first;
        for (const Step& step : steps)
            if (step.from <= day) value = step.value;
        return value;
    }
    [[nodiscard]] T largest() const {
        T value = first;
        for (const Step& step : steps) value = std::max(value, step.value);
        return value;
    }
};

}  // namespace agrocap
