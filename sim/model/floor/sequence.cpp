#include "model/floor/sequence.hpp"

#include "base/inlining.hpp"
#include "model/floor/level_sequence.hpp"
#include "model/floor/store.hpp"

namespace agrocap {

namespace {

AGROCAP_APART std::uint32_t random_choice(Run& run, const Line& line) {
    double left = run.state.streams[line.sequence_stream].uniform() * static_cast<double>(line.weight_total);
    std::uint32_t i = line.items.first;
    for (; i + 1 < line.items.end(); ++i) {
        left -= static_cast<double>(run.model.line_items[i].weight);
        if (left < 0) break;
    }
    return i;
}

AGROCAP_APART std::uint32_t campaign_choice(const Run& run, const Line& line, LineStatus& status) {
    const auto is_made = [&] { return run.model.line_items[line.items.first + status.campaign_item].weight > 0; };
    const auto turn = [&] { status.campaign_item = (status.campaign_item + 1) % line.items.count; };
    if (status.sequenced == line.campaign) {
        status.sequenced = 0;
        turn();
    }
    while (!is_made()) turn();
    ++status.sequenced;
    return line.items.first + status.campaign_item;
}

/// Units on their way to a store in the lines that fill it by pull.
std::int64_t coming_to(const Run& run, StoreId id) {
    const Slice lines = run.model.stores[id].pull_lines;
    std::int64_t coming = 0;
    for (const LineId line : rows_of(run.model.store_pull_lines, lines)) {
        const Slice items = run.model.lines[line].items;
        for (const std::uint32_t i : indices_of(items)) {
            if (run.model.line_items[i].store == id) coming += run.state.line_items[i].in_line;
        }
    }
    return coming;
}

/// Of the items that can be started now, the one whose store is furthest below its target, counting what it owes and what is on its way;
/// if none can be started, the same of all: the line waits for its material. None if all stores are full. Of the items whose way begins at
/// the station.
AGROCAP_APART std::uint32_t pulled_choice(const Run& run, const Line& line, StationId at) {
    std::int64_t most = 0, most_ready = 0;
    std::uint32_t best = no_row, best_ready = no_row;
    for (const std::uint32_t i : indices_of(line.items)) {
        if (run.model.line_items[i].first != at) continue;
        const StoreId store = run.model.line_items[i].store;
        const std::int64_t open = run.model.stores[store].target + run.state.stores[store].owed - run.state.stores[store].level;
        if (open <= most_ready) continue;  // nor would it be chosen with what is coming
        const std::int64_t wanted = open - coming_to(run, store);
        if (wanted > most) {
            most = wanted;
            best = i;
        }
        if (wanted > most_ready && has_material(run, i)) {
            most_ready = wanted;
            best_ready = i;
        }
    }
    return best_ready != no_row ? best_ready : best;
}

}  // namespace

std::uint32_t next_item(Run& run, LineId id) {
    const Line& line = run.model.lines[id];
    LineStatus& status = run.state.lines[id];
    if (line.items.count == 1) return line.items.first;
    if (status.next_item == no_row) {
        switch (line.sequence) {
            case SequenceKind::level: status.next_item = level_choice(run, line, status); break;
            case SequenceKind::random: status.next_item = random_choice(run, line); break;
            case SequenceKind::campaign: status.next_item = campaign_choice(run, line, status); break;
        }
    }
    return status.next_item;
}

std::uint32_t next_item_at(Run& run, LineId id, StationId at) {
    const Line& line = run.model.lines[id];
    if (!run.state.lines[id].opened) return no_row;
    if (line.release == ReleaseKind::pull) return pulled_choice(run, line, at);
    if (line.first.valid() && line.first != at) return no_row;  // a station of the plant that the line passes later
    const std::uint32_t item = next_item(run, id);
    return run.model.line_items[item].first == at ? item : no_row;
}

bool has_material(const Run& run, std::uint32_t item) {
    const Station& first = run.model.stations[run.model.line_items[item].first];
    if (!first.has_needs) return true;
    const Slice needs = run.model.needs_by_item[first.first_needs + item];
    for (const Need& need : rows_of(run.model.needs, needs)) {
        if (!has_stock(run, need)) return false;
    }
    return true;
}

}  // namespace agrocap
