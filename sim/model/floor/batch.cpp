#include "model/floor/batch.hpp"

#include "base/inlining.hpp"
#include "model/floor/starts.hpp"
#include "model/state/events.hpp"

#include <algorithm>

namespace agrocap {

namespace {

std::uint32_t group_of_item(const Run& run, const Station& station, const BatchRule& rule, std::uint32_t item) {
    if (!rule.by_item) return rule.first_group;
    return rule.first_group + run.model.item_numbers[station.first_number + item];
}

std::uint32_t group_of(const Run& run, const Station& station, const BatchRule& rule, UnitId unit) {
    return group_of_item(run, station, rule, run.state.units[unit].item);
}

bool is_ready(const Run& run, const Station& station, const BatchGroup& group) {
    return group.waiting >= station.batch || (group.waiting > 0 && run.now() >= group.due);
}

/// From now on the unit is the first that waits of its group.
void begin_group(Run& run, StationId station, const BatchRule& rule, BatchGroup& group, UnitId first) {
    group.first = first;
    group.due = time_never;
    if (!rule.has_wait) return;
    const Duration wait = run.draw_duration(rule.wait);
    const Time arrived = run.state.units[first].arrived;
    group.due = wait < time_never - arrived ? arrived + wait : time_never;
    if (group.due > run.now()) schedule(run, EventKind::batch_due, group.due, rank::arrival + rank::plant, station.index);
}

/// Adds needs to those of other units: one of each store.
void add_needs(Rows<Need>& all, std::span<const Need> more) {
    for (const Need& need : more) {
        const auto known = std::find_if(all.begin(), all.end(), [&](const Need& other) { return other.store == need.store; });
        if (known == all.end()) {
            all.push_back(need);
        } else {
            known->quantity += need.quantity;
        }
    }
}

std::span<const Need> needs_by_item(const Run& run, std::uint32_t row) {
    const Slice slice = run.model.needs_by_item[row];
    return {run.model.needs.data() + slice.first, slice.count};
}

std::span<const Need> needs_of_unit(const Run& run, const Station& station, UnitId id) {
    const UnitStatus& unit = run.state.units[id];
    return needs_by_item(run, (unit.started ? station.needs : station.first_needs) + unit.item);
}

/// Of two units that wait at a station which came first: of one instant it is the one in front.
bool came_before(const Run& run, Here here, UnitId a, UnitId b) {
    const Time first = run.state.units[a].arrived, second = run.state.units[b].arrived;
    if (first != second) return first < second;
    UnitId unit = here.status.units.head;
    while (unit != a && unit != b) unit = run.state.units[unit].next;
    return unit == a;
}

}  // namespace

AGROCAP_APART void note_waiting(Run& run, Here here, UnitId unit) {
    const BatchRule& rule = run.model.batch_rules[here.row.batch_rule];
    BatchGroup& group = run.state.batch_groups[group_of(run, here.row, rule, unit)];
    if (group.waiting++ == 0) begin_group(run, id_of(run, here), rule, group, unit);
}

AGROCAP_APART UnitId ready_batch(const Run& run, Here here) {
    const BatchRule& rule = run.model.batch_rules[here.row.batch_rule];
    UnitId first;
    for (std::uint32_t i = rule.first_group; i < rule.first_group + rule.groups; ++i) {
        const BatchGroup& group = run.state.batch_groups[i];
        if (!is_ready(run, here.row, group)) continue;
        if (!first.valid() || came_before(run, here, group.first, first)) first = group.first;
    }
    return first;
}

AGROCAP_APART std::uint32_t ready_batches(const Run& run, Here here) {
    const BatchRule& rule = run.model.batch_rules[here.row.batch_rule];
    std::uint32_t ready = 0;
    for (std::uint32_t i = rule.first_group; i < rule.first_group + rule.groups; ++i) {
        const BatchGroup& group = run.state.batch_groups[i];
        ready += std::max<std::uint32_t>(group.waiting / here.row.batch, is_ready(run, here.row, group) ? 1 : 0);
    }
    return ready;
}

AGROCAP_APART UnitId take_batch(Run& run, Here here, UnitId first) {
    const BatchRule& rule = run.model.batch_rules[here.row.batch_rule];
    const std::uint32_t number = group_of(run, here.row, rule, first);
    Queue<Unit> batch, rest;
    std::uint32_t taken = 0;
    UnitId next_first;
    for (UnitId unit = here.status.units.head; unit.valid();) {
        const UnitId behind = run.state.units[unit].next;
        const bool is_of_group = group_of(run, here.row, rule, unit) == number;
        if (is_of_group && taken < here.row.batch) {
            ++taken;
            append(run.state.units, batch, unit);
        } else {
            if (is_of_group && !next_first.valid()) next_first = unit;
            append(run.state.units, rest, unit);
        }
        unit = behind;
    }
    here.status.units = rest;
    here.status.waiting -= taken;
    here.status.queue.change(run.now(), -static_cast<std::int64_t>(taken));
    here.status.present += here.row.batch - taken;  // the whole server is taken, full or not
    BatchGroup& group = run.state.batch_groups[number];
    group.waiting -= taken;
    if (next_first.valid()) begin_group(run, id_of(run, here), rule, group, next_first);
    return batch.head;
}

AGROCAP_APART std::span<const Need> needs_of_batch(Run& run, Here here, const NextUnit& next) {
    const BatchRule& rule = run.model.batch_rules[here.row.batch_rule];
    Rows<Need>& needs = run.state.batch_needs;
    needs.clear();
    const std::uint32_t group = group_of_item(run, here.row, rule, next.item);
    std::uint32_t count = 0;
    for (UnitId unit = here.status.units.head; unit.valid() && count < here.row.batch; unit = run.state.units[unit].next) {
        if (group_of(run, here.row, rule, unit) != group) continue;  // its batch is another: nothing is kept for it
        add_needs(needs, needs_of_unit(run, here.row, unit));
        ++count;
    }
    if (!next.waits) add_needs(needs, needs_by_item(run, here.row.first_needs + next.item));
    return needs;
}

AGROCAP_APART std::uint32_t units_in_batch(const Run& run, const ServerStatus& server) {
    std::uint32_t units = 0;
    for (UnitId unit = server.unit; unit.valid(); unit = run.state.units[unit].next) ++units;
    return units;
}

AGROCAP_APART Duration batch_work(Run& run, const ServerStatus& server, const Station& station) {
    const BatchRule& rule = run.model.batch_rules[station.batch_rule];
    Duration longest{};
    Rows<std::uint32_t>& drawn = run.state.batch_times;  // of one time there is one draw, however many units have it
    drawn.clear();
    for (UnitId unit = server.unit; unit.valid(); unit = run.state.units[unit].next) {
        const std::uint32_t item = run.state.units[unit].item;
        const std::uint32_t time = run.model.batch_times[rule.first_time + item];
        if (std::find(drawn.begin(), drawn.end(), time) != drawn.end()) continue;
        drawn.push_back(time);
        const Distribution& distribution = run.model.times[station.first_time + item].distribution;
        longest = std::max(longest, distribution.sample_duration(run.state.streams[station.time_stream]));
    }
    return longest;
}

void on_batch_due(Run& run, StationId station) { try_start(run, station); }

}  // namespace agrocap
