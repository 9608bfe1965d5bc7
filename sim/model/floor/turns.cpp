#include "model/floor/turns.hpp"

#include "model/floor/crew.hpp"
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
    if (crew == UINT32_MAX) return keep_crew(run, station);
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

/// A new start waits from the arrival of its unit at the station; the next one of a line comes when the last is released.
Turn new_start(const Run& run, StationId id) {
    const Station& station = run.model.stations[id];
    const StationStatus& status = run.state.stations[id];
    Time since = status.waiting > 0 ? run.state.units[status.units.head].arrived : run.now();
    for (std::uint32_t i = station.lines.first; status.waiting == 0 && station.makes_units && i < station.lines.end(); ++i)
        since = std::min(since, run.state.lines[run.model.station_lines[i]].next_came);
    return {.station = id, .server = ServerId(), .priority = station.priority, .since = since};
}

void add_turns(Run& run, StationId id) {
    const Slice servers = run.model.stations[id].servers;
    for (std::uint32_t i = servers.first; run.state.asking[id].without > 0 && i < servers.end(); ++i) {
        const ServerStatus& server = run.state.servers[ServerId(i)];
        if (!server.without_crew) continue;
        run.state.turns.push_back({.station = id,
                                   .server = ServerId(i),
                                   .priority = run.model.stations[id].priority,
                                   .since = run.state.units[server.unit].arrived});
    }
    run.state.turns.push_back(new_start(run, id));
}

/// Stations that wait for people of whom some are free: they may be kept for one of them, or its turn may have come.
void add_waiting_for_crews(Run& run, StationId id) {
    const Slice choices = run.model.stations[id].crews;
    for (std::uint32_t c = choices.first; c < choices.end(); ++c) {
        const Slice needs = run.model.crew_choices[c];
        for (std::uint32_t n = needs.first; n < needs.end(); ++n) {
            const CrewId crew_id = run.model.crew_needs[n].crew;
            CrewStatus& crew = run.state.crews[crew_id];
            crew.kept = 0;
            if (crew.available <= 0 || crew.stations_waiting == 0) continue;
            const Slice stations = run.model.crews[crew_id].stations;
            for (std::uint32_t i = stations.first; i < stations.end(); ++i) {
                const StationId other = run.model.crew_stations[i];
                if (!run.state.asking[other].in_line || run.state.stations[other].queued_for_start) continue;
                run.state.stations[other].queued_for_start = true;
                run.state.starts_now.push_back(other);
            }
        }
    }
}

/// One after the other, as what is scarce is given out, until nothing more can begin.
void settle_in_turn(Run& run) {
    RunState& state = run.state;
    for (std::size_t i = 0; i < state.starts_now.size(); ++i) add_waiting_for_crews(run, state.starts_now[i]);
    state.turns.clear();
    for (const StationId id : state.starts_now) {
        state.stations[id].queued_for_start = false;
        add_turns(run, id);
    }
    std::sort(state.turns.begin(), state.turns.end(), goes_before);
    for (std::size_t i = 0; i < state.turns.size(); ++i) {
        const Turn turn = state.turns[i];
        if (turn.server.valid()) {
            go_on_with_crew(run, turn.server);
        } else if (begin_one(run, station_at(run, turn.station))) {
            const Turn next = new_start(run, turn.station);
            const auto rest = state.turns.begin() + static_cast<std::ptrdiff_t>(i) + 1;
            state.turns.insert(std::upper_bound(rest, state.turns.end(), next, goes_before), next);
        }
    }
    for (const StationId id : state.starts_now) show_idle(run, station_at(run, id));
}

}  // namespace

void settle_starts(Run& run) {
    RunState& state = run.state;
    while (!state.starts.empty()) {
        state.starts_now.swap(state.starts);
        const Here here = station_at(run, state.starts_now.front());
        if (state.starts_now.size() == 1 && here.row.crews.empty()) {  // mostly: nobody else to be asked
            here.status.queued_for_start = false;
            while (begin_one(run, here)) {
            }
            show_idle(run, here);
        } else {
            settle_in_turn(run);
        }
        state.starts_now.clear();
    }
}

}  // namespace agrocap
