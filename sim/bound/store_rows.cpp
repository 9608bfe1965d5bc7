#include "bound/goods_rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace agrocap {

namespace {

/// What a unit of a visit's item takes from a store: at each piece of work there, and besides when it is begun at all.
struct Take {
    std::uint32_t visit = 0;
    double each = 0, first = 0;
};

double quantity_in(const Model& model, Slice needs, StoreId store) {
    std::int64_t quantity = 0;
    for (const Need& need : rows_of(model.needs, needs))
        if (need.store == store) quantity += need.quantity;
    return static_cast<double>(quantity);
}

std::vector<Take> takes_from(const Draft& draft, StoreId store) {
    std::vector<Take> takes;
    const Slice takers = draft.model.stores[store].takers;
    for (const StationId station : rows_of(draft.model.store_takers, takers)) {
        const Station& row = draft.model.stations[station];
        for (const std::uint32_t v : draft.visits_at[station]) {
            const std::uint32_t item = draft.visits[v].item;
            Take take{.visit = v, .each = quantity_in(draft.model, draft.model.needs_by_item[row.needs + item], store), .first = 0};
            if (v == draft.first_visit(item))
                take.first = quantity_in(draft.model, draft.model.needs_by_item[row.first_needs + item], store) - take.each;
            if (take.each > 0 || take.first > 0) takes.push_back(take);
        }
    }
    return takes;
}

/// What lines have taken until the end of a stretch, at the least.
void add_taken(const Draft& draft, const std::vector<Take>& takes, int period, Sum& row) {
    for (const Take& take : takes) {
        const Visit& visit = draft.visits[take.visit];
        const Course released = draft.released[visit.item];
        row.add(visit.work, period, take.each + (released.valid() ? 0 : take.first));
        if (released.valid()) row.add(released, period, take.first);
    }
}

/// The same at the most: units begun, which are the work's and those in hand. Gives whether there is a bound.
bool subtract_taken_most(const Draft& draft, const std::vector<Take>& takes, int period, Sum& row) {
    for (const Take& take : takes) {
        const Visit& visit = draft.visits[take.visit];
        if (!std::isfinite(visit.more_begun)) return false;
        row.add(visit.work, period, -(take.each + take.first));
        row.allowance += (take.each + take.first) * visit.more_begun;
    }
    return true;
}

std::vector<std::uint32_t> made_for(const Draft& draft, StoreId store) {
    std::vector<std::uint32_t> made;
    const Slice makers = draft.model.stores[store].makers;
    for (const Maker& maker : rows_of(draft.model.makers, makers)) made.push_back(maker.item);
    return made;
}

/// Of these the items of lines that begin what is wanted only.
std::vector<std::uint32_t> pulled_for(const Draft& draft, const std::vector<StoreId>& stores) {
    std::vector<std::uint32_t> pulled;
    for (const StoreId store : stores)
        for (const std::uint32_t made : made_for(draft, store))
            if (draft.model.lines[draft.model.line_items[made].line].release == ReleaseKind::pull) pulled.push_back(made);
    return pulled;
}

/// Taken and shipped is no more than was there, was made and came.
void add_stock_rows(Draft& draft, StoreId id, const std::vector<Take>& takes) {
    const Store& store = draft.model.stores[id];
    if (store.never_empty || draft.fed[id] != 0 || (takes.empty() && store.channels.empty())) return;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        row.constant = static_cast<double>(store.initial);
        add_taken(draft, takes, p, row);
        for (const std::uint32_t served : rows_of(draft.model.store_channels, store.channels)) row.add(draft.shipped[served], p, 1);
        for (const std::uint32_t item : made_for(draft, id)) row.add(draft.put[item], p, -1);
        add_received(draft, id, p, row);
        draft.add_row(RowKind::stock, store.path, store_place(draft, id), p, std::move(row));
    }
}

/// A line puts nothing into a full store.
void add_room_rows(Draft& draft, StoreId id, const std::vector<Take>& takes) {
    const Store& store = draft.model.stores[id];
    const std::vector<std::uint32_t> made = made_for(draft, id);
    if (store.never_empty || store.capacity == unlimited || made.empty()) return;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        row.constant = static_cast<double>(std::max<std::int64_t>(0, store.capacity - store.initial));
        for (const std::uint32_t item : made) row.add(draft.put[item], p, 1);
        for (const std::uint32_t served : rows_of(draft.model.store_channels, store.channels)) row.add(draft.shipped[served], p, -1);
        if (!subtract_taken_most(draft, takes, p, row)) return;
        draft.add_row(RowKind::room, store.path, store_place(draft, id), p, std::move(row));
    }
}

/// Units that a line has begun of an item and not lost, at the least; those that it has put away where that is not told.
void add_begun(const Draft& draft, std::uint32_t item, int period, Sum& row) {
    const Slice visits = draft.visits_of_item[item];
    bool is_told = !draft.has_ways_in(visits.first);
    for (const Visit& visit : rows_of(draft.visits, visits)) is_told = is_told && !draft.rules[visit.station].loses_work;
    if (!is_told) return row.add(draft.put[item], period, 1);
    row.add(draft.visits[visits.first].work, period, 1);
    for (const Visit& visit : rows_of(draft.visits, visits)) {
        row.add(visit.work, period, -visit.scrap);
        row.allowance += step_up(visit.scrap * visit.allowance);
    }
}

/// What is pulled of an item: targets, what its stores give to lines, and what is ordered of it, from whomever.
void add_pull_rows(Draft& draft, ItemId item, const std::vector<StoreId>& stores) {
    std::vector<std::vector<Take>> takes;
    double targets = 0;
    for (const StoreId id : stores) {
        const Store& store = draft.model.stores[id];
        if (store.never_empty) return;
        takes.push_back(takes_from(draft, id));
        targets += static_cast<double>(std::max<std::int64_t>(0, store.target - store.initial));
    }
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        row.constant = targets;
        bool is_bounded = subtract_orders(draft, item, p, row);
        for (const std::vector<Take>& taken : takes) is_bounded = is_bounded && subtract_taken_most(draft, taken, p, row);
        if (!is_bounded) {
            draft.left_out.insert("orders of " + draft.model.items[item].id);
            return;
        }
        Sum begun = row;
        for (const std::uint32_t made : pulled_for(draft, stores)) {
            row.add(draft.put[made], p, 1);
            add_begun(draft, made, p, begun);
        }
        const SourceSpan at = draft.scenario.item.at(draft.model.items[item].id).at;
        draft.add_row(RowKind::pulled, "item." + draft.model.items[item].id, at, p, std::move(row));
        draft.add_row(RowKind::pulled, "item." + draft.model.items[item].id, at, p, std::move(begun));
    }
}

}  // namespace

bool subtract_taken(const Draft& draft, StoreId id, int period, Sum& row) {
    return subtract_taken_most(draft, takes_from(draft, id), period, row);
}

void add_store_rows(Draft& draft) {
    std::map<ItemId, std::vector<StoreId>> pulled;
    for (std::uint32_t s = 0; s < draft.model.stores.size(); ++s) {
        const StoreId id(s);
        const Store& store = draft.model.stores[id];
        if (!store.plant.valid()) continue;
        const std::vector<Take> takes = takes_from(draft, id);
        add_stock_rows(draft, id, takes);
        add_room_rows(draft, id, takes);
        if (!store.pull_lines.empty()) pulled[store.item].push_back(id);
    }
    for (const auto& [item, stores] : pulled) add_pull_rows(draft, item, stores);
}

}  // namespace agrocap
