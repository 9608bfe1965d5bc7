#include "model/floor/ways.hpp"

#include "model/floor/server.hpp"
#include "model/state/blocked_queue.hpp"

namespace agrocap {

namespace {

/// Whether some server waits for a unit that is not here yet, and could work on it.
bool has_free_server(const Run& run, StationId id) {
    const Station& station = run.model.stations[id];
    if (!run.state.clocks[station.clock].is_open(run.now())) return false;
    std::uint32_t free = 0;
    for (const ServerId server : ids_of<ServerId>(station.servers)) {
        if (is_free(run.state.servers[server])) free += station.batch;
    }
    return free > run.state.stations[id].waiting;
}

/// The first named that has a free server, else of those with a place the one with the fewest waiting; if none has, the same of all.
StationId free_way(const Run& run, Slice ways) {
    StationId fewest;
    bool fewest_has_place = false;
    for (const Branch& branch : rows_of(run.model.branches, ways)) {
        const StationId to = branch.to;
        const bool place = has_place(run, to);
        if (place && has_free_server(run, to)) return to;
        const bool is_better =
            place != fewest_has_place ? place : fewest.valid() && run.state.stations[to].waiting < run.state.stations[fewest].waiting;
        if (fewest.valid() && !is_better) continue;
        fewest = to;
        fewest_has_place = place;
    }
    return fewest;
}

Slice ways_of(const Run& run, const Station& station, UnitId unit) {
    return run.model.ways[station.first_ways + run.state.units[unit].item];
}

/// Whether a server that waits for a place elsewhere may as well go to this station.
bool may_come(const Run& run, ServerId id, StationId to) {
    const ServerStatus& server = run.state.servers[id];
    if (!server.any_way) return false;
    const Slice ways = ways_of(run, run.model.stations[server.station], server.unit);
    for (const Branch& branch : rows_of(run.model.branches, ways))
        if (branch.to == to) return true;
    return false;
}

}  // namespace

StationId way_on(Run& run, ServerStatus& server, const Station& station) {
    const Slice ways = ways_of(run, station, server.unit);
    if (ways.count == 1) return run.model.branches[ways.first].to;
    if (station.first_free) {
        server.any_way = true;
        return free_way(run, ways);
    }
    std::uint32_t i = ways.first;
    const double share = run.state.streams[station.branch_stream].uniform();
    while (i + 1 < ways.end() && share >= run.model.branches[i].share_up_to) ++i;
    return run.model.branches[i].to;
}

ServerId take_first_for(Run& run, Here here) {
    ServerId first;
    if (!here.status.blocked.empty()) first = first_of(run.state, here.status.blocked);
    const Slice rivals = run.model.station_rivals[id_of(run, here)];
    StationId rival;
    for (const StationId other : rows_of(run.model.rivals, rivals)) {
        visit_blocked(run.state, run.state.stations[other].blocked, [&](ServerId id) {
            if (!may_come(run, id, id_of(run, here))) return;
            if (first.valid() && turn_of(run.state, first) < turn_of(run.state, id)) return;
            first = id;
            rival = other;
        });
    }
    if (!first.valid()) return first;
    take_out(run.state, rival.valid() ? run.state.stations[rival].blocked : here.status.blocked, first);
    run.state.servers[first].way = id_of(run, here);
    return first;
}

}  // namespace agrocap
