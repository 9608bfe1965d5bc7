#include "model/prefetch.hpp"

#include "model/trade.hpp"

#include <cstddef>

namespace agrocap {

namespace {

/// From here on the rows of servers, stations and their streams take more than the 2 MB of a core's second cache; measured: at 1,000
/// servers, asking costs more than it saves.
constexpr std::size_t servers_in_cache = 1000;

constexpr std::size_t line_bytes = 64;

template <std::size_t bytes>
void fetch_bytes(const void* row) {
    for (std::size_t offset = 0; offset < bytes; offset += line_bytes) __builtin_prefetch(static_cast<const char*>(row) + offset);
    asm volatile("");  // or the compiler finds that the function, and whoever calls it, does nothing, and leaves all of it out
}

template <class Row>
void fetch(const Row& row) {
    fetch_bytes<sizeof(Row)>(&row);
}

// Names and what is seldom read come last in these rows.
void fetch(const Station& station) { fetch_bytes<line_bytes>(&station); }
void fetch(const Line& line) { fetch_bytes<line_bytes>(&line); }
void fetch(const Store& store) { fetch_bytes<2 * line_bytes>(&store); }
void fetch(const StoreStatus& store) { fetch_bytes<2 * line_bytes>(&store); }
void fetch(const Demand& demand) { fetch_bytes<2 * line_bytes>(&demand); }
void fetch(const DemandStatus& demand) { fetch_bytes<2 * line_bytes>(&demand); }
void fetch(const Lane& lane) { fetch_bytes<2 * line_bytes>(&lane); }
void fetch(const LaneStatus& lane) { fetch_bytes<line_bytes>(&lane); }

// A start reads the server, its time and its stream; whether one will follow is not asked.
void fetch_start(const Run& run, const Station& station) {
    fetch(run.state.servers[ServerId(station.servers.first)]);
    fetch(run.model.times[station.first_time]);
    fetch(run.state.streams[station.time_stream]);
}

void fetch_store(const Run& run, StoreId store) {
    fetch(run.model.stores[store]);
    fetch(run.state.stores[store]);
}

void fetch_lane(const Run& run, LaneId lane) {
    fetch(run.model.lanes[lane]);
    fetch(run.state.trade.lanes[lane]);
}

const Station& station_of(const Run& run, const Event& event) {
    return run.model.stations[run.state.servers[ServerId(event.subject())].station];
}

/// The first parcel of a shipment that an event is about; none: it has left before.
ParcelId first_parcel(const Run& run, const Event& event) { return run.state.trade.shipments[ShipmentId(event.detail())].parcels.head; }

/// The channel that a demand's first choice is ordered by; none: dealers' stock serves it, or there is no choice.
ChannelId first_channel(const Run& run, const Demand& demand) {
    return demand.choices.empty() ? ChannelId() : run.model.choices[demand.choices.first].channel;
}

/// What the event names itself.
void fetch_subject(const Run& run, const Event& event) {
    const TradeState& trade = run.state.trade;
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished:
        case EventKind::failure_struck: fetch(run.state.servers[ServerId(event.subject())]); break;
        case EventKind::repair_finished:
            fetch(run.model.modes[ModeId(event.detail())]);
            fetch(run.state.servers[ServerId(event.subject())]);
            break;
        case EventKind::shipment_arrived:
            fetch_lane(run, LaneId(event.subject()));
            fetch(trade.shipments[ShipmentId(event.detail())]);
            break;
        case EventKind::handling_finished: fetch(trade.shipments[ShipmentId(event.detail())]); break;
        case EventKind::demand_arrived:
            fetch(run.model.demands[DemandId(event.subject())]);
            fetch(trade.demands[DemandId(event.subject())]);
            break;
        case EventKind::patience_ended: fetch(trade.orders[OrderId(event.detail())]); break;
        case EventKind::lane_due: fetch_lane(run, LaneId(event.subject())); break;
        default: break;
    }
}

/// What its subject leads to.
void fetch_around(const Run& run, const Event& event) {
    const TradeState& trade = run.state.trade;
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: {
            const ServerStatus& server = run.state.servers[ServerId(event.subject())];
            fetch(run.model.stations[server.station]);
            fetch(run.state.stations[server.station]);
            if (server.unit.valid()) fetch(run.state.units[server.unit]);
            break;
        }
        case EventKind::failure_struck: {
            const ServerStatus& server = run.state.servers[ServerId(event.subject())];
            fetch(run.model.stations[server.station]);
            if (server.next_mode.valid()) fetch(run.model.modes[server.next_mode]);
            break;
        }
        case EventKind::repair_finished: {
            fetch(run.state.streams[run.model.modes[ModeId(event.detail())].uptime.stream]);
            fetch(run.model.stations[run.state.servers[ServerId(event.subject())].station]);
            break;
        }
        case EventKind::shipment_arrived:
        case EventKind::handling_finished:
            if (const ParcelId parcel = first_parcel(run, event); parcel.valid()) fetch(trade.parcels[parcel]);
            break;
        case EventKind::lane_due: fetch(run.state.streams[run.model.lanes[LaneId(event.subject())].transit.stream]); break;
        case EventKind::demand_arrived: {
            const Demand& demand = run.model.demands[DemandId(event.subject())];
            fetch(run.state.streams[demand.arrival_stream]);
            if (!demand.choices.empty()) fetch(run.model.choices[demand.choices.first]);
            if (const OrderId order = trade.demands[DemandId(event.subject())].free; order.valid()) fetch(trade.orders[order]);
            break;
        }
        default: break;
    }
}

/// What that leads to: the next station, the next unit, the order that a parcel is for.
void fetch_beyond(const Run& run, const Event& event) {
    const TradeState& trade = run.state.trade;
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: {
            const StationId id = run.state.servers[ServerId(event.subject())].station;
            const Station& station = run.model.stations[id];
            const StationStatus& status = run.state.stations[id];
            fetch_start(run, station);
            if (status.waiting > 0) fetch(run.state.units[status.head]);
            if (!status.blocked.empty()) fetch(run.state.servers[status.blocked.last]);
            if (station.next.valid()) {
                fetch(run.model.stations[station.next]);
                fetch(run.state.stations[station.next]);
            }
            if (station.makes_units || !station.next.valid()) {
                fetch(run.model.lines[station.line]);
                fetch(run.state.lines[station.line]);
            }
            break;
        }
        case EventKind::shipment_arrived:
        case EventKind::handling_finished: {
            const ParcelId id = first_parcel(run, event);
            if (!id.valid()) break;
            const ParcelStatus& parcel = trade.parcels[id];
            if (parcel.order.valid()) fetch(trade.orders[parcel.order]);
            if (parcel.next.valid()) fetch(trade.parcels[parcel.next]);
            break;
        }
        case EventKind::demand_arrived: {
            const ChannelId channel = first_channel(run, run.model.demands[DemandId(event.subject())]);
            if (!channel.valid()) break;
            fetch(run.model.channels[channel]);
            fetch(trade.channels[channel]);
            break;
        }
        default: break;
    }
}

void fetch_stores_of_line(const Run& run, LineId id) {
    const Slice items = run.model.lines[id].items;
    for (std::uint32_t i = items.first; i < items.end() && i < items.first + 2; ++i) {
        fetch(run.state.line_items[i]);
        fetch_store(run, run.model.line_items[i].store);
    }
}

/// The ends of the ways: the server that the unit goes to, stores, the lane that goods go on by.
void fetch_last(const Run& run, const Event& event) {
    const TradeState& trade = run.state.trade;
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: {
            const Station& station = station_of(run, event);
            if (station.next.valid()) fetch_start(run, run.model.stations[station.next]);
            if (station.makes_units || !station.next.valid()) fetch_stores_of_line(run, station.line);
            if (station.has_needs) {
                const Slice needs = run.model.needs_by_item[station.first_needs];
                if (!needs.empty()) fetch_store(run, run.model.needs[needs.first].store);
            }
            break;
        }
        case EventKind::shipment_arrived:
        case EventKind::handling_finished: {
            const ParcelId id = first_parcel(run, event);
            if (!id.valid()) break;
            const ParcelStatus& parcel = trade.parcels[id];
            const NodeId at = run.model.lanes[trade.shipments[ShipmentId(event.detail())].lane].to;
            if (const LaneId lane = next_lane(run, at, parcel.to); lane.valid()) {
                fetch_lane(run, lane);
            } else if (parcel.order.valid() && trade.orders[parcel.order].demand.valid()) {
                fetch(trade.demands[trade.orders[parcel.order].demand]);
                if (parcel.pair.valid()) fetch(trade.pairs[parcel.pair]);
            } else if (parcel.store.valid()) {
                fetch_store(run, parcel.store);
            }
            break;
        }
        case EventKind::demand_arrived: {
            const ChannelId id = first_channel(run, run.model.demands[DemandId(event.subject())]);
            if (!id.valid()) break;
            const SupplyChannel& channel = run.model.channels[id];
            for (std::uint32_t i = channel.sources.first; i < channel.sources.end(); ++i) {
                if (!trade.stocked[trade.shelf_order[i]]) continue;
                const StoreId store = run.model.channel_sources[trade.source_order[i]].store;
                fetch_store(run, store);
                if (const LaneId lane = next_lane(run, run.model.stores[store].node, channel.to); lane.valid()) fetch_lane(run, lane);
                break;
            }
            break;
        }
        default: break;
    }
}

}  // namespace

bool outgrows_cache(const Model& model) { return model.servers.size() > servers_in_cache; }

void fetch_ahead(Run& run) {
    // Each row is asked for some events before the row that names it is read.
    constexpr std::size_t subject_ahead = 10, around_ahead = 6, beyond_ahead = 3, last_ahead = 1;
    const EventList& events = run.state.simulation.events();
    const auto subject = [&run](const Event& event) { fetch_subject(run, event); };
    const auto around = [&run](const Event& event) { fetch_around(run, event); };
    const auto beyond = [&run](const Event& event) { fetch_beyond(run, event); };
    if (events.has_new_run()) {
        for (std::size_t ahead = 0; ahead < subject_ahead; ++ahead) events.peek(ahead, subject);
        for (std::size_t ahead = 0; ahead < around_ahead; ++ahead) events.peek(ahead, around);
        for (std::size_t ahead = 0; ahead < beyond_ahead; ++ahead) events.peek(ahead, beyond);
    }
    events.peek(subject_ahead, subject);
    events.peek(around_ahead, around);
    events.peek(beyond_ahead, beyond);
    events.peek(last_ahead, [&run](const Event& event) { fetch_last(run, event); });
}

}  // namespace agrocap
