#pragma once

#include "model/state/run.hpp"

#include <cassert>
#include <cstddef>

namespace agrocap {

// Ways through lanes and places.

/// Money and mean time of a lane with the place at its end; a closure adds the time that it is expected to last.
struct LaneWeight {
    double money = 0, time = 0;
    bool closed = false;
};
[[nodiscard]] LaneWeight weigh(const Run& run, LaneId lane);

/// Finds all ways anew, around closed lanes and places where another way exists, and orders the sources of each channel: the cheapest
/// landed first, or with `by = "time"` the nearest in time.
void find_ways(Run& run);
/// Money per unit of the way now; infinity: no way.
[[nodiscard]] double way_cost(const Run& run, NodeId from, NodeId to);
/// Its mean time in ns, and whether something on it is closed.
[[nodiscard]] double way_time(const Run& run, NodeId from, NodeId to);
[[nodiscard]] bool way_closed(const Run& run, NodeId from, NodeId to);
/// Tariff and fee per unit now.
[[nodiscard]] double duties(const Run& run, const SupplyChannel& channel, const ChannelSource& source);
/// Money for a unit that the source delivers to where the channel leads, as things are now: price, the line's cost, the way, duties.
[[nodiscard]] double landed_cost(const Run& run, const SupplyChannel& channel, const ChannelSource& source);
/// Goods are there, or come there at once since no lane leads there.
[[nodiscard]] inline bool is_there(const Run& run, NodeId at, NodeId to) {
    return at == to || run.state.trade.destination_of[to.index] == no_row;
}
/// Where the tables of ways tell of goods on their way. Requires: they are not there, and `at` is no market.
[[nodiscard]] inline std::size_t way_cell(const Run& run, NodeId at, NodeId to) {
    const TradeState& trade = run.state.trade;
    assert(at.index < trade.origins);
    return std::size_t{trade.destination_of[to.index]} * trade.origins + at.index;
}
/// Where it is said; null: goods are there, or no lane leads there.
[[nodiscard]] inline const LaneId* next_lane_cell(const Run& run, NodeId at, NodeId to) {
    return is_there(run, at, to) ? nullptr : &run.state.trade.next_lane[way_cell(run, at, to)];
}
/// The lane to take at `at` for `to`; none: no way, goods arrive at once.
[[nodiscard]] inline LaneId next_lane(const Run& run, NodeId at, NodeId to) {
    const LaneId* const cell = next_lane_cell(run, at, to);
    return cell == nullptr ? LaneId() : *cell;
}

}  // namespace agrocap
