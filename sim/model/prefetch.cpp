#include "model/prefetch.hpp"

#include <cstddef>

namespace agrocap {

namespace {

/// From here on the rows of servers, stations and their streams take more than the 1 to 2 MB of a core's second cache; measured.
constexpr std::size_t servers_in_cache = 1000;

constexpr std::size_t line_bytes = 64;
constexpr std::size_t hot_station_bytes = 128;

template <std::size_t bytes>
void fetch_bytes(const void* row) {
    for (std::size_t offset = 0; offset < bytes; offset += line_bytes) __builtin_prefetch(static_cast<const char*>(row) + offset);
}

template <class Row>
void fetch(const Row& row) {
    fetch_bytes<sizeof(Row)>(&row);
}

/// Names come last in the row and are not read in a run.
void fetch(const Station& station) { fetch_bytes<hot_station_bytes>(&station); }

/// What the event names itself.
void fetch_subject(const Run& run, const Event& event) {
    const TradeState& trade = run.state.trade;
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished:
        case EventKind::failure_struck:
            fetch(run.model.servers[ServerId(event.subject())]);
            fetch(run.state.servers[ServerId(event.subject())]);
            break;
        case EventKind::shipment_arrived:
        case EventKind::handling_finished: fetch(trade.shipments[ShipmentId(event.detail())]); break;
        case EventKind::demand_arrived:
            fetch(run.model.demands[DemandId(event.subject())]);
            fetch(trade.demands[DemandId(event.subject())]);
            break;
        case EventKind::patience_ended: fetch(trade.orders[OrderId(event.detail())]); break;
        case EventKind::lane_due: fetch(trade.lanes[LaneId(event.subject())]); break;
        default: break;
    }
}

/// What its subject leads to.
void fetch_around(const Run& run, const Event& event) {
    const TradeState& trade = run.state.trade;
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: {
            const StationId station = run.model.servers[ServerId(event.subject())].station;
            fetch(run.model.stations[station]);
            fetch(run.state.stations[station]);
            const UnitId unit = run.state.servers[ServerId(event.subject())].unit;
            if (unit.valid()) fetch(run.state.units[unit]);
            break;
        }
        case EventKind::shipment_arrived:
        case EventKind::handling_finished: {
            const ShipmentStatus& shipment = trade.shipments[ShipmentId(event.detail())];
            fetch(run.model.lanes[shipment.lane]);
            fetch(trade.lanes[shipment.lane]);
            if (shipment.parcels.head.valid()) fetch(trade.parcels[shipment.parcels.head]);
            break;
        }
        case EventKind::demand_arrived: {
            const Demand& demand = run.model.demands[DemandId(event.subject())];
            fetch(run.state.streams[demand.arrival_stream]);
            if (!demand.choices.empty()) fetch(run.model.choices[demand.choices.first]);
            break;
        }
        default: break;
    }
}

/// What that leads to: the next station, the next draw, the next lane.
void fetch_beyond(const Run& run, const Event& event) {
    const TradeState& trade = run.state.trade;
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: {
            const Station& station = run.model.stations[run.model.servers[ServerId(event.subject())].station];
            fetch(run.state.streams[station.time_stream]);
            fetch(run.model.times[station.times.first]);
            fetch(run.state.lines[station.line]);
            if (station.next.valid()) {
                fetch(run.model.stations[station.next]);
                fetch(run.state.stations[station.next]);
                fetch(run.state.servers[ServerId(run.model.stations[station.next].servers.first)]);
            }
            break;
        }
        case EventKind::shipment_arrived:
        case EventKind::handling_finished: {
            const ShipmentStatus& shipment = trade.shipments[ShipmentId(event.detail())];
            if (!shipment.parcels.head.valid()) break;
            const ParcelStatus& parcel = trade.parcels[shipment.parcels.head];
            if (parcel.order.valid()) fetch(trade.orders[parcel.order]);
            if (parcel.next.valid()) fetch(trade.parcels[parcel.next]);
            break;
        }
        case EventKind::demand_arrived: {
            const Demand& demand = run.model.demands[DemandId(event.subject())];
            if (demand.choices.empty()) break;
            const Choice& choice = run.model.choices[demand.choices.first];
            if (!choice.channel.valid()) break;
            fetch(run.model.channels[choice.channel]);
            fetch(trade.channels[choice.channel]);
            break;
        }
        default: break;
    }
}

}  // namespace

bool outgrows_cache(const Model& model) { return model.servers.size() > servers_in_cache; }

void fetch_ahead(Run& run) {
    // Each row is asked for some events before the row that names it is read.
    constexpr std::size_t subject_ahead = 8, around_ahead = 4, beyond_ahead = 2;
    const EventList& events = run.state.simulation.events();
    const auto subject = [&run](const Event& event) { fetch_subject(run, event); };
    const auto around = [&run](const Event& event) { fetch_around(run, event); };
    if (events.has_new_run()) {
        for (std::size_t ahead = 0; ahead < subject_ahead; ++ahead) events.peek(ahead, subject);
        for (std::size_t ahead = 0; ahead < around_ahead; ++ahead) events.peek(ahead, around);
    }
    events.peek(subject_ahead, subject);
    events.peek(around_ahead, around);
    events.peek(beyond_ahead, [&run](const Event& event) { fetch_beyond(run, event); });
}

}  // namespace agrocap
