#include "base/fault.hpp"
#include "model/observer.hpp"
#include "model/parts.hpp"
#include "model/prefetch.hpp"
#include "model/trade.hpp"

#include <fmt/format.h>

#include <utility>

namespace agrocap {

namespace {

void schedule_switch(Run& run, ClockId id) {
    const ClockStatus& status = run.state.clocks[id];
    const WorkClock& clock = run.model.clocks[id];
    Time at = time_never;
    if (status.open) {
        at = status.until;
    } else if (status.index < clock.intervals.size()) {
        at = clock.intervals[status.index].open;
    }
    if (at > run.model.end) return;
    run.state.simulation.schedule(
        {.at = at, .key = event_key(rank::calendar, id.index), .kind = static_cast<std::uint16_t>(EventKind::clock_switched)});
}

void open_clock(Run& run, ClockId id) {
    ClockStatus& status = run.state.clocks[id];
    const WorkInterval& interval = run.model.clocks[id].intervals[status.index];
    status.open = true;
    status.from = interval.open;
    status.until = interval.close;
    status.open_base = interval.open_before;
    std::vector<StationId>& waiting = run.state.openings[id];
    for (StationId station : waiting) {
        run.state.stations[station].queued_for_opening = false;
        try_start(run, station);
    }
    waiting.clear();
}

/// A stretch ends or begins; one that begins where another ends follows at once.
void on_clock_switched(Run& run, ClockId id) {
    ClockStatus& status = run.state.clocks[id];
    const WorkClock& clock = run.model.clocks[id];
    ++status.switches;
    if (status.open) {
        status.open = false;
        status.open_base += status.until - status.from;
        ++status.index;
    }
    if (status.index < clock.intervals.size() && clock.intervals[status.index].open == run.now()) open_clock(run, id);
    tell(run, &RunObserver::clock_switched, id);
    schedule_switch(run, id);
}

void begin_clocks(Run& run, const Part& part) {
    for (const ClockId id : part.clocks) {
        const WorkClock& clock = run.model.clocks[id];
        run.state.clocks[id] = {};
        if (!clock.intervals.empty() && clock.intervals[0].open == run.now()) open_clock(run, id);
        tell(run, &RunObserver::clock_switched, id);
        if (!clock.always_open()) schedule_switch(run, id);
    }
}

void begin_stores(Run& run) {
    for (std::uint32_t i = 0; i < run.model.stores.size(); ++i) {
        StoreStatus& store = run.state.stores[StoreId(i)];
        store.level = run.model.stores[StoreId(i)].initial;
        store.min = store.level;
        store.stock.reset(Time{}, store.level);
    }
}

/// Empty tables of the right sizes; vectors keep the memory of an earlier replication.
void clear(RunState& state, const Model& model) {
    state.servers.assign(model.servers.size(), {});
    for (std::uint32_t i = 0; i < model.servers.size(); ++i) state.servers[ServerId(i)].station = model.servers[ServerId(i)].station;
    state.stations.assign(model.stations.size(), {});
    state.short_needs.assign(model.stations.size(), {});
    state.lacking_since.assign(model.stations.size(), {});
    state.lines.assign(model.lines.size(), {});
    state.line_items.assign(model.line_items.size(), {});
    state.crews.assign(model.crews.size(), {});
    state.stores.assign(model.stores.size(), {});
    state.modes.assign(model.modes.size(), {});
    state.upkeeps.assign(model.upkeeps.size(), {});
    state.units.assign(0, {});
    state.free_units.clear();
    state.streams.assign(model.streams.size(), {});
    state.measured_from = Time{};
}

/// Takes a part's timeline in hand and lays the last one away.
void enter_part(RunState& state, std::size_t part) {
    if (part == state.part) return;
    Timeline& in_hand = state;
    std::swap(in_hand, state.timelines[state.part]);
    std::swap(in_hand, state.timelines[part]);
    state.part = part;
}

/// The timeline in hand is that of time 0.
void clear_timeline(Timeline& timeline, const Model& model) {
    timeline.simulation.reset();
    timeline.starts.clear();
    timeline.clocks.assign(model.clocks.size(), {});
    timeline.openings.assign(model.clocks.size(), {});
    timeline.instant = Time{};
    timeline.events_at_instant = 0;
}

/// All parts in turn, each with its timeline in hand.
template <class Visit>
void visit_parts(Run& run, Visit&& visit) {
    const std::span<const Part> parts = parts_of(run);
    for (std::size_t p = 0; p < parts.size(); ++p) {
        enter_part(run.state, p);
        visit(parts[p]);
    }
}

/// Room for the longest that each list of waiting can become: in the midst of a run nothing is allocated.
void reserve_crews(RunState& state, const Model& model) {
    std::vector<std::size_t> modes(model.crews.size(), 0);
    std::vector<std::size_t> upkeeps(model.crews.size(), 0);
    for (const Mode& mode : model.modes) {
        if (mode.crew.valid()) ++modes[mode.crew.index];
    }
    for (const Upkeep& upkeep : model.upkeeps) {
        if (upkeep.crew.valid()) ++upkeeps[upkeep.crew.index];
    }
    for (std::uint32_t i = 0; i < model.crews.size(); ++i) {
        state.crews[CrewId(i)].repairs_waiting.reserve(modes[i]);
        state.crews[CrewId(i)].upkeeps_waiting.reserve(upkeeps[i]);
    }
}

void reserve_lists(Timeline& timeline, const Model& model, const Part& part) {
    std::vector<std::size_t> stations(model.clocks.size(), 0);
    visit_stations(model, part, [&](StationId id) { ++stations[model.stations[id].clock.index]; });
    for (const ClockId id : part.clocks) timeline.openings[id].reserve(stations[id.index]);
    timeline.starts.reserve(part.servers.size());
    timeline.starts_now.reserve(part.servers.size());
}

/// What a part does by itself from time 0 on.
void begin_part(Run& run, const Part& part) {
    clear_timeline(run.state, run.model);
    reserve_lists(run.state, run.model, part);
    begin_clocks(run, part);
    begin_orders(run, part);
    for (const ServerId id : part.servers) start_modes(run, id);
    for (const LineId id : part.lines) {
        const Time opens = run.model.lines[id].opens;
        if (opens <= Time{}) {
            on_line_opened(run, id);
        } else {
            run.state.simulation.schedule(
                {.at = opens, .key = event_key(rank::calendar, id.index), .kind = static_cast<std::uint16_t>(EventKind::line_opened)});
        }
    }
}

}  // namespace

void begin(Run& run, std::uint64_t replication) {
    const Model& model = run.model;
    clear(run.state, model);
    run.state.timelines.resize(parts_of(run).size());
    run.state.part = 0;
    run.state.simulation.reset();  // stocks and ways are those of time 0, whichever part is in hand
    reserve_crews(run.state, model);
    for (std::uint32_t i = 0; i < model.streams.size(); ++i) {
        run.state.streams[StreamId(i)] = Stream(model.streams[StreamId(i)], model.seed, replication);
    }
    for (std::uint32_t i = 0; i < model.crews.size(); ++i) run.state.crews[CrewId(i)].available = model.crews[CrewId(i)].size;
    begin_stores(run);
    begin_trade(run);
    visit_parts(run, [&run](const Part& part) { begin_part(run, part); });
}

void dispatch(Run& run, const Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished: on_task_finished(run, ServerId(event.subject())); break;
        case EventKind::failure_struck: on_failure_struck(run, ServerId(event.subject())); break;
        case EventKind::repair_finished: on_repair_finished(run, ModeId(event.detail())); break;
        case EventKind::upkeep_finished: on_upkeep_finished(run, UpkeepId(event.detail())); break;
        case EventKind::clock_switched: on_clock_switched(run, ClockId(event.subject())); break;
        case EventKind::line_opened: on_line_opened(run, LineId(event.subject())); break;
        case EventKind::mode_struck: on_mode_struck(run, ModeId(event.detail())); break;
        case EventKind::upkeep_due: on_upkeep_due(run, UpkeepId(event.detail())); break;
        case EventKind::unit_arrived: on_unit_arrived(run, LineId(event.subject())); break;
        default: dispatch_trade(run, event); break;
    }
}

void dispatch_trade(Run& run, const Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::purchase_ready: on_purchase_ready(run, PurchaseId(event.detail())); break;
        case EventKind::shipment_arrived: on_shipment_arrived(run, ShipmentId(event.detail())); break;
        case EventKind::vehicle_returned: on_vehicle_returned(run, LaneId(event.subject())); break;
        case EventKind::handling_finished: on_handling_finished(run, PlaceId(event.subject()), ShipmentId(event.detail())); break;
        case EventKind::place_opened: on_place_opened(run, PlaceId(event.subject())); break;
        case EventKind::lane_due: on_lane_due(run, LaneId(event.subject())); break;
        case EventKind::demand_arrived: on_demand_arrived(run, DemandId(event.subject())); break;
        case EventKind::patience_ended: on_patience_ended(run, OrderId(event.detail())); break;
        case EventKind::review_due: on_review_due(run, StoreId(event.subject())); break;
        case EventKind::disruption_began: on_disruption_began(run, DisruptionId(event.subject())); break;
        case EventKind::disruption_ended: on_disruption_ended(run, DisruptionId(event.subject())); break;
        default: break;
    }
}

namespace {

constexpr std::uint32_t most_events_at_instant = 20'000'000;

/// The path of what an event in a plant happens to; empty for one of the network.
std::string subject_of(const Run& run, const Event& event) {
    const Model& model = run.model;
    const auto at_server = [&](ServerId server) { return model.station_names[model.servers[server].station].path; };
    switch (static_cast<EventKind>(event.kind)) {
        case EventKind::task_finished:
        case EventKind::failure_struck: return at_server(ServerId(event.subject()));
        case EventKind::mode_struck:
        case EventKind::repair_finished: return at_server(model.modes[ModeId(event.detail())].server);
        case EventKind::upkeep_due:
        case EventKind::upkeep_finished: return at_server(model.upkeeps[UpkeepId(event.detail())].server);
        case EventKind::unit_arrived: return model.lines[LineId(event.subject())].path;
        default: return {};
    }
}

/// Time that stands still would be a run without end.
void watch_instant(Run& run, const Event& event) {
    if (event.at != run.state.instant) {
        run.state.instant = event.at;
        run.state.events_at_instant = 0;
    } else if (++run.state.events_at_instant > most_events_at_instant) {
        const std::string subject = subject_of(run, event);
        throw ScenarioFault(
            fmt::format("error[E091]: after {:.1f} d: more than {} events at one instant{}: something takes no time and never ends",
                        in_hours(event.at - Time{}) / 24, most_events_at_instant, subject.empty() ? "" : ", the latest at " + subject));
    }
}

}  // namespace

void advance(Run& run, Time until) {
    for (std::size_t part = 0; part < parts_of(run).size(); ++part) advance_part(run, part, until);
}

void advance_part(Run& run, std::size_t part, Time until) {
    enter_part(run.state, part);
    const auto handle = [&run](const Event& event) {
        watch_instant(run, event);
        dispatch(run, event);
    };
    const auto unsettled = [&run] { return !run.state.starts.empty(); };
    const auto settle = [&run] { settle_starts(run); };
    if (run.observer != nullptr) {
        const auto watched = [&run, &handle](const Event& event) {
            run.observer->event_due(run, event);
            handle(event);
        };
        return run.state.simulation.run_until(until, watched, unsettled, settle);
    }
    if (!outgrows_cache(parts_of(run)[part])) return run.state.simulation.run_until(until, handle, unsettled, settle);
    run.state.simulation.run_until(
        until,
        [&run, &handle](const Event& event) {
            fetch_ahead(run);
            handle(event);
        },
        unsettled, settle);
}

std::uint64_t events_handled(const Run& run) {
    const std::span<const Part> parts = parts_of(run);
    std::vector<char> counted(run.model.clocks.size(), 0);
    std::uint64_t events = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const Timeline& timeline = p == run.state.part ? run.state : run.state.timelines[p];
        events += timeline.simulation.events_handled();
        for (const ClockId id : parts[p].clocks) {
            if (counted[id.index] != 0) events -= timeline.clocks[id].switches;
            counted[id.index] = 1;
        }
    }
    return events;
}

void close_measurements(Run& run) {
    visit_parts(run, [&run](const Part& part) {
        for (const ServerId id : part.servers) book_time(run, run.state.servers[id]);
    });
    for (StoreStatus& store : run.state.stores) {
        if (store.level == 0) {
            store.empty += run.now() - store.empty_since;
            store.empty_since = run.now();
        }
    }
}

void reset_measurements(Run& run) {
    close_measurements(run);
    const Time now = run.now();
    run.state.measured_from = now;
    for (ServerStatus& server : run.state.servers) server.in_state.fill(Duration{});
    for (StationStatus& station : run.state.stations) {
        station.queue.reset(now, station.waiting);
        station.wait = {};
    }
    for (LineStatus& line : run.state.lines) {
        line.wip.reset(now, line.in_line);
        line.cycle = {};
        line.left = line.scrapped = line.lost = 0;
    }
    for (LineItemStatus& item : run.state.line_items) item.left = 0;
    reset_trade_measurements(run);
    for (StoreStatus& store : run.state.stores) {
        store.stock.reset(now, store.level);
        store.min = store.level;
        store.empty = Duration{};
    }
}

}  // namespace agrocap
