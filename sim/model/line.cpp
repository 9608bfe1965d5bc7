#include "model/observer.hpp"
#include "model/room.hpp"

namespace agrocap {

namespace {

/// The item furthest behind its share; ties by the order of `makes`.
[[gnu::noinline]] std::uint32_t level_choice(Run& run, const Line& line) {
    LineItemStatus* const items = run.state.line_items.data() + line.items.first;
    std::uint32_t best = 0;
    for (std::uint32_t i = 0; i < line.items.count; ++i) {
        items[i].credit += run.model.line_items[line.items.first + i].weight;
        if (items[i].credit > items[best].credit) best = i;
    }
    items[best].credit -= line.weight_total;
    return best;
}

[[gnu::noinline]] std::uint32_t random_choice(Run& run, const Line& line) {
    double left = run.state.streams[line.sequence_stream].uniform() * static_cast<double>(line.weight_total);
    std::uint32_t i = 0;
    for (; i + 1 < line.items.count; ++i) {
        left -= static_cast<double>(run.model.line_items[line.items.first + i].weight);
        if (left < 0) break;
    }
    return i;
}

[[gnu::noinline]] std::uint32_t campaign_choice(const Line& line, LineStatus& status) {
    if (status.campaign_made == line.campaign) {
        status.campaign_made = 0;
        status.campaign_item = (status.campaign_item + 1) % line.items.count;
    }
    ++status.campaign_made;
    return status.campaign_item;
}

/// Units on their way to a store in the lines that fill it by pull.
std::int64_t coming_to(const Run& run, StoreId id) {
    const Slice lines = run.model.stores[id].pull_lines;
    std::int64_t coming = 0;
    for (std::uint32_t l = lines.first; l < lines.end(); ++l) {
        const Slice items = run.model.lines[run.model.store_pull_lines[l]].items;
        for (std::uint32_t i = items.first; i < items.end(); ++i) {
            if (run.model.line_items[i].store == id) coming += run.state.line_items[i].in_line;
        }
    }
    return coming;
}

/// Whether what the line takes to start a unit of the item is in stock.
bool has_material(const Run& run, const Line& line, std::uint32_t item) {
    const Station& first = run.model.stations[line.first];
    if (!first.has_needs) return true;
    const Slice needs = run.model.needs_by_item[first.first_needs + item];
    for (std::uint32_t i = needs.first; i < needs.end(); ++i) {
        if (!has_stock(run, run.model.needs[i])) return false;
    }
    return true;
}

/// Of the items that can be started now, the one whose store is furthest below its target, counting what it owes and what is on its way;
/// if none can be started, the same of all: the line waits for its material. None if all stores are full.
[[gnu::noinline]] std::uint32_t pulled_choice(const Run& run, const Line& line) {
    std::int64_t most = 0, most_ready = 0;
    std::uint32_t best = UINT32_MAX, best_ready = UINT32_MAX;
    for (std::uint32_t i = 0; i < line.items.count; ++i) {
        const StoreId store = run.model.line_items[line.items.first + i].store;
        const std::int64_t wanted =
            run.model.stores[store].target + run.state.stores[store].owed - run.state.stores[store].level - coming_to(run, store);
        if (wanted > most) {
            most = wanted;
            best = i;
        }
        if (wanted > most_ready && has_material(run, line, i)) {
            most_ready = wanted;
            best_ready = i;
        }
    }
    return best_ready != UINT32_MAX ? best_ready : best;
}

/// The path of the station with the longest queue.
std::string longest_queue(const Run& run) {
    StationId longest(0);
    for (std::uint32_t i = 1; i < run.model.stations.size(); ++i) {
        if (run.state.stations[StationId(i)].waiting > run.state.stations[longest].waiting) longest = StationId(i);
    }
    return run.model.station_names[longest].path;
}

UnitId new_unit(Run& run) {
    if (run.state.free_units.empty()) {
        if (run.state.units.size() >= room_max) report_no_room(run.now(), "units in lines", longest_queue(run));
        // Room for all of them to be free at once, so that nothing is allocated when the line first runs empty.
        if (run.state.free_units.capacity() <= run.state.units.size()) run.state.free_units.reserve(2 * run.state.units.size() + 16);
        return run.state.units.add({});
    }
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

void schedule_arrival(Run& run, LineId id) {
    const Time at = run.now() + run.draw_duration(run.model.lines[id].every);
    run.state.simulation.schedule(
        {.at = at, .key = event_key(rank::arrival, id.index), .kind = static_cast<std::uint16_t>(EventKind::unit_arrived)});
}

}  // namespace

std::uint32_t next_item(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    LineStatus& status = run.state.lines[id];
    if (!status.opened) return UINT32_MAX;
    if (line.release == ReleaseKind::pull) return pulled_choice(run, line);
    if (line.items.count == 1) return 0;
    if (status.next_item == UINT32_MAX) {
        switch (line.sequence) {
            case SequenceKind::level: status.next_item = level_choice(run, line); break;
            case SequenceKind::random: status.next_item = random_choice(run, line); break;
            case SequenceKind::campaign: status.next_item = campaign_choice(line, status); break;
        }
    }
    return status.next_item;
}

UnitId release_unit(Run& run, LineId id, std::uint32_t item) {
    LineStatus& status = run.state.lines[id];
    status.next_item = UINT32_MAX;
    ++status.in_line;
    status.wip.change(run.now(), 1);
    ++status.released_ever;
    ++run.state.line_items[run.model.lines[id].items.first + item].in_line;
    const UnitId unit = new_unit(run);
    run.state.units[unit] = {.released = run.now(), .arrived = run.now(), .next = UnitId(), .item = item, .started = false};
    tell(run, &RunObserver::unit_released, id, unit);
    return unit;
}

void on_line_opened(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    run.state.lines[id].opened = true;
    switch (line.release) {
        case ReleaseKind::every: schedule_arrival(run, id); break;
        case ReleaseKind::wip: release_if_limited(run, id); break;
        case ReleaseKind::saturated:
        case ReleaseKind::pull: try_start(run, line.first); break;
    }
}

[[gnu::flatten]] void on_unit_arrived(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    schedule_arrival(run, id);
    std::int64_t count = line.batch.distribution.sample_count(run.state.streams[line.batch.stream]);
    for (; count > 0; --count) {
        if (has_place(run, line.first)) {
            put_unit(run, line.first, release_unit(run, id, next_item(run, id)));
        } else {
            ++run.state.lines[id].lost;
            tell(run, &RunObserver::unit_lost, id);
        }
    }
}

void release_if_limited(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    const LineStatus& status = run.state.lines[id];
    while (status.opened && status.in_line < line.wip && has_place(run, line.first)) {
        put_unit(run, line.first, release_unit(run, id, next_item(run, id)));
    }
}

void leave_line(Run& run, LineId id, UnitId unit_id) {
    LineStatus& status = run.state.lines[id];
    const UnitStatus& unit = run.state.units[unit_id];
    const std::uint32_t item = run.model.lines[id].items.first + unit.item;
    status.cycle.add(run.now() - unit.released);
    ++status.left;
    ++status.left_ever;
    ++run.state.line_items[item].left;
    tell(run, &RunObserver::unit_left, id, unit_id);
    forget_unit(run, status, run.state.line_items[item], unit_id);
    put_stock(run, run.model.line_items[item].store, 1);
}

void scrap_unit(Run& run, LineId id, UnitId unit) {
    LineStatus& status = run.state.lines[id];
    ++status.scrapped;
    ++status.scrapped_ever;
    tell(run, &RunObserver::unit_scrapped, id, unit);
    const std::uint32_t item = run.model.lines[id].items.first + run.state.units[unit].item;
    forget_unit(run, status, run.state.line_items[item], unit);
    const Slice pull_lines = run.model.stores[run.model.line_items[item].store].pull_lines;  // its item is wanted once more
    for (std::uint32_t i = pull_lines.first; i < pull_lines.end(); ++i) {
        try_start(run, run.model.lines[run.model.store_pull_lines[i]].first);
    }
}

}  // namespace agrocap
