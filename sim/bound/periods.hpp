#pragma once

#include "model/rows/model.hpp"

#include <vector>

namespace agrocap {

/// Simulated time, cut from time 0 on: stretch p goes from `begin(p)` to `ends[p]`.
struct Periods {
    std::vector<Time> ends;  // growing; the last is the end
    int window = 0;          // the first stretch of the measured time

    [[nodiscard]] int count() const { return static_cast<int>(ends.size()); }
    [[nodiscard]] Time begin(int period) const { return period == 0 ? Time{} : ends[static_cast<std::size_t>(period) - 1]; }
    [[nodiscard]] Time end(int period) const { return ends[static_cast<std::size_t>(period)]; }
};

/// A stretch of time.
struct TimeSpan {
    Time from{}, to{};
};

/// When a disruption is on, by growing time and apart from each other, where chance has no say in it; none where it has.
std::vector<TimeSpan> certain_spans(const Model& model, const Disruption& disruption);

/// Cut at the measured window, where lines open, and where certain disruptions begin and end, as long as there are few of them: any cut is
/// sound, each costs a row of every kind.
Periods cut_periods(const Model& model);

/// The most of normal speed that an object may have in a stretch.
double speed_most(const Model& model, const std::vector<DisruptionId>& disruptions, TimeSpan stretch);

/// By station: what may disrupt it.
Table<Station, std::vector<DisruptionId>> disruptions_by_station(const Model& model);
/// Of a supplier, lane, place or market.
std::vector<DisruptionId> disruptions_of(const Model& model, DisruptedKind kind, std::uint32_t index);

}  // namespace agrocap
