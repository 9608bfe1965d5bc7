#include "model/observer.hpp"
#include "model/room.hpp"
#include "model/trade.hpp"

#include <algorithm>

namespace agrocap {

namespace {

void append(Run& run, Queue<Parcel>& queue, ParcelId parcel) {
    run.state.trade.parcels[parcel].next = ParcelId();
    if (queue.tail.valid()) {
        run.state.trade.parcels[queue.tail].next = parcel;
    } else {
        queue.head = parcel;
    }
    queue.tail = parcel;
}

ParcelId remove_head(Run& run, Queue<Parcel>& queue) {
    const ParcelId parcel = queue.head;
    queue.head = run.state.trade.parcels[parcel].next;
    if (!queue.head.valid()) queue.tail = ParcelId();
    return parcel;
}

struct Load {
    Queue<Parcel> parcels;
    ParcelsAhead ahead;
};

/// The first `units` of the queue, its last parcel split where it holds more.
Load load_part(Run& run, LaneStatus& lane, std::int64_t units) {
    Queue<Parcel>& queue = lane.queue;
    Load loaded;
    const auto load = [&](ParcelId parcel) {
        append(run, loaded.parcels, parcel);
        loaded.ahead.add(parcel);
    };
    while (units > 0) {
        const std::int64_t held = run.state.trade.parcels[queue.head].quantity;
        if (held <= units) {
            units -= held;
            load(remove_head(run, queue));
            continue;
        }
        ParcelStatus part = run.state.trade.parcels[queue.head];
        part.quantity = units;
        run.state.trade.parcels[queue.head].quantity -= units;
        const ParcelId loaded_part = new_parcel(run, part);
        tell(run, &RunObserver::parcel_split, queue.head, loaded_part);
        load(loaded_part);
        units = 0;
    }
    lane.ahead = {};  // what is left would have to be read
    lane.first_queued = run.state.trade.parcels[queue.head].queued;
    return loaded;
}

/// The same; the usual load is the whole queue, of which no parcel is read.
Load load_units(Run& run, LaneStatus& lane, std::int64_t units) {
    if (units < lane.waiting) return load_part(run, lane, units);
    const Load loaded{lane.queue, lane.ahead};
    lane.queue = {};
    lane.ahead = {};
    return loaded;
}

ShipmentId new_shipment(Run& run, const ShipmentStatus& shipment) {
    TradeState& trade = run.state.trade;
    ShipmentId& free = trade.lanes[shipment.lane].free;
    if (!free.valid()) {
        require_room(trade.shipments.size(), run.now(), "shipments");
        return trade.shipments.add(shipment);
    }
    const ShipmentId id = free;
    free = trade.shipments[id].next;
    trade.shipments[id] = shipment;
    return id;
}

void free_shipment(Run& run, ShipmentId id) {
    ShipmentStatus& shipment = run.state.trade.shipments[id];
    shipment.next = run.state.trade.lanes[shipment.lane].free;
    run.state.trade.lanes[shipment.lane].free = id;
}

void depart(Run& run, LaneId id, std::int64_t units) {
    const Lane& lane = run.model.lanes[id];
    LaneStatus& status = run.state.trade.lanes[id];
    const Load loaded = load_units(run, status, units);
    status.waiting -= units;
    status.units += units;
    ++status.vehicles;
    ++status.away;
    if (lane.unit_time > Duration{}) status.free_at = run.now() + slowed(lane.unit_time * units, status.speed);
    const Duration transit = slowed(run.draw_duration(lane.transit), status.speed);
    const ShipmentId shipment = new_shipment(
        run, {.lane = id, .next = ShipmentId(), .units = units, .parcels = loaded.parcels, .queued = run.now(), .ahead = loaded.ahead});
    tell(run, &RunObserver::shipment_departed, shipment);
    schedule(run, run.now() + transit, rank::completion, id.index, EventKind::shipment_arrived, shipment.index);
}

/// Looks at the queue again at a moment, unless it will be looked at before.
void look_again(Run& run, LaneId id, Time at) {
    LaneStatus& status = run.state.trade.lanes[id];
    if (at >= status.timer_at) return;
    status.timer_at = at;
    schedule(run, at, rank::arrival, id.index, EventKind::lane_due);
}

}  // namespace

Time next_opening(const Run& run, ClockId id) {
    const ClockStatus& status = run.state.clocks[id];
    const std::uint32_t next = status.index + (status.open ? 1 : 0);
    const WorkClock& clock = run.model.clocks[id];
    return next < clock.intervals.size() ? clock.intervals[next].open : time_never;
}

void schedule(Run& run, Time at, std::uint8_t event_rank, std::uint32_t subject, EventKind kind, std::uint32_t detail) {
    run.state.simulation.schedule({.at = at, .key = event_key(event_rank, subject, detail), .kind = static_cast<std::uint16_t>(kind)});
}

EventTicket schedule_cancellable(Run& run, Time at, std::uint8_t event_rank, std::uint32_t subject, EventKind kind, std::uint32_t detail) {
    return run.state.simulation.schedule_cancellable(
        {.at = at, .key = event_key(event_rank, subject, detail), .kind = static_cast<std::uint16_t>(kind)});
}

ParcelId new_parcel(Run& run, const ParcelStatus& parcel) {
    TradeState& trade = run.state.trade;
    if (!trade.free_parcel.valid()) {
        require_room(trade.parcels.size(), run.now(), "parcels on the way");
        return trade.parcels.add(parcel);
    }
    const ParcelId id = trade.free_parcel;
    trade.free_parcel = trade.parcels[id].next;
    trade.parcels[id] = parcel;
    return id;
}

void free_parcel(Run& run, ParcelId parcel) {
    run.state.trade.parcels[parcel].next = run.state.trade.free_parcel;
    run.state.trade.free_parcel = parcel;
}

void send_parcel(Run& run, NodeId at, ParcelId id) {
    const NodeId to = run.state.trade.parcels[id].to;
    const LaneId lane = next_lane(run, at, to);
    if (!lane.valid()) {
        if (run.state.trade.parcels[id].order.valid()) {
            deliver(run, id);
        } else {
            receive(run, id);
        }
        return;
    }
    requeue_parcel(run, lane, id, run.now());
    dispatch_vehicles(run, lane);
}

void requeue_parcel(Run& run, LaneId lane, ParcelId id, Time queued) {
    ParcelStatus& parcel = run.state.trade.parcels[id];
    LaneStatus& status = run.state.trade.lanes[lane];
    parcel.queued = queued;
    if (status.queue.empty()) status.first_queued = queued;
    status.waiting += parcel.quantity;
    status.ahead.add(id);
    append(run, status.queue, id);
}

void dispatch_vehicles(Run& run, LaneId id) {
    const Lane& lane = run.model.lanes[id];
    LaneStatus& status = run.state.trade.lanes[id];
    while (status.waiting > 0) {
        if (status.speed == 0 || status.away >= lane.fleet) return;  // looked at when it reopens or a vehicle comes back
        if (!run.state.clocks[lane.clock].is_open(run.now())) {
            if (const Time open = next_opening(run, lane.clock); open != time_never) look_again(run, id, open);
            return;
        }
        if (status.free_at > run.now()) {
            look_again(run, id, status.free_at);
            return;
        }
        if (status.waiting < lane.load) {
            if (!lane.leaves_part_full) return;
            if (status.wait == LaneStatus::wait_unknown) status.wait = run.draw_duration(lane.wait);
            const Time due = status.first_queued + status.wait;
            if (due > run.now()) {
                look_again(run, id, due);
                return;
            }
        }
        status.wait = LaneStatus::wait_unknown;
        depart(run, id, std::min(status.waiting, lane.load));
    }
}

void on_lane_due(Run& run, LaneId id) {
    if (run.state.trade.lanes[id].timer_at != run.now()) return;  // an earlier look came between; its own timers follow
    run.state.trade.lanes[id].timer_at = time_never;
    dispatch_vehicles(run, id);
}

void on_vehicle_returned(Run& run, LaneId id) {
    --run.state.trade.lanes[id].away;
    dispatch_vehicles(run, id);
}

void on_shipment_arrived(Run& run, ShipmentId id) {
    const LaneId lane_id = run.state.trade.shipments[id].lane;
    const Lane& lane = run.model.lanes[lane_id];
    tell(run, &RunObserver::shipment_arrived, id);
    if (lane.fleet == unlimited) {
        --run.state.trade.lanes[lane_id].away;
    } else {
        const Duration back = run.draw_duration(lane.return_time);
        schedule(run, run.now() + back, rank::completion, lane_id.index, EventKind::vehicle_returned);
    }
    if (lane.stop.valid()) {
        arrive_at_place(run, lane.stop, id);
    } else {
        forward_shipment(run, id);
    }
}

void forward_shipment(Run& run, ShipmentId id) {
    Queue<Parcel> parcels = run.state.trade.shipments[id].parcels;
    const Lane& lane = run.model.lanes[run.state.trade.shipments[id].lane];
    free_shipment(run, id);
    while (!parcels.empty()) {
        const ParcelId parcel = remove_head(run, parcels);
        double& transport = run.state.trade.parcels[parcel].transport;
        transport += lane.cost;
        transport += lane.fee;
        send_parcel(run, lane.to, parcel);
    }
}

}  // namespace agrocap
