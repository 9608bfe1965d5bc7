#include "model/floor/crew.hpp"

#include "base/inlining.hpp"
#include "model/floor/interruptions.hpp"
#include "model/floor/server.hpp"
#include "model/state/events.hpp"
#include "model/state/openings.hpp"
#include "model/state/starting.hpp"

#include <algorithm>
#include <span>
#include <tuple>

namespace agrocap {

namespace {

constexpr Duration day_length = std::chrono::hours(24);

std::span<const CrewNeed> needs_of_choice(const Run& run, const Station& station, std::uint32_t choice) {
    const Slice needs = run.model.crew_choices[station.crews.first + choice];
    return {run.model.crew_needs.data() + needs.first, needs.count};
}

std::span<const CrewNeed> held_crew(const Run& run, const ServerStatus& server, const Station& station) {
    if (server.crew == 0) return {};
    return needs_of_choice(run, station, server.crew - 1U);
}

/// Those who work at the server are free; whoever waits for them is looked at by `hand_out`. Gives who they were.
std::span<const CrewNeed> give_back(Run& run, ServerStatus& server, const Station& station) {
    const std::span<const CrewNeed> held = held_crew(run, server, station);
    server.crew = 0;
    for (const CrewNeed& need : held) run.state.crews[need.crew].available += need.count;
    return held;
}

/// Stations whose next start, or whose unit in hand, waits for some of the crew have their turns.
void look_at_waiting(Run& run, CrewId id) {
    const Slice stations = run.model.crews[id].stations;
    for (const StationId station : rows_of(run.model.crew_stations, stations)) {
        if (run.state.asking[station].in_line) queue_start(run.state, station);
    }
}

/// Whoever waits for the crew is looked at: repairs, then maintenance, then work.
AGROCAP_APART void hand_out_to_waiting(Run& run, CrewId id) {
    CrewStatus& crew = run.state.crews[id];
    while (crew.available > 0 && !crew.repairs_waiting.empty()) {
        const ModeId mode = crew.repairs_waiting.front();
        crew.repairs_waiting.erase(crew.repairs_waiting.begin());
        begin_waiting_repair(run, mode);
    }
    while (crew.available > 0 && !crew.upkeeps_waiting.empty()) {
        const UpkeepId upkeep = crew.upkeeps_waiting.front();
        crew.upkeeps_waiting.erase(crew.upkeeps_waiting.begin());
        begin_waiting_upkeep(run, upkeep);
    }
    if (crew.available > 0 && crew.stations_waiting > 0) look_at_waiting(run, id);
}

void hand_out(Run& run, CrewId id) {
    const CrewStatus& crew = run.state.crews[id];
    if (crew.stations_waiting > 0 || !crew.repairs_waiting.empty() || !crew.upkeeps_waiting.empty()) hand_out_to_waiting(run, id);
}

/// Its people leave the server; the unit in hand waits for a crew from now on.
void let_crew_go(Run& run, ServerId id) {
    ServerStatus& server = run.state.servers[id];
    const Station& station = run.model.stations[server.station];
    hold_task(run, id);
    const std::span<const CrewNeed> held = give_back(run, server, station);
    server.without_crew = true;
    ++run.state.asking[server.station].without;
    note_line(run, server.station);
    keep_repairers(run, id);
    show_state(run, server);
    for (const CrewNeed& need : held) hand_out(run, need.crew);
    if (run.state.clocks[station.clock].is_open(run.now())) {
        queue_start(run.state, server.station);
    } else {
        await_opening(run, station.clock, server.station);
    }
}

/// The people of all its servers go home.
void send_home(Run& run, StationId id) {
    const Slice servers = run.model.stations[id].servers;
    for (const ServerId server : ids_of<ServerId>(servers)) {
        if (run.state.servers[server].crew != 0) let_crew_go(run, server);
    }
}

/// Of the servers whose work holds some of the crew, the one that goes last when it is given out, as those who have to leave leave it.
ServerId last_to_hold(const Run& run, CrewId crew) {
    ServerId last;
    const auto key = [&](ServerId id) {
        const ServerStatus& server = run.state.servers[id];
        return std::tuple(-run.model.stations[server.station].priority, run.state.units[server.unit].arrived, id.index);
    };
    const Slice stations = run.model.crews[crew].stations;
    for (const StationId id : rows_of(run.model.crew_stations, stations)) {
        const Station& station = run.model.stations[id];
        if (station.finishes) continue;
        for (const ServerId server_id : ids_of<ServerId>(station.servers)) {
            const ServerStatus& server = run.state.servers[server_id];
            if (!holds_crew(run, server, crew) || is_repaired_by_own(run, server_id, crew)) continue;
            if (!last.valid() || key(server_id) > key(last)) last = server_id;
        }
    }
    return last;
}

/// Ends what holds one of the crew: work first, then maintenance, then repairs, the last of each. Gives whether there was any.
bool call_one_back(Run& run, CrewId id) {
    if (const ServerId server = last_to_hold(run, id); server.valid()) {
        let_crew_go(run, server);
        return true;
    }
    const Crew& crew = run.model.crews[id];
    for (std::uint32_t i = crew.upkeeps.end(); i-- > crew.upkeeps.first;) {
        if (run.state.upkeeps[run.model.crew_upkeeps[i]].care.took_crew) {
            stop_upkeep(run, run.model.crew_upkeeps[i]);
            return true;
        }
    }
    for (std::uint32_t i = crew.modes.end(); i-- > crew.modes.first;) {
        const ModeId mode = run.model.crew_modes[i];
        if (!run.state.modes[mode].repair.goes_on) continue;
        if (run.state.modes[mode].repair.took_crew) {
            stop_repair(run, mode);
            return true;
        }
        const ServerId server = run.model.modes[mode].server;
        if (run.model.stations[run.state.servers[server].station].finishes) continue;
        let_crew_go(run, server);
        return true;
    }
    return false;
}

/// How many are away today, of each shift.
void draw_absence(Run& run, const Crew& crew) {
    Stream& stream = run.state.streams[crew.absence_stream];
    for (const std::uint32_t i : indices_of(crew.shifts)) {
        std::int64_t away = 0;
        for (std::int64_t person = 0; person < run.model.crew_shifts[i].size; ++person) away += stream.uniform() < crew.absence ? 1 : 0;
        run.state.crew_absent[i] = away;
    }
}

std::int64_t people_now(const Run& run, const Crew& crew) {
    std::int64_t people = 0;
    for (const std::uint32_t i : indices_of(crew.shifts)) {
        const CrewShift& shift = run.model.crew_shifts[i];
        if (run.state.clocks[shift.clock].is_open(run.now())) people += shift.size - run.state.crew_absent[i];
    }
    return people;
}

}  // namespace

void on_crew_changed(Run& run, CrewId id) {
    const Crew& row = run.model.crews[id];
    CrewStatus& crew = run.state.crews[id];
    if (row.absence > 0 && run.now() >= crew.next_draw) {
        draw_absence(run, row);
        crew.next_draw = later(run.now(), day_length);
        schedule(run, EventKind::crew_changed, crew.next_draw, rank::people, id.index);
    }
    const std::int64_t people = people_now(run, row);
    const std::int64_t change = people - crew.people;
    crew.people = people;
    crew.available += change;
    while (crew.available < 0 && call_one_back(run, id)) {
    }
    if (change > 0) hand_out(run, id);
    if (change < 0) look_at_waiting(run, id);  // of other crews nothing is kept any more for who lacks these
}

void on_hours_switched(Run& run, ClockId clock) {
    const ClockUsers& users = parts_of(run)[run.state.part].clock_users[clock];
    for (const CrewId crew : users.crews) schedule(run, EventKind::crew_changed, run.now(), rank::people, crew.index);
    if (run.state.clocks[clock].open) return;
    for (const StationId id : users.stations) {
        if (!run.model.stations[id].finishes) send_home(run, id);
        if (run.state.asking[id].in_line) queue_start(run.state, id);  // nothing is kept for it until it opens
    }
}

std::uint32_t free_crew(const Run& run, const Station& station) {
    for (std::uint32_t choice = 0; choice < station.crews.count; ++choice) {
        const std::span<const CrewNeed> needs = needs_of_choice(run, station, choice);
        if (std::all_of(needs.begin(), needs.end(), [&](const CrewNeed& need) {
                const CrewStatus& crew = run.state.crews[need.crew];
                return crew.available - crew.kept >= need.count;
            }))
            return choice;
    }
    return no_row;
}

void keep_crew(Run& run, const Station& station) {
    const std::span<const CrewNeed> needs = needs_of_choice(run, station, 0);
    const auto are_there = [&run](const CrewNeed& need) { return run.state.crews[need.crew].people >= need.count; };
    if (!std::all_of(needs.begin(), needs.end(), are_there)) return;  // it cannot begin before more of them come
    for (const CrewNeed& need : needs) {
        CrewStatus& crew = run.state.crews[need.crew];
        crew.kept += std::clamp(crew.available - crew.kept, std::int64_t{0}, need.count);
    }
}

void hold_crew(Run& run, ServerStatus& server, const Station& station, std::uint32_t choice) {
    server.crew = static_cast<std::uint8_t>(choice + 1);
    for (const CrewNeed& need : held_crew(run, server, station)) run.state.crews[need.crew].available -= need.count;
}

void release_crew(Run& run, ServerStatus& server, const Station& station) {
    if (server.crew == 0) return;
    for (const CrewNeed& need : give_back(run, server, station)) hand_out(run, need.crew);
}

void stop_asking(Run& run, ServerStatus& server) {
    server.without_crew = false;
    --run.state.asking[server.station].without;
    note_line(run, server.station);
}

bool holds_crew(const Run& run, const ServerStatus& server, CrewId crew) {
    const std::span<const CrewNeed> held = held_crew(run, server, run.model.stations[server.station]);
    return std::any_of(held.begin(), held.end(), [crew](const CrewNeed& need) { return need.crew == crew; });
}

void take_one(Run& run, CrewId crew) { --run.state.crews[crew].available; }

void release_one(Run& run, CrewId crew) {
    ++run.state.crews[crew].available;
    hand_out(run, crew);
}

void note_line(Run& run, StationId id) {
    AskingStatus& asking = run.state.asking[id];
    const bool in_line = asking.without > 0 || run.state.stations[id].lack == ServerState::waiting_crew;
    if (in_line == asking.in_line) return;
    asking.in_line = in_line;
    for (const CrewNeed& need : run.model.crew_needs_of(run.model.stations[id]))
        run.state.crews[need.crew].stations_waiting += in_line ? 1 : -1;
}

}  // namespace agrocap
