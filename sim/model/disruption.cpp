#include "model/observer.hpp"
#include "model/trade.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// The share of normal speed that all active disruptions leave an object.
double speed_of(const Run& run, DisruptedKind kind, std::uint32_t index) {
    double speed = 1;
    for (std::uint32_t i = 0; i < run.model.disruptions.size(); ++i) {
        const Disruption& row = run.model.disruptions[DisruptionId(i)];
        if (run.state.trade.disruptions[DisruptionId(i)].active && row.kind == kind && row.index == index) speed *= row.speed;
    }
    return speed;
}

/// When the last of the closures of an object now is expected to end.
Time expected_end(const Run& run, DisruptedKind kind, std::uint32_t index) {
    Time end = run.now();
    for (std::uint32_t i = 0; i < run.model.disruptions.size(); ++i) {
        const Disruption& row = run.model.disruptions[DisruptionId(i)];
        const DisruptionStatus& status = run.state.trade.disruptions[DisruptionId(i)];
        if (!status.active || row.speed > 0 || row.kind != kind || row.index != index) continue;
        end = std::max(end, status.began + Duration(static_cast<std::int64_t>(std::min(row.lasts_mean, 4e18))));
    }
    return end;
}

/// The product over all active disruptions of the server, computed anew so that nothing is left of those that are over.
double speed_of_server(const Run& run, ServerId server) {
    double speed = 1;
    for (std::uint32_t d = 0; d < run.model.disruptions.size(); ++d) {
        const Disruption& row = run.model.disruptions[DisruptionId(d)];
        if (!run.state.trade.disruptions[DisruptionId(d)].active || row.kind != DisruptedKind::servers || row.speed == 0) continue;
        for (std::uint32_t i = row.servers.first; i < row.servers.end(); ++i) {
            if (run.model.disrupted_servers[i] == server) speed *= row.speed;
        }
    }
    return speed;
}

/// Closed servers are down; slowed ones go on at their new speed.
void disrupt_servers(Run& run, const Disruption& row, bool begins) {
    for (std::uint32_t i = row.servers.first; i < row.servers.end(); ++i) {
        const ServerId id = run.model.disrupted_servers[i];
        ServerStatus& server = run.state.servers[id];
        hold_task(run, id);
        if (row.speed == 0) server.stops = static_cast<std::uint8_t>(server.stops + (begins ? 1 : -1));
        server.speed = speed_of_server(run, id);
        if (server.stops == 0 && !begins) begin_due_upkeeps(run, id);
        resume_server(run, id);
    }
}

/// Goods that wait for a lane take another where the ways have changed.
void redirect_waiting(Run& run) {
    for (std::uint32_t i = 0; i < run.model.lanes.size(); ++i) {
        const LaneId id(i);
        LaneStatus& status = run.state.trade.lanes[id];
        Queue<Parcel> queue = status.queue;
        status.queue = {};
        status.ahead = {};
        status.waiting = 0;
        while (!queue.empty()) {
            const ParcelId parcel = queue.head;
            queue.head = run.state.trade.parcels[parcel].next;
            const Time queued = run.state.trade.parcels[parcel].queued;
            const LaneId lane = next_lane(run, run.model.lanes[id].from, run.state.trade.parcels[parcel].to);
            if (lane == id) {
                requeue_parcel(run, id, parcel, queued);
            } else {
                send_parcel(run, run.model.lanes[id].from, parcel);
            }
        }
        dispatch_vehicles(run, id);
    }
}

void apply(Run& run, DisruptionId id, bool begins) {
    const Disruption& row = run.model.disruptions[id];
    const double speed = row.kind == DisruptedKind::servers ? 1 : speed_of(run, row.kind, row.index);
    const Time expected_open = expected_end(run, row.kind, row.index);
    TradeState& trade = run.state.trade;
    switch (row.kind) {
        case DisruptedKind::servers: disrupt_servers(run, row, begins); break;
        case DisruptedKind::supplier: set_supplier_speed(run, SupplierId(row.index), speed); break;
        case DisruptedKind::lane:
            trade.lanes[LaneId(row.index)].speed = speed;
            trade.lanes[LaneId(row.index)].expected_open = expected_open;
            break;
        case DisruptedKind::place:
            trade.places[PlaceId(row.index)].expected_open = expected_open;
            set_place_speed(run, PlaceId(row.index), speed);
            break;
        case DisruptedKind::market: {
            const Slice demands = run.model.markets[MarketId(row.index)].demands;
            for (std::uint32_t i = demands.first; i < demands.end(); ++i) set_demand_factor(run, DemandId(i), speed);
            break;
        }
    }
    if (row.kind == DisruptedKind::lane || row.kind == DisruptedKind::place) {
        find_ways(run);
        redirect_waiting(run);
    }
}

}  // namespace

void begin_disruption(Run& run, DisruptionId id) {
    const Disruption& row = run.model.disruptions[id];
    const Time at = row.once ? std::max(row.starts, run.now()) : run.now() + run.draw_duration(row.every);
    if (at > run.model.end) return;
    schedule(run, at, rank::calendar, id.index, EventKind::disruption_began);
}

void on_disruption_began(Run& run, DisruptionId id) {
    const Disruption& row = run.model.disruptions[id];
    const Time began = row.once ? row.starts : run.now();  // a date may lie before the simulated time
    const Time ends = began + run.draw_duration(row.lasts);
    if (ends <= run.now()) return;
    run.state.trade.disruptions[id] = {.active = true, .began = began};
    tell(run, &RunObserver::disruption_switched, id);
    apply(run, id, true);
    schedule(run, ends, rank::calendar, id.index, EventKind::disruption_ended);
}

void on_disruption_ended(Run& run, DisruptionId id) {
    run.state.trade.disruptions[id].active = false;
    tell(run, &RunObserver::disruption_switched, id);
    apply(run, id, false);
    if (!run.model.disruptions[id].once) begin_disruption(run, id);
}

}  // namespace agrocap
