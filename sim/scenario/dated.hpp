#pragma once

#include "scenario/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
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
    /// Over the days [from, to).
    [[nodiscard]] double mean(Day from, Day to) const {
        double sum = 0;
        for (Day day = from; day < to;) {
            const auto next = std::find_if(steps.begin(), steps.end(), [day](const Step& step) { return step.from > day; });
            const Day until = next == steps.end() ? to : std::min(to, next->from);
            sum += static_cast<double>(on(day)) * (until - day);
            day = until;
        }
        return to > from ? sum / (to - from) : static_cast<double>(on(from));
    }
    [[nodiscard]] T smallest() const {
        T value = first;
        for (const Step& step : steps) value = std::min(value, step.value);
        return value;
    }
};

/// Days on which some of the values change, in order.
template <class Values>
std::set<Day> change_days(const Values& values) {
    std::set<Day> days;
    for (const auto* value : values)
        for (const auto& step : value->steps) days.insert(step.from);
    return days;
}

/// What two values come to together; the places are lost.
template <class T>
Dated<T> sum_of(const Dated<T>& left, const Dated<T>& right) {
    Dated<T> sum(left.first + right.first);
    for (const Day day : change_days(std::array{&left, &right})) sum.steps.push_back({day, left.on(day) + right.on(day), {}});
    return sum;
}

}  // namespace agrocap
