#include "observe/trace_recorder.hpp"
#include "model/floor/server.hpp"
#include "model/state/events.hpp"

#include <algorithm>

namespace agrocap {

TraceRecorder::TraceRecorder(const Model& model, const TraceMap& map, const TraceWindow& window, TraceSink& sink)
    : model_(model),
      map_(map),
      window_(window),
      sink_(sink),
      shown_(model.servers.size()),
      counted_(map.outline.counters.size()),
      released_(model.lines.size(), 0) {
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) {
        const CounterId counter = map.in_store[StoreId(i)];
        if (counter.valid()) counted_[counter].level = counted_[counter].next = model.stores[StoreId(i)].initial;
    }
}

// The window ------------------------------------------------------------------------------------------------------------------------------

bool TraceRecorder::in_window(Time at) const {
    const bool begun = at > window_.from || window_.from == Time{};
    return begun && at <= window_.to && !finished_;
}

void TraceRecorder::event_due(const Run& run, const Event& event) {
    if (window_.stop != nullptr && window_.stop->load(std::memory_order_relaxed)) throw TraceStopped();
    if (finished_) return;
    if (event.at > instant_) {
        settle_instant();
        if (event.at > window_.from && !opened_) open_window();
        if (event.at > window_.to) return finish();
        instant_ = event.at;
    }
    if (static_cast<EventKind>(event.kind) != EventKind::task_finished) return;
    const ServerId server = server_of(event);
    const ServerStatus& status = run.state.servers[server];
    if (status.task != Task::work) return;
    const StationId station = model_.servers[server].station;
    for (UnitId unit = status.unit; unit.valid(); unit = model_.stations[station].batch > 1 ? run.state.units[unit].next : UnitId())
        tell_event(run, "finish", unit_[unit], map_.station[station], 1);
}

/// The instant is over: what changed in it is shown as it is now.
void TraceRecorder::settle_instant() {
    for (const ServerId id : changed_servers_) {
        Shown& shown = shown_[id];
        shown.changed = false;
        if (shown.next_state == shown.state && shown.next_unit == shown.unit) continue;
        close_slice(id, instant_);
        shown.since = instant_;
        shown.state = shown.next_state;
        shown.unit = shown.next_unit;
        shown.item = shown.next_item;
    }
    changed_servers_.clear();
    for (const CounterId id : changed_counters_) {
        Counted& counted = counted_[id];
        counted.changed = false;
        if (counted.next == counted.level) continue;
        counted.level = counted.next;
        if (opened_) sink_.level({id, instant_, counted.level});
    }
    changed_counters_.clear();
}

void TraceRecorder::open_window() {
    opened_ = true;
    for (std::uint32_t i = 0; i < counted_.size(); ++i) sink_.level({CounterId(i), window_.from, counted_[CounterId(i)].level});
}

void TraceRecorder::finish() {
    if (finished_) return;
    settle_instant();
    if (!opened_) open_window();
    for (std::uint32_t i = 0; i < model_.servers.size(); ++i) {
        if (map_.track[ServerId(i)].valid()) close_slice(ServerId(i), window_.to);
    }
    finish_spans();
    finished_ = true;
}

void TraceRecorder::close_slice(ServerId id, Time at) {
    const Shown& shown = shown_[id];
    const Time from = std::max(shown.since, window_.from);
    const Time to = std::min(at, window_.to);
    if (to <= from) return;
    TraceSlice slice{.track = map_.track[id], .from = from, .to = to, .state = server_state_names[static_cast<std::size_t>(shown.state)]};
    slice.unit = shown.unit;
    if (shown.unit != 0) slice.item = model_.items[shown.item].id;
    sink_.slice(slice);
}

// Tracks and counters ---------------------------------------------------------------------------------------------------------------------

/// Looks at a server anew.
void TraceRecorder::touch(const Run& run, ServerId id) {
    if (finished_ || !map_.track[id].valid()) return;
    Shown& shown = shown_[id];
    shown.next_state = booked_state(run, id);
    shown.next_unit = 0;
    if (shown.holds.valid() && unit_[shown.holds].chosen) {
        shown.next_unit = unit_[shown.holds].object.number;
        shown.next_item = unit_[shown.holds].item;
    }
    if (shown.changed) return;
    shown.changed = true;
    changed_servers_.push_back(id);
}

void TraceRecorder::set_level(CounterId id, std::int64_t level) {
    if (finished_ || !id.valid()) return;
    Counted& counted = counted_[id];
    counted.next = level;
    if (counted.changed) return;
    counted.changed = true;
    changed_counters_.push_back(id);
}

void TraceRecorder::count(CounterId id, std::int64_t change) {
    if (id.valid()) set_level(id, counted_[id].next + change);
}

void TraceRecorder::server_changed(const Run& run, ServerId id) {
    touch(run, id);
    const bool down = run.state.servers[id].shown == ServerState::down;
    if (down == shown_[id].down) return;
    shown_[id].down = down;
    Live none;
    none.chosen = true;
    tell_event(run, down ? "down" : "up", none, map_.station[model_.servers[id].station], 1);
}

void TraceRecorder::clock_switched(const Run& run, ClockId clock) {
    for (const ServerId server : map_.servers_of[clock]) touch(run, server);
}

void TraceRecorder::store_changed(const Run& run, StoreId store) { set_level(map_.in_store[store], run.state.stores[store].level); }

// Units -----------------------------------------------------------------------------------------------------------------------------------

namespace {

int sort_of(TraceKind kind) {
    switch (kind) {
        case TraceKind::none:
        case TraceKind::unit: return 0;
        case TraceKind::customer_order:
        case TraceKind::replenishment_order: return 1;
        case TraceKind::shipment: return 2;
    }
    return 0;
}

}  // namespace

/// The sink hears of an object once, before the first record about it. What is born in the window is told of at once, so in the order of
/// the numbers: it takes no list of all to know who has been told.
void TraceRecorder::announce(const Live& about) {
    if (about.object.kind == TraceKind::none) return;
    const int sort = sort_of(about.object.kind);
    std::uint64_t& latest = announced_[static_cast<std::size_t>(sort)];
    if (!in_window(about.born)) {
        if (!announced_late_.insert({sort, about.object.number}).second) return;
    } else {
        if (about.object.number <= latest) return;
        latest = about.object.number;
    }
    sink_.birth({.object = about.object, .at = about.born, .item = about.name, .units = about.units, .of = about.of});
}

void TraceRecorder::tell_event(const Run& run, const char* what, const Live& about, FixtureId where, std::int64_t units,
                               std::span<const TraceObject> with) {
    if (!about.chosen || !where.valid() || !in_window(run.now())) return;
    announce(about);
    sink_.event({.at = run.now(), .what = what, .object = about.object, .where = where, .item = about.name, .units = units, .with = with});
}

void TraceRecorder::unit_released(const Run& run, LineId line, UnitId id) {
    Live& unit = unit_[id] = {};
    const ItemId item = model_.line_items[run.state.units[id].item].item;
    unit.object = {TraceKind::unit, ++units_};
    unit.chosen = map_.line[line].valid() && sampled(++released_[line]);
    unit.born = run.now();
    unit.item = item;
    unit.name = model_.items[item].id;
    unit.of = map_.line[line];
    count(map_.in_line[line], 1);
    tell_event(run, "release", unit, map_.line[line], 1);
}

void TraceRecorder::unit_lost(const Run& run, LineId line) {
    Live none;
    none.chosen = true;
    tell_event(run, "lose", none, map_.line[line], 1);
}

/// The unit is no longer where it was: the server there has the next of its batch, or none.
void TraceRecorder::leave_server(const Run& run, UnitId id) {
    const ServerId before = unit_[id].server;
    unit_[id].server = ServerId();
    if (!before.valid()) return;
    UnitId next = run.state.servers[before].unit;
    if (next == id) next = model_.stations[model_.servers[before].station].batch > 1 ? run.state.units[id].next : UnitId();
    shown_[before].holds = next;
    touch(run, before);
}

void TraceRecorder::unit_queued(const Run& run, StationId station, UnitId id) {
    Live& unit = unit_[id];
    leave_server(run, id);
    unit.waits = true;
    count(map_.waiting[station], 1);
    tell_event(run, "queue", unit, map_.station[station], 1);
}

void TraceRecorder::unit_started(const Run& run, ServerId server, UnitId id) {
    Live& unit = unit_[id];
    const StationId station = model_.servers[server].station;
    leave_server(run, id);
    if (unit.waits) count(map_.waiting[station], -1);
    unit.waits = false;
    unit.server = server;
    if (!shown_[server].holds.valid()) shown_[server].holds = id;  // the first of its batch
    touch(run, server);
    tell_event(run, "start", unit, map_.station[station], 1);
}

void TraceRecorder::unit_reworked(const Run& run, ServerId server) {
    tell_event(run, "rework", unit_[run.state.servers[server].unit], map_.station[model_.servers[server].station], 1);
}

void TraceRecorder::unit_scrapped(const Run& run, LineId line, UnitId id) {
    Live& unit = unit_[id];
    const ServerId server = unit.server;
    const FixtureId where = server.valid() ? map_.station[model_.servers[server].station] : map_.line[line];
    leave_server(run, id);
    count(map_.in_line[line], -1);
    tell_event(run, "scrap", unit, where, 1);
}

void TraceRecorder::unit_left(const Run& run, LineId line, UnitId id) {
    Live& unit = unit_[id];
    leave_server(run, id);
    count(map_.in_line[line], -1);
    tell_event(run, "leave", unit, map_.line[line], 1);
}

}  // namespace agrocap
