#include "model/floor/store.hpp"

#include "base/fault.hpp"
#include "model/floor/line.hpp"
#include "model/floor/starts.hpp"
#include "model/floor/station.hpp"
#include "model/state/observer.hpp"
#include "model/trade/demand.hpp"
#include "model/trade/orders.hpp"
#include "model/trade/reorder.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// The level changes by so many units, more or less than none.
void change_level(Run& run, StoreId id, const Store& row, StoreStatus& store, std::int64_t change) {
    const bool was_empty = store.level == 0;
    book_level(store, run.now());
    store.level += change;
    store.stock.change(run.now(), change);
    if ((was_empty || store.level == 0) && row.shelf != no_row) note_stock(run, id, was_empty);
    tell(run, &RunObserver::store_changed, id);
}

/// Of the stations that take from the store, those that wait for want of something are looked at once more.
void look_at_takers(Run& run, const Store& row, ServerState lack) {
    for (const StationId station : rows_of(run.model.store_takers, row.takers)) {
        if (run.state.stations[station].lack == lack) try_start(run, station);
    }
}

}  // namespace

void book_level(StoreStatus& store, Time now) {
    if (now == store.since) return;  // what comes and goes at one instant leaves no trace
    store.min = std::min(store.min, store.level);
    if (store.level == 0) store.empty += now - store.since;
    store.since = now;
}

bool has_stock(const Run& run, const Need& need) {
    return run.model.stores[need.store].never_empty || run.state.stores[need.store].level >= need.quantity;
}

bool has_room(const Run& run, StoreId store) { return run.state.stores[store].level < run.model.stores[store].capacity; }

void take_stock(Run& run, StoreId id, std::int64_t quantity) {
    remove_stock(run, id, quantity);
    review_at_once(run, id);
}

void remove_stock(Run& run, StoreId id, std::int64_t quantity) {
    const Store& row = run.model.stores[id];
    StoreStatus& store = run.state.stores[id];
    store.taken_ever += quantity;
    if (row.never_empty) return;
    if (store.level < quantity) throw InvariantBroken(row.path + ": stock would become negative");
    change_level(run, id, row, store, -quantity);
    look_at_takers(run, row, ServerState::waiting_crew);  // what was there for them may be gone before their people come
    if (!store.blocked.empty()) free_store_room(run, id);
    wake_pull_lines(run, row);
}

void put_stock(Run& run, StoreId id, std::int64_t quantity) {
    const Store& row = run.model.stores[id];
    StoreStatus& store = run.state.stores[id];
    store.put_ever += quantity;
    if (row.never_empty) return;
    change_level(run, id, row, store, quantity);
    if (row.market.valid()) {
        serve_owed(run, id);
    } else if (!row.channels.empty()) {
        allocate(run, id);
    }
    look_at_takers(run, row, ServerState::waiting_material);
}

void wake_pull_lines(Run& run, const Store& store) {
    for (const LineId line : rows_of(run.model.store_pull_lines, store.pull_lines)) {
        start_next(run, line);
    }
}

void note_lack(Run& run, const Line& line) {
    for (const LineItem& item : rows_of(run.model.line_items, line.items)) pass_on(run, item.store);
}

void note_opening(Run& run, const Line& line) {
    for (const LineItem& item : rows_of(run.model.line_items, line.items)) pass_on_to(run, item.store);
}

}  // namespace agrocap
