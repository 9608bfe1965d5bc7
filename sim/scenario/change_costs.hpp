#pragma once

#include "scenario/reading.hpp"
#include "scenario/toml_value.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace agrocap {

/// A kind of change that `reach` may make, by its key in `[changes]`.
struct KindOfChange {
    std::string_view key;
    std::string_view does;      // "work in 20 % less time"
    std::string_view sentence;  // for the reference
    std::string_view example;
};

inline constexpr std::array kinds_of_change{
    KindOfChange{"work", "work in 20 % less time", "a station does its work in 20 % less time", "25_000"},
    KindOfChange{"failures", "no failures", "a station fails no more", "60_000"},
    KindOfChange{"repairs", "repairs in half the time", "a station's repairs take half the time", "8_000"},
    KindOfChange{"server", "one more server", "a station gets one more server", "{ \"plant.semey\" = 90_000, \"*\" = 60_000 }"},
    KindOfChange{"buffer", "one more place in front", "one more place in front of a station", "1_200"},
    KindOfChange{"calendar", "a calendar with more hours", "a line works by a calendar of the scenario with more hours", "250_000"},
    KindOfChange{"stock", "twice the stock", "a store's order points and order quantities are doubled", "5_000"},
    KindOfChange{"supply", "20 % more capacity", "a supplier's item comes at 20 % more a year", "40_000"},
    KindOfChange{"crossing", "one more server", "a place on the way gets one more server", "150_000"}};

/// What changes cost, as a scenario's `[changes]` has it. They are no part of a model: only `reach` asks.
struct ChangeCosts {
    std::map<std::string, std::map<std::string, double>, std::less<>> by_kind;  // by key, then path of an object, "*" for all others

    [[nodiscard]] bool is_given() const { return !by_kind.empty(); }
    /// Of a change at an object: what is said of it, or of the nearest that holds it, or of all. None: it is not to be made.
    [[nodiscard]] std::optional<double> cost(std::string_view key, const std::string& place) const;
};

/// Reads what changes of a kind cost: a number, or a table from paths to numbers. Reports what is wrong with it.
std::map<std::string, double> read_costs_of_kind(const Reading& reading);

/// Of a scenario that reads without errors.
ChangeCosts change_costs(const TomlValue& root);

/// Reports paths in `[changes]` that lead to nothing.
void check_change_places(const TomlValue& root, Diagnostics& problems);

}  // namespace agrocap
