#pragma once

#include "model/rows/model.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace agrocap {

/// Rows counted as ids count them.
inline std::uint32_t size_of(const auto& rows) { return static_cast<std::uint32_t>(rows.size()); }

/// Where names become ids while a scenario is compiled.
struct Tables {
    const Scenario& scenario;
    Model& model;
    std::map<std::string, ItemId> item_ids;
    std::map<std::pair<PlantId, ItemId>, StoreId> store_ids;
    std::map<std::pair<PlantId, std::string>, CrewId> crew_ids;  // none: there are always enough, nobody has to ask for them
    std::map<std::string, ClockId> clock_ids;
    QuantileTables quantiles{};

    /// Midnight at which a day begins.
    [[nodiscard]] Time time_of(Day day) const;
    [[nodiscard]] bool is_within_run(Day day) const;
    /// The clock of a calendar by name; an empty name is open day and night.
    ClockId calendar_clock(const std::string& calendar);
    StreamId stream(const std::string& path, const std::string& purpose);
    /// What a quantity without chance draws from: nothing, but there is a row for it. Rows of their own would fill the memory that others
    /// use.
    static StreamId no_stream() { return StreamId(0); }
    Draw draw(const DistributionSpec& spec, const std::string& path, const std::string& purpose);
    /// A number that may change on dates, as what holds at time 0 and what changes until the end.
    template <class T>
    DatedNumber dated(const Dated<T>& spec) {
        DatedNumber number{.first = static_cast<double>(spec.on(*scenario.start)),
                           .later = {static_cast<std::uint32_t>(model.dated_steps.size()), 0}};
        for (const auto& step : spec.steps) {
            const Time from = time_of(step.from);
            if (from <= Time{} || from >= model.end) continue;
            model.dated_steps.push_back({.from = from, .value = static_cast<double>(step.value)});
            ++number.later.count;
        }
        return number;
    }
};

/// Mass in whole grams, so that what fits in a vehicle is exact.
std::int64_t in_grams(double tonnes);

/// What waits are worked out from: makers of stores, queues of lanes and places, and how long orders may be kept waiting.
///
/// Requires: everything else is compiled, nominal capacity included.
void compile_waits(Tables& tables);

/// Adds the rows of a plant's lines, their stations, its own, and all servers.
void compile_floor(Tables& tables, PlantId plant, const PlantSpec& spec);

/// Fills in the nominal capacity of a plant's lines, units a year: what the line's slowest resource (a station's servers or a crew) could
/// make in its open hours of the measured time. Infinity where nothing takes time.
///
/// No failure, set-up, scrap, rework or want of anything; mean times, weighted with the shares of the items and the expected visits. Lines
/// that share a station are slowed until its hours suffice for what each could make alone.
void compile_nominal(Model& model, const Plant& plant);

}  // namespace agrocap
