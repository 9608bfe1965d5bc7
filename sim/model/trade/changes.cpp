#include "model/trade/changes.hpp"

#include "model/state/events.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/supplier.hpp"
#include "model/trade/transport.hpp"

namespace agrocap {

void begin_changes(Run& run) {
    const std::uint32_t next = run.state.trade.next_change;
    if (next < run.model.changes.size()) schedule(run, EventKind::values_changed, run.model.changes[next], rank::values, 0);
}

void on_values_changed(Run& run) {
    ++run.state.trade.next_change;
    begin_changes(run);
    change_capacities(run);
    // Orders from now on go where it is cheapest now; what has its way already keeps it.
    find_ways(run);
    for (std::uint32_t i = 0; i < run.model.lanes.size(); ++i) {
        if (!run.model.lanes[LaneId(i)].pace.later.empty()) change_capacity(run, LaneId(i));
    }
}

}  // namespace agrocap
