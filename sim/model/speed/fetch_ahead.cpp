#include "model/speed/fetch_ahead.hpp"

#include "base/cache.hpp"
#include "model/state/events.hpp"
#include "model/trade/routing.hpp"

#include <cstddef>

namespace agrocap {

namespace {

/// From here on the rows of servers, stations and their streams take more than the 2 MB of a core's second cache; measured: at 1,000
/// servers, asking costs more than it saves.
constexpr std::size_t servers_in_cache = 1000;

/// Asks for the first `lines` cache lines of a row: what is seldom read comes last in all of them.
template <std::size_t lines = 1, class Row>
[[gnu::always_inline]] inline void fetch(const Row& row) {
    fetch_lines<lines>(&row);
}

void fetch_store(const Run& run, StoreId store) {
    fetch(run.model.stores[store]);
    fetch<2>(run.state.stores[store]);
}

void fetch_lane(const Run& run, LaneId lane) {
    fetch<2>(run.model.lanes[lane]);
    fetch<2>(run.state.trade.lanes[lane]);
}

void fetch_demand(const Run& run, DemandId demand) {
    fetch(run.model.demands[demand]);
    fetch<2>(run.state.trade.demands[demand]);
}

// Stations --------------------------------------------------------------------------------------------------------------------------------

/// What a start reads, but for its unit, which is taken to be of the item.
void fetch_start(const Run& run, const Station& station, std::uint32_t item) {
    fetch<2>(run.state.servers[ServerId(station.servers.first)]);
    fetch(run.model.times[station.first_time + item]);
    fetch(run.state.streams[station.time_stream]);
}

void fetch_station_of_server(const Run& run, ServerId id) {
    const ServerStatus& server = run.state.servers[id];
    fetch(run.model.stations[server.station]);
    fetch(run.state.stations[server.station]);
    if (server.unit.valid()) fetch(run.state.units[server.unit]);
}

/// The unit that is next here, and the station that the finished one goes to.
void fetch_next_station(const Run& run, ServerId id) {
    const StationId station_id = run.state.servers[id].station;
    const Station& station = run.model.stations[station_id];
    const StationStatus& status = run.state.stations[station_id];
    const UnitId unit = run.state.servers[id].unit;
    if (!unit.valid()) return;
    const std::uint32_t item = run.state.units[unit].item;
    if (status.waiting > 0) fetch(run.state.units[status.units.head]);
    if (status.waiting > 0 || station.makes_units) fetch_start(run, station, item);
    if (!status.blocked.empty()) fetch(run.state.servers[status.blocked.last]);
    if (station.next.valid()) {
        fetch(run.model.stations[station.next]);
        fetch(run.state.stations[station.next]);
    }
    if (station.makes_units || station.fills.valid()) {
        const LineId line = run.model.line_items[item].line;
        fetch(run.model.lines[line]);
        fetch<2>(run.state.lines[line]);
        fetch(run.state.line_items[item]);
    }
    if (station.fills.valid()) fetch_store(run, station.fills);
    if (station.takes_from.valid()) {
        fetch_store(run, station.takes_from);
        fetch(run.model.needs_by_item[station.first_needs + item]);
    }
}

void fetch_start_there(const Run& run, ServerId id) {
    const Station& station = run.model.stations[run.state.servers[id].station];
    const UnitId unit = run.state.servers[id].unit;
    if (station.next.valid() && unit.valid()) {
        const StationStatus& next = run.state.stations[station.next];
        if (next.waiting == 0) fetch_start(run, run.model.stations[station.next], run.state.units[unit].item);
        if (next.units.tail.valid()) fetch(run.state.units[next.units.tail]);
    }
}

// Shipments -------------------------------------------------------------------------------------------------------------------------------

/// A shipment whose parcels go on now.
bool goes_on(const Run& run, const Event& event) {
    return static_cast<EventKind>(event.kind) == EventKind::handling_finished || !run.model.lanes[LaneId(event.subject())].stop.valid();
}

template <class Look>
void look_at_parcels(const Run& run, const Event& event, Look&& look) {
    const ShipmentStatus& shipment = run.state.trade.shipments[ShipmentId(event.record)];
    for (std::uint32_t i = 0; i < shipment.ahead.count; ++i) look(run.state.trade.parcels[shipment.ahead.ids[i]], shipment);
}

void fetch_parcels(const Run& run, const Event& event) {
    if (!goes_on(run, event)) {
        const PlaceId stop = run.model.lanes[LaneId(event.subject())].stop;
        fetch<2>(run.model.places[stop]);
        fetch<3>(run.state.trade.places[stop]);
        return;
    }
    look_at_parcels(run, event, [](const ParcelStatus& parcel, const ShipmentStatus&) { fetch(parcel); });
    const LaneId lane = run.state.trade.shipments[ShipmentId(event.record)].lane;
    if (lane.valid()) fetch(run.model.lanes[lane]);
}

/// What parcels are for, and where it is said by which lane they go on.
void fetch_aims(const Run& run, const Event& event) {
    if (!goes_on(run, event)) return;
    const TradeState& trade = run.state.trade;
    look_at_parcels(run, event, [&](const ParcelStatus& parcel, const ShipmentStatus& shipment) {
        if (const LaneId* next = next_lane_cell(run, run.model.lanes[shipment.lane].to, parcel.to)) {
            fetch(*next);
        } else if (parcel.order.valid()) {
            fetch(trade.orders[parcel.order]);
        } else if (parcel.store.valid()) {
            fetch_store(run, parcel.store);
        }
    });
}

void fetch_ends(const Run& run, const Event& event) {
    if (!goes_on(run, event)) return;
    const TradeState& trade = run.state.trade;
    look_at_parcels(run, event, [&](const ParcelStatus& parcel, const ShipmentStatus& shipment) {
        const LaneId lane = next_lane(run, run.model.lanes[shipment.lane].to, parcel.to);
        if (lane.valid()) {
            fetch_lane(run, lane);
        } else if (parcel.order.valid()) {
            const OrderStatus& order = trade.orders[parcel.order];
            fetch(run.model.choices[order.choice]);
            if (order.demand.valid()) fetch_demand(run, order.demand);
            if (parcel.source != no_row) fetch(run.model.channel_sources[parcel.source]);
        }
    });
}

// Demand ----------------------------------------------------------------------------------------------------------------------------------

void fetch_order_of_demand(const Run& run, DemandId id) {
    const Demand& demand = run.model.demands[id];
    fetch(run.state.streams[demand.arrival_stream]);
    if (demand.patience.stream.valid()) fetch(run.state.streams[demand.patience.stream]);
    if (!demand.choices.empty()) fetch(run.model.choices[demand.choices.first]);
    if (const OrderId order = run.state.trade.demands[id].free.free; order.valid()) fetch(run.state.trade.orders[order]);
    if (demand.channel.valid()) {
        fetch(run.model.channels[demand.channel]);
        fetch(run.state.trade.channels[demand.channel]);
    }
}

void fetch_sources(const Run& run, DemandId id) {
    const ChannelId channel = run.model.demands[id].channel;
    if (!channel.valid()) return;
    const Slice sources = run.model.channels[channel].sources;
    if (sources.empty()) return;
    fetch(run.state.trade.shelf_order[sources.first]);
    fetch<2>(run.state.trade.source_order[sources.first]);
}

/// The store that is likely to serve the order, and the lane from there.
void fetch_source(const Run& run, DemandId id) {
    const TradeState& trade = run.state.trade;
    const ChannelId channel = run.model.demands[id].channel;
    if (!channel.valid()) return;
    const Slice sources = run.model.channels[channel].sources;
    constexpr std::uint32_t first_few = 8;  // those that `fetch_sources` has asked for
    for (std::uint32_t i = sources.first; i < sources.end() && i < sources.first + first_few; ++i) {
        const RankedSource& source = trade.source_order[i];
        if (!trade.stocked[trade.shelf_order[i]]) continue;
        fetch(run.model.channel_sources[source.source]);
        fetch_store(run, source.store);
        if (source.lane.valid()) fetch_lane(run, source.lane);
        break;
    }
}

// Stages ----------------------------------------------------------------------------------------------------------------------------------

/// What the event names itself.
void fetch_subject(const Run& run, const Event& event) {
    const TradeState& trade = run.state.trade;
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: fetch<2>(run.state.servers[server_of(event)]); break;
        case EventKind::failure_struck: fetch<2>(run.state.servers[ServerId(event.subject())]); break;
        case EventKind::repair_finished:
            fetch<3>(run.model.modes[ModeId(event.detail())]);
            fetch<2>(run.state.servers[ServerId(event.subject())]);
            break;
        case EventKind::shipment_arrived:
            fetch_lane(run, LaneId(event.subject()));
            fetch(trade.shipments[ShipmentId(event.record)]);
            break;
        case EventKind::handling_finished:
            fetch<3>(trade.places[PlaceId(event.subject())]);
            fetch(trade.shipments[ShipmentId(event.record)]);
            break;
        case EventKind::demand_arrived: fetch_demand(run, DemandId(event.subject())); break;
        case EventKind::patience_ended: fetch(trade.orders[OrderId(event.detail())]); break;
        case EventKind::purchase_ready: fetch(trade.purchases[PurchaseId(event.record)]); break;
        case EventKind::lane_due: fetch_lane(run, LaneId(event.subject())); break;
        default: break;
    }
}

/// What its subject leads to.
void fetch_around(const Run& run, const Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: fetch_station_of_server(run, server_of(event)); break;
        case EventKind::failure_struck: {
            const ServerStatus& server = run.state.servers[ServerId(event.subject())];
            fetch<2>(run.model.stations[server.station]);
            if (server.next_mode.valid()) fetch<3>(run.model.modes[server.next_mode]);
            break;
        }
        case EventKind::repair_finished: {
            fetch(run.state.streams[run.model.modes[ModeId(event.detail())].uptime.stream]);
            fetch<2>(run.model.stations[run.state.servers[ServerId(event.subject())].station]);
            break;
        }
        case EventKind::shipment_arrived:
        case EventKind::handling_finished: fetch_parcels(run, event); break;
        case EventKind::demand_arrived: fetch_order_of_demand(run, DemandId(event.subject())); break;
        case EventKind::purchase_ready: fetch_store(run, run.state.trade.purchases[PurchaseId(event.record)].store); break;
        case EventKind::lane_due: fetch(run.state.streams[run.model.lanes[LaneId(event.subject())].transit.stream]); break;
        default: break;
    }
}

/// What that leads to: the next station, the next unit, the order that a parcel is for.
void fetch_beyond(const Run& run, const Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: fetch_next_station(run, server_of(event)); break;
        case EventKind::shipment_arrived:
        case EventKind::handling_finished: fetch_aims(run, event); break;
        case EventKind::demand_arrived: fetch_sources(run, DemandId(event.subject())); break;
        default: break;
    }
}

/// The ends of the ways: the server that the unit goes to, stores, the lane that goods go on by.
void fetch_last(const Run& run, const Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: fetch_start_there(run, server_of(event)); break;
        case EventKind::shipment_arrived:
        case EventKind::handling_finished: fetch_ends(run, event); break;
        case EventKind::demand_arrived: fetch_source(run, DemandId(event.subject())); break;
        default: break;
    }
}

}  // namespace

bool outgrows_cache(const Part& part) { return part.servers.size() > servers_in_cache; }

void fetch_ahead(Run& run) {
    // Each row is asked for some events before the row that names it is read.
    constexpr std::size_t subject_ahead = 10, around_ahead = 6, beyond_ahead = 3, last_ahead = 1;
    EventList& events = run.state.simulation.events();
    events.look_ahead(subject_ahead + 1);
    events.fetch(subject_ahead);
    events.peek(subject_ahead, [&run](const Event& event) { fetch_subject(run, event); });
    events.peek(around_ahead, [&run](const Event& event) { fetch_around(run, event); });
    events.peek(beyond_ahead, [&run](const Event& event) { fetch_beyond(run, event); });
    events.peek(last_ahead, [&run](const Event& event) { fetch_last(run, event); });
}

}  // namespace agrocap
