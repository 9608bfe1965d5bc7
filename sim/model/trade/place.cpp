#include "model/trade/place.hpp"

#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/openings.hpp"
#include "model/state/pool.hpp"
#include "model/time/scaled_work.hpp"
#include "model/trade/expected_wait.hpp"
#include "model/trade/transport.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// What a place's open clock shows, as a time.
Time open_time(const Run& run, PlaceId id) { return Time{} + run.state.clocks[run.model.places[id].clock].open_at(run.now()); }

/// When the handling of one shipment ends at the present speed.
void schedule_handling(Run& run, PlaceId id, Handling& handling) {
    const ClockId clock = run.model.places[id].clock;
    const Time end = handling.work.end();
    const Time finish = end == time_never ? time_never : moment_of_open(run.model.clocks[clock], run.state.clocks[clock], end - Time{});
    handling.ticket = schedule_cancellable(run, EventKind::handling_finished, finish, rank::completion + rank::place, id.index,
                                           handling.number, handling.shipment.index);
}

ShipmentId pop_shipment(Run& run, PlaceId id, PlaceStatus& status) {
    const ShipmentId shipment = take_first(run.state.trade.shipments, status.queue);
    --status.waiting;
    note_crowd(run, id);
    status.length.change(run.now(), -1);
    status.wait.add(run.now() - run.state.trade.shipments[shipment].queued);
    return shipment;
}

/// Handles what waits as long as servers and hours allow.
void start_handling(Run& run, PlaceId id) {
    const Place& place = run.model.places[id];
    PlaceStatus& status = run.state.trade.places[id];
    while (status.waiting > 0 && static_cast<std::int64_t>(status.handled.size()) < place.servers && status.speed > 0) {
        if (!run.state.clocks[place.clock].is_open(run.now())) {
            const Time open = next_opening(run, place.clock);
            if (status.queued_for_opening || open == time_never) return;
            status.queued_for_opening = true;
            schedule(run, EventKind::place_opened, open, rank::arrival + rank::place, id.index);
            return;
        }
        const ShipmentId shipment = pop_shipment(run, id, status);
        Handling& handling = status.handled.emplace_back();
        handling.shipment = shipment;
        handling.number = status.begun++;
        const bool ours = run.state.trade.shipments[shipment].lane.valid();
        if (ours) tell(run, &RunObserver::handling_started, id, shipment);
        handling.work = {run.draw_duration(ours ? place.time : place.traffic_time), open_time(run, id), status.speed};
        schedule_handling(run, id, handling);
    }
}

}  // namespace

void begin_traffic(Run& run, PlaceId id) {
    const Time at = later(run.now(), run.draw_duration(run.model.places[id].traffic));
    if (at <= run.model.end) schedule(run, EventKind::traffic_arrived, at, rank::arrival + rank::place, id.index);
}

void on_traffic_arrived(Run& run, PlaceId id) {
    begin_traffic(run, id);
    TradeState& trade = run.state.trade;
    arrive_at_place(run, id, take_record(trade.shipments, trade.places[id].others, ShipmentStatus{}, run.now(), "shipments"));
}

void arrive_at_place(Run& run, PlaceId id, ShipmentId shipment) {
    PlaceStatus& status = run.state.trade.places[id];
    run.state.trade.shipments[shipment].queued = run.now();
    append(run.state.trade.shipments, status.queue, shipment);
    ++status.waiting;
    note_crowd(run, id);
    status.length.change(run.now(), 1);
    start_handling(run, id);
}

void on_place_opened(Run& run, PlaceId id) {
    run.state.trade.places[id].queued_for_opening = false;
    start_handling(run, id);
}

void on_handling_finished(Run& run, PlaceId id, ShipmentId shipment) {
    PlaceStatus& status = run.state.trade.places[id];
    const auto done =
        std::find_if(status.handled.begin(), status.handled.end(), [&](const Handling& handling) { return handling.shipment == shipment; });
    *done = status.handled.back();
    status.handled.pop_back();
    const LaneId lane = run.state.trade.shipments[shipment].lane;
    if (lane.valid()) {
        tell(run, &RunObserver::handling_finished, id, shipment);
        if (run.model.lanes[lane].holds_vehicle) release_vehicle(run, lane);
        forward_shipment(run, shipment);
    } else {
        give_back(run.state.trade.shipments, status.others, shipment);
    }
    start_handling(run, id);
}

void set_place_speed(Run& run, PlaceId id, double speed) {
    PlaceStatus& status = run.state.trade.places[id];
    status.speed = speed;
    for (Handling& handling : status.handled) {
        run.state.simulation.cancel(handling.ticket);
        handling.work.change_speed(open_time(run, id), speed);
        schedule_handling(run, id, handling);
    }
    start_handling(run, id);
}

}  // namespace agrocap
