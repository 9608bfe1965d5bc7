#include "model/floor/line.hpp"

#include "base/inlining.hpp"
#include "model/floor/sequence.hpp"
#include "model/floor/starts.hpp"
#include "model/floor/station.hpp"
#include "model/floor/store.hpp"
#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/starting.hpp"
#include "model/state/table_room.hpp"
#include "model/time/scaled_work.hpp"

namespace agrocap {

namespace {

/// The path of the station with the longest queue.
std::string longest_queue(const Run& run) {
    StationId longest(0);
    for (std::uint32_t i = 1; i < run.model.stations.size(); ++i) {
        if (run.state.stations[StationId(i)].waiting > run.state.stations[longest].waiting) longest = StationId(i);
    }
    return run.model.station_names[longest].path;
}

/// Of more units than there ever were at once.
AGROCAP_APART UnitId one_more_unit(Run& run) {
    if (run.state.units.size() >= room_max) report_no_room(run.now(), "units in lines", longest_queue(run));
    // Room for all of them to be free at once, so that nothing is allocated when the line first runs empty.
    if (run.state.free_units.capacity() <= run.state.units.size()) run.state.free_units.reserve(2 * run.state.units.size() + 16);
    return run.state.units.add({});
}

UnitId new_unit(Run& run) {
    if (run.state.free_units.empty()) return one_more_unit(run);
    const UnitId unit = run.state.free_units.back();
    run.state.free_units.pop_back();
    return unit;
}

/// The unit is gone from the line; its record is free for another.
void forget_unit(Run& run, LineStatus& status, LineItemStatus& item, UnitId unit) {
    --status.in_line;
    status.wip.change(run.now(), -1);
    --item.in_line;
    run.state.free_units.push_back(unit);
}

/// Of a line whose items begin at several stations: each is looked at when the instant's other events are over.
AGROCAP_APART void look_at_firsts(Run& run, const Line& line) {
    if (line.release != ReleaseKind::saturated) return;
    for (const LineItem& item : rows_of(run.model.line_items, line.items)) queue_start(run.state, item.first);
}

void schedule_arrival(Run& run, LineId id) {
    const Time at = later(run.now(), run.draw_duration(run.model.lines[id].every));
    schedule(run, EventKind::unit_arrived, at, rank::arrival + rank::plant, id.index);
}

/// For want of a place at the first station: there will be none before the instant is over.
AGROCAP_APART void lose_units(Run& run, LineId id, std::int64_t count) {
    run.state.lines[id].lost += count;
    for (; run.observer != nullptr && count > 0; --count) tell(run, &RunObserver::unit_lost, id);
}

}  // namespace

UnitId release_unit(Run& run, LineId id, std::uint32_t item) {
    LineStatus& status = run.state.lines[id];
    status.next_item = no_row;
    ++status.in_line;
    status.wip.change(run.now(), 1);
    const auto number = static_cast<std::uint32_t>(++status.released_ever);
    status.next_came = run.now();
    ++run.state.line_items[item].in_line;
    const UnitId unit = new_unit(run);
    run.state.units[unit] = {
        .released = run.now(), .arrived = run.now(), .next = UnitId(), .item = item, .number = number, .started = false};
    tell(run, &RunObserver::unit_released, id, unit);
    const Store& store = run.model.stores[run.model.line_items[item].store];
    if (store.pull_lines.count > 1) wake_pull_lines(run, store);  // what one of them has begun the others need not begin
    if (!run.model.lines[id].first.valid()) look_at_firsts(run, run.model.lines[id]);  // the next may begin elsewhere
    return unit;
}

void on_line_opened(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    run.state.lines[id].opened = true;
    run.state.lines[id].next_came = run.now();
    if (line.opens > Time{}) note_opening(run, line);
    switch (line.release) {
        case ReleaseKind::every: schedule_arrival(run, id); break;
        case ReleaseKind::wip: release_if_limited(run, id); break;
        case ReleaseKind::saturated:
        case ReleaseKind::pull: start_next(run, id); break;
    }
}

void on_unit_arrived(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    schedule_arrival(run, id);
    std::int64_t count = line.batch.distribution.sample_count(run.state.streams[line.batch.stream]);
    for (; count > 0; --count) {
        const std::uint32_t item = next_item(run, id);
        const StationId first = run.model.line_items[item].first;
        if (has_place(run, first)) {
            put_unit(run, first, release_unit(run, id, item));
        } else if (line.first.valid()) {
            return lose_units(run, id, count);
        } else {
            lose_units(run, id, 1);
        }
    }
}

void release_if_limited(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    const LineStatus& status = run.state.lines[id];
    while (status.opened && status.in_line < line.wip) {
        const std::uint32_t item = next_item(run, id);
        const StationId first = run.model.line_items[item].first;
        if (!has_place(run, first)) return;
        put_unit(run, first, release_unit(run, id, item));
    }
}

void release_if_limited(Run& run, const Station& station) {
    for (const LineId line : rows_of(run.model.station_lines, station.lines)) {
        if (run.model.lines[line].release == ReleaseKind::wip) release_if_limited(run, line);
    }
}

void start_next(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    if (line.first.valid()) return try_start(run, line.first);
    for (const LineItem& item : rows_of(run.model.line_items, line.items)) try_start(run, item.first);
}

void leave_line(Run& run, UnitId unit_id) {
    const UnitStatus& unit = run.state.units[unit_id];
    const std::uint32_t item = unit.item;
    const LineId id = run.model.line_items[item].line;
    LineStatus& status = run.state.lines[id];
    status.cycle.add(run.now() - unit.released);
    ++status.left;
    ++status.left_ever;
    ++run.state.line_items[item].left;
    tell(run, &RunObserver::unit_left, id, unit_id);
    forget_unit(run, status, run.state.line_items[item], unit_id);
    const StoreId store = run.model.line_items[item].store;
    put_stock(run, store, 1);
    const Store& row = run.model.stores[store];
    if (row.pull_lines.count > 0 && run.model.lines[id].release != ReleaseKind::pull) wake_pull_lines(run, row);  // it is wanted no more
}

void scrap_unit(Run& run, UnitId unit) {
    const std::uint32_t item = run.state.units[unit].item;
    const LineId id = run.model.line_items[item].line;
    LineStatus& status = run.state.lines[id];
    ++status.scrapped;
    ++status.scrapped_ever;
    tell(run, &RunObserver::unit_scrapped, id, unit);
    forget_unit(run, status, run.state.line_items[item], unit);
    wake_pull_lines(run, run.model.stores[run.model.line_items[item].store]);  // its item is wanted once more
}

}  // namespace agrocap
