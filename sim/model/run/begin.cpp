#include "model/compile/parts.hpp"
#include "model/floor/crew.hpp"
#include "model/floor/interruptions.hpp"
#include "model/floor/line.hpp"
#include "model/run/run_model.hpp"
#include "model/state/observer.hpp"
#include "model/state/openings.hpp"
#include "model/trade/begin_trade.hpp"

#include <vector>

namespace agrocap {

namespace {

void begin_stores(Run& run) {
    for (std::uint32_t i = 0; i < run.model.stores.size(); ++i) {
        StoreStatus& store = run.state.stores[StoreId(i)];
        store.level = run.model.stores[StoreId(i)].initial;
        store.stock.reset(Time{}, store.level);
    }
}

/// Empty tables of the right sizes; vectors keep the memory of an earlier replication.
void clear(RunState& state, const Model& model) {
    state.servers.assign(model.servers.size(), {});
    for (std::uint32_t i = 0; i < model.servers.size(); ++i) state.servers[ServerId(i)].station = model.servers[ServerId(i)].station;
    state.stations.assign(model.stations.size(), {});
    state.short_needs.assign(model.stations.size(), {});
    state.asking.assign(model.stations.size(), {});
    state.lines.assign(model.lines.size(), {});
    state.line_items.assign(model.line_items.size(), {});
    state.level_nodes.assign(model.line_items.size(), {});
    state.batch_groups.assign(model.batch_groups, {});
    state.crews.assign(model.crews.size(), {});
    state.crew_absent.assign(model.crew_shifts.size(), 0);
    state.stores.assign(model.stores.size(), {});
    state.modes.assign(model.modes.size(), {});
    state.upkeeps.assign(model.upkeeps.size(), {});
    state.units.assign(0, {});
    state.free_units.clear();
    state.streams.assign(model.streams.size(), {});
    state.measured_from = Time{};
}

/// The timeline in hand is that of time 0.
void clear_timeline(Timeline& timeline, const Model& model) {
    timeline.simulation.reset();
    timeline.starts.clear();
    timeline.clocks.assign(model.clocks.size(), {});
    timeline.openings.assign(model.clocks.size(), {});
    timeline.instant = Time{};
    timeline.events_at_instant = 0;
    timeline.watched = Time{};
}

/// Room for the longest that each list of waiting can become: in the midst of a run nothing is allocated.
void reserve_crews(RunState& state, const Model& model) {
    for (std::uint32_t i = 0; i < model.crews.size(); ++i) {
        state.crews[CrewId(i)].repairs_waiting.reserve(model.crews[CrewId(i)].modes.count);
        state.crews[CrewId(i)].upkeeps_waiting.reserve(model.crews[CrewId(i)].upkeeps.count);
    }
}

void reserve_lists(Timeline& timeline, const Model& model, const Part& part) {
    std::vector<std::size_t> stations(model.clocks.size(), 0);
    for (const StationId id : part.stations) ++stations[model.stations[id].clock.index];
    for (const ClockId id : part.clocks) timeline.openings[id].reserve(stations[id.index]);
    timeline.starts.reserve(part.servers.size());
    timeline.starts_now.reserve(part.servers.size());
    timeline.turns.reserve(2 * part.servers.size());  // what a server has in hand, and new starts
    std::size_t tickets = part.servers.size();        // work, repairs and maintenance can be withdrawn
    for (const ServerId id : part.servers) tickets += model.servers[id].modes.count + model.servers[id].upkeeps.count;
    timeline.simulation.reserve_tickets(tickets);
}

/// What a part does by itself from time 0 on.
void begin_part(Run& run, const Part& part) {
    clear_timeline(run.state, run.model);
    reserve_lists(run.state, run.model, part);
    begin_clocks(run, part);
    for (const CrewId id : part.crews) on_crew_changed(run, id);
    begin_orders(run, part);
    for (const ServerId id : part.servers) start_modes(run, id);
    for (const LineId id : part.lines) {
        const Time opens = run.model.lines[id].opens;
        if (opens <= Time{}) {
            on_line_opened(run, id);
        } else {
            schedule(run, EventKind::line_opened, opens, rank::calendar + rank::opening, id.index);
        }
    }
}

}  // namespace

void begin(Run& run, std::uint64_t replication) {
    const Model& model = run.model;
    clear(run.state, model);
    begin_telling(run);
    run.state.timelines.resize(parts_of(run).size());
    run.state.part = 0;
    run.state.simulation.reset();  // stocks and ways are those of time 0, whichever part is in hand
    reserve_crews(run.state, model);
    for (std::uint32_t i = 0; i < model.streams.size(); ++i) {
        run.state.streams[StreamId(i)] = Stream(model.streams[StreamId(i)], model.seed, replication);
    }
    begin_stores(run);
    begin_trade(run);
    visit_parts(run, [&run](const Part& part) { begin_part(run, part); });
}

}  // namespace agrocap
