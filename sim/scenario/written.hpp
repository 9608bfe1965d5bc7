#pragma once

#include "random/distribution.hpp"
#include "scenario/dated.hpp"
#include "scenario/diagnostic.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace agrocap {

/// A value together with where it was written; `given` is false for a default.
template <class T>
struct Written {
    T value{};
    SourceSpan at{};
    bool given = false;

    const T& operator*() const { return value; }
    const T* operator->() const { return &value; }
};

/// Keyed tables have no order of their own: sorted by id, which is path order.
template <class T>
using Keyed = std::map<std::string, T>;

using Name = Written<std::string>;                 // a reference to another table's id, or a text
using RandomDuration = Written<DistributionSpec>;  // nanoseconds
using RandomCount = Written<DistributionSpec>;     // whole numbers
using DatedAmount = Written<Dated<double>>;        // may change on dates

/// Amounts by name, or one for all: a tariff by HS code, a fee by item, family or HS code, the cost of a line by item.
struct AmountTable {
    DatedAmount any;        // where it is a number
    Keyed<DatedAmount> by;  // where it is a table
    SourceSpan at{};
};

/// Stands for any other country in a table by country.
inline constexpr const char* any_country = "*";

/// An order with a date: a tender.
struct TenderSpec {
    Written<Day> date;
    RandomCount units;
    std::optional<RandomDuration> due;  // promised time; empty = the demand's
    SourceSpan at{};
};

}  // namespace agrocap
