#include "model/trade/transport.hpp"

#include "base/inlining.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/openings.hpp"
#include "model/state/pool.hpp"
#include "model/time/scaled_work.hpp"
#include "model/trade/demand.hpp"
#include "model/trade/place.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/way_taken.hpp"
#include "model/trade/ways_aside.hpp"

#include <algorithm>

namespace agrocap {

namespace {

struct Load {
    Queue<Parcel> parcels;
    ParcelsAhead ahead;
};

/// The first `units` of the queue, its last parcel split where it holds more.
Load load_part(Run& run, LaneStatus& lane, std::int64_t units) {
    Queue<Parcel>& queue = lane.queue;
    Load loaded;
    const auto load = [&](ParcelId parcel) {
        append(run.state.trade.parcels, loaded.parcels, parcel);
        loaded.ahead.add(parcel);
    };
    while (units > 0) {
        const std::int64_t held = run.state.trade.parcels[queue.head].quantity;
        if (held <= units) {
            units -= held;
            load(take_first(run.state.trade.parcels, queue));
            continue;
        }
        ParcelStatus part = run.state.trade.parcels[queue.head];
        part.quantity = units;
        run.state.trade.parcels[queue.head].quantity -= units;
        const ParcelId loaded_part = new_parcel(run, part);
        copy_way(run, queue.head, loaded_part);
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

std::int64_t grams_of(const Run& run, const Queue<Parcel>& parcels) {
    std::int64_t grams = 0;
    for (ParcelId id = parcels.head; id.valid(); id = run.state.trade.parcels[id].next) {
        const ParcelStatus& parcel = run.state.trade.parcels[id];
        grams += parcel.quantity * run.model.items[item_of(run, parcel)].mass_g;
    }
    return grams;
}

ShipmentId new_shipment(Run& run, const ShipmentStatus& shipment) {
    TradeState& trade = run.state.trade;
    return take_record(trade.shipments, trade.lanes[shipment.lane].free, shipment, run.now(), "shipments");
}

void schedule_slow(Run& run, SlowShipment& slow) {
    const ShipmentStatus& shipment = run.state.trade.shipments[slow.shipment];
    slow.ticket = schedule_cancellable(run, EventKind::shipment_arrived, slow.transit.end(), rank::completion + rank::lane,
                                       shipment.lane.index, shipment.number, slow.shipment.index);
}

void depart(Run& run, LaneId id, std::int64_t units) {
    const Lane& lane = run.model.lanes[id];
    LaneStatus& status = run.state.trade.lanes[id];
    const Load loaded = load_units(run, status, units);
    status.waiting -= units;
    note_crowd(run, id);
    status.units += units;
    if (run.model.has_masses) status.grams += grams_of(run, loaded.parcels);
    ++status.vehicles;
    ++status.away;
    if (lane.unit_time > Duration{}) status.gap = {work_for(lane.unit_time, units), run.now(), status.speed * run.value(lane.pace)};
    const PacedWork transit{run.draw_duration(lane.transit), run.now(), status.speed};
    const std::uint32_t number = status.departures++;
    const ShipmentId shipment = new_shipment(run, {.lane = id,
                                                   .next = ShipmentId(),
                                                   .number = number,
                                                   .ahead = loaded.ahead,
                                                   .units = units,
                                                   .parcels = loaded.parcels,
                                                   .queued = run.now()});
    tell(run, &RunObserver::shipment_departed, shipment);
    if (status.speed == 1) {
        schedule(run, EventKind::shipment_arrived, transit.end(), rank::completion + rank::lane, id.index, number, shipment.index);
    } else {
        schedule_slow(run, status.slow.emplace_back(SlowShipment{.shipment = shipment, .transit = transit, .ticket = {}}));
    }
}

/// What of a lane's queue goes into one vehicle.
struct Fit {
    std::int64_t units = 0;
    bool is_full = false;  // it does not wait for more
    double fullness = 0;   // the fuller of the shares of units and mass, where mass counts
};

/// The first of the queue, as many as fit by units and by mass; a unit too heavy for any vehicle has one for itself. It is full when one
/// more unit like the last, or the next in the queue, would not fit.
AGROCAP_APART Fit load_by_mass(const Run& run, const Lane& lane, const LaneStatus& status) {
    Fit fit;
    std::int64_t mass = 0, last = 0;
    for (ParcelId id = status.queue.head; id.valid() && !fit.is_full; id = run.state.trade.parcels[id].next) {
        const ParcelStatus& parcel = run.state.trade.parcels[id];
        last = run.model.items[item_of(run, parcel)].mass_g;
        std::int64_t fits = std::min(parcel.quantity, lane.load - fit.units);
        if (last > 0) fits = std::min(fits, (lane.load_g - mass) / last);
        if (fit.units == 0) fits = std::max<std::int64_t>(fits, 1);
        fit.units += fits;
        mass += fits * last;
        fit.is_full = fits < parcel.quantity;
    }
    fit.is_full = fit.is_full || fit.units >= lane.load || mass + last > lane.load_g;
    fit.fullness = static_cast<double>(mass) / static_cast<double>(lane.load_g);
    if (lane.load != unlimited) fit.fullness = std::max(fit.fullness, static_cast<double>(fit.units) / static_cast<double>(lane.load));
    return fit;
}

Fit next_load(const Run& run, const Lane& lane, const LaneStatus& status) {
    if (lane.load_g != unlimited) return load_by_mass(run, lane, status);
    return {.units = std::min(status.waiting, lane.load), .is_full = status.waiting >= lane.load};
}

/// Looks at the queue again at a moment, unless it will be looked at before.
void look_again(Run& run, LaneId id, Time at) {
    LaneStatus& status = run.state.trade.lanes[id];
    if (at >= status.timer_at) return;
    status.timer_at = at;
    schedule(run, EventKind::lane_due, at, rank::arrival + rank::lane, id.index);
}

/// A parcel joins a lane's queue, or goes back to it as if it had never left.
void requeue_parcel(Run& run, LaneId lane, ParcelId id, Time queued) {
    ParcelStatus& parcel = run.state.trade.parcels[id];
    LaneStatus& status = run.state.trade.lanes[lane];
    parcel.queued = queued;
    if (status.queue.empty()) status.first_queued = queued;
    status.waiting += parcel.quantity;
    status.ahead.add(id);
    append(run.state.trade.parcels, status.queue, id);
    note_crowd(run, lane);
}

/// Lets vehicles leave as long as loads, vehicles, capacity and hours allow.
void dispatch_vehicles(Run& run, LaneId id) {
    const Lane& lane = run.model.lanes[id];
    LaneStatus& status = run.state.trade.lanes[id];
    while (status.waiting > 0) {
        if (status.speed == 0 || status.away >= lane.fleet) return;  // looked at when it reopens or a vehicle comes back
        if (!run.state.clocks[lane.clock].is_open(run.now())) {
            if (const Time open = next_opening(run, lane.clock); open != time_never) look_again(run, id, open);
            return;
        }
        if (lane.unit_time > Duration{}) {
            if (run.value(lane.pace) <= 0) return;  // until the date on which it has a capacity again
            if (const Time free_at = status.gap.end(); free_at > run.now()) {
                look_again(run, id, free_at);
                return;
            }
        }
        const Fit fit = next_load(run, lane, status);
        if (!fit.is_full) {
            if (!lane.leaves_part_full) return;
            if (status.wait == LaneStatus::wait_unknown) status.wait = run.draw_duration(lane.wait);
            const Time due = later(status.first_queued, status.wait);
            if (due > run.now()) {
                look_again(run, id, due);
                return;
            }
        }
        status.wait = LaneStatus::wait_unknown;
        status.fullness += fit.fullness;
        depart(run, id, fit.units);
    }
}

}  // namespace

ParcelId new_parcel(Run& run, const ParcelStatus& parcel) {
    const ParcelId id = take_record(run.state.trade.parcels, run.state.trade.free_parcels, parcel, run.now(), "parcels on the way");
    begin_way(run, id);
    return id;
}

ItemId item_of(const Run& run, const ParcelStatus& parcel) {
    if (parcel.order.valid()) return run.model.choices[run.state.trade.orders[parcel.order].choice].item;
    return run.model.stores[parcel.store].item;
}

void free_parcel(Run& run, ParcelId parcel) { give_back(run.state.trade.parcels, run.state.trade.free_parcels, parcel); }

void send_parcel(Run& run, NodeId at, ParcelId id, LaneId came_by) {
    const NodeId to = run.state.trade.parcels[id].to;
    const LaneId lane = lane_to_take(run, at, to, came_by);
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
    std::erase_if(run.state.trade.lanes[lane_id].slow, [&](const SlowShipment& slow) { return slow.shipment == id; });
    tell(run, &RunObserver::shipment_arrived, id);
    if (!lane.holds_vehicle) release_vehicle(run, lane_id);
    if (lane.stop.valid()) {
        arrive_at_place(run, lane.stop, id);
    } else {
        forward_shipment(run, id);
    }
}

void release_vehicle(Run& run, LaneId id) {
    const Lane& lane = run.model.lanes[id];
    if (lane.fleet == unlimited) {
        --run.state.trade.lanes[id].away;
        return;
    }
    const Duration back = run.draw_duration(lane.return_time);
    schedule(run, EventKind::vehicle_returned, later(run.now(), back), rank::completion + rank::lane, id.index);
}

void forward_shipment(Run& run, ShipmentId id) {
    Queue<Parcel> parcels = run.state.trade.shipments[id].parcels;
    const LaneId came_by = run.state.trade.shipments[id].lane;
    give_back(run.state.trade.shipments, run.state.trade.lanes[came_by].free, id);
    while (!parcels.empty()) {
        const ParcelId parcel = take_first(run.state.trade.parcels, parcels);
        pass_lane(run, parcel, came_by);
        send_parcel(run, run.model.lanes[came_by].to, parcel, came_by);
    }
}

void change_capacity(Run& run, LaneId id) {
    LaneStatus& status = run.state.trade.lanes[id];
    status.gap.change_speed(run.now(), status.speed * run.value(run.model.lanes[id].pace));
    note_speed(run, id);
    dispatch_vehicles(run, id);
}

void set_lane_speed(Run& run, LaneId id, double speed) {
    LaneStatus& status = run.state.trade.lanes[id];
    status.speed = speed;
    if (speed == 0) return;  // what is on the road arrives
    const Lane& lane = run.model.lanes[id];
    if (lane.unit_time > Duration{}) status.gap.change_speed(run.now(), speed * run.value(lane.pace));  // others have no gap between loads
    for (SlowShipment& slow : status.slow) {
        run.state.simulation.cancel(slow.ticket);
        slow.transit.change_speed(run.now(), speed);
        schedule_slow(run, slow);
    }
}

void redirect_waiting(Run& run) {
    for (std::uint32_t i = 0; i < run.model.lanes.size(); ++i) {
        const LaneId id(i);
        LaneStatus& status = run.state.trade.lanes[id];
        Queue<Parcel> queue = status.queue;
        status.queue = {};
        status.ahead = {};
        status.waiting = 0;
        note_crowd(run, id);
        while (!queue.empty()) {
            const ParcelId parcel = take_first(run.state.trade.parcels, queue);
            const Time queued = run.state.trade.parcels[parcel].queued;
            const LaneId lane = lane_to_take(run, run.model.lanes[id].from, run.state.trade.parcels[parcel].to);
            if (lane == id) {
                requeue_parcel(run, id, parcel, queued);
            } else {
                send_parcel(run, run.model.lanes[id].from, parcel);
            }
        }
        dispatch_vehicles(run, id);
    }
}

}  // namespace agrocap
