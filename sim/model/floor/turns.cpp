#include "model/floor/turns.hpp"

#include "base/inlining.hpp"
#include "model/floor/crew.hpp"
#include "model/floor/next_unit.hpp"
#include "model/floor/server.hpp"
#include "model/floor/starts.hpp"
#include "model/state/openings.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// Gives the unit in hand of a server the crew that it waits for, if that is there.
void go_on_with_crew(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const Station& station = run.model.stations[server.station];
    if (!server.without_crew || server.stops > 0 || server.upkeeps > 0) return;
    if (!run.state.clocks[station.clock].is_open(run.now())) return await_opening(run, station.clock, server.station);
    const std::uint32_t crew = free_crew(run, station);
    if (crew == no_row) return keep_crew(run, station);
    hold_crew(run, server, station, crew);
    stop_asking(run, server);
    resume_server(run, id);
}

// Who goes first ---------------------------------------------------------------------------------------------------------------------

/// What is scarce is given to resumed work, then by priority, then to whom has waited longest, then by path.
bool goes_before(const Turn& a, const Turn& b) {
    if (a.server.valid() != b.server.valid()) return a.server.valid();
    if (a.priority != b.priority) return a.priority > b.priority;
    if (a.since != b.since) return a.since < b.since;
    if (a.station != b.station) return a.station < b.station;
    return a.server < b.server;
}

Turn new_start(Run& run, StationId id) {
    return {
        .station = id, .server = ServerId(), .priority = run.model.stations[id].priority, .since = waiting_since(run, station_at(run, id))};
}

/// Those of the station's servers whose unit in hand waits for people.
AGROCAP_APART void add_turns_in_hand(Run& run, StationId id) {
    const Slice servers = run.model.stations[id].servers;
    for (const ServerId holder : ids_of<ServerId>(servers)) {
        const ServerStatus& server = run.state.servers[holder];
        if (!server.without_crew) continue;
        run.state.turns.push_back(
            {.station = id, .server = holder, .priority = run.model.stations[id].priority, .since = run.state.units[server.unit].arrived});
    }
}

/// Stations that wait for some of the crew, of whom some are free: they may be kept for one of them, or its turn may have come.
AGROCAP_APART void add_waiting_for(Run& run, CrewId crew) {
    const Slice stations = run.model.crews[crew].stations;
    for (const StationId other : rows_of(run.model.crew_stations, stations)) {
        if (!run.state.asking[other].in_line || run.state.stations[other].queued_for_start) continue;
        run.state.stations[other].queued_for_start = true;
        run.state.starts_now.push_back(other);
    }
}

void add_waiting_for_crews(Run& run, StationId station) {
    for (const CrewNeed& need : run.model.crew_needs_of(run.model.stations[station])) {
        CrewStatus& crew = run.state.crews[need.crew];
        crew.kept = 0;
        if (crew.stations_waiting > 0 && crew.available > 0) add_waiting_for(run, need.crew);
    }
}

/// One start at a time, as what is scarce is given out, until nothing more can begin.
void take_turns(Run& run) {
    std::vector<Turn>& turns = run.state.turns;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const Turn turn = turns[i];
        if (turn.server.valid()) {
            go_on_with_crew(run, turn.server);
            continue;
        }
        const Here here = station_at(run, turn.station);
        if (!begin_one(run, here)) continue;
        if (here.row.servers.count == 1) {  // which has its unit now: mostly
            note_full(run, here);
            continue;
        }
        const Turn next = new_start(run, turn.station);
        const auto rest = turns.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        turns.insert(std::upper_bound(rest, turns.end(), next, goes_before), next);
    }
}

void settle_several(Run& run) {
    RunState& state = run.state;
    state.turns.clear();
    for (const StationId id : state.starts_now) {
        state.stations[id].queued_for_start = false;
        if (state.asking[id].without > 0) add_turns_in_hand(run, id);
        state.turns.push_back(new_start(run, id));
    }
    if (state.turns.size() == 2) {  // mostly: where a unit has left, and where it has come
        if (goes_before(state.turns[1], state.turns[0])) std::swap(state.turns[0], state.turns[1]);
    } else {
        std::sort(state.turns.begin(), state.turns.end(), goes_before);
    }
    take_turns(run);
    for (const StationId id : state.starts_now) show_idle(run, station_at(run, id));
}

/// With nobody else to be asked: no order, and no list of turns.
void settle_single(Run& run, Here here) {
    here.status.queued_for_start = false;
    while (begin_one(run, here)) {
        if (here.row.servers.count > 1) continue;
        note_full(run, here);
        break;
    }
    show_idle(run, here);
}

void settle_rivals(Run& run) {
    RunState& state = run.state;
    for (std::size_t i = 0; i < state.starts_now.size(); ++i) add_waiting_for_crews(run, state.starts_now[i]);
    const StationId first = state.starts_now.front();
    if (state.starts_now.size() == 1 && state.asking[first].without == 0) {
        settle_single(run, station_at(run, first));
    } else {
        settle_several(run);
    }
}

/// Stations whose starts nobody else could want anything of are done with in any order; the others remain.
void settle_unrivalled(Run& run) {
    Rows<StationId>& stations = run.state.starts_now;
    std::size_t others = 0;
    for (const StationId id : stations) {
        const Here here = station_at(run, id);
        if (here.row.alone) {
            here.status.queued_for_start = false;
            start_alone(run, here);
        } else {
            stations[others++] = id;
        }
    }
    stations.resize(others);
}

}  // namespace

void settle_starts(Run& run) {
    RunState& state = run.state;
    while (!state.starts.empty()) {
        state.starts_now.swap(state.starts);
        if (!is_told_in_order(run)) settle_unrivalled(run);
        if (!state.starts_now.empty()) settle_rivals(run);
        state.starts_now.clear();
    }
}

}  // namespace agrocap
