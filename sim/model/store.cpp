#include "model/run.hpp"

#include "base/fault.hpp"
#include "model/observer.hpp"
#include "model/trade.hpp"

#include <algorithm>

namespace agrocap {

namespace {

void set_level(Run& run, StoreId id, std::int64_t level) {
    StoreStatus& store = run.state.stores[id];
    if ((store.level == 0) != (level == 0)) note_stock(run, id, level != 0);
    if (store.level == 0) {
        store.empty += run.now() - store.empty_since;
    } else if (level == 0) {
        store.empty_since = run.now();
    }
    store.level = level;
    store.min = std::min(store.min, level);
    store.stock.set(run.now(), level);
    tell(run, &RunObserver::store_changed, id);
}

}  // namespace

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
    set_level(run, id, store.level - quantity);
    if (store.blocked.head.valid()) free_store_room(run, id);
    for (std::uint32_t i = row.pull_lines.first; i < row.pull_lines.end(); ++i) {
        try_start(run, run.model.lines[run.model.store_pull_lines[i]].first);
    }
}

void put_stock(Run& run, StoreId id, std::int64_t quantity) {
    const Store& row = run.model.stores[id];
    StoreStatus& store = run.state.stores[id];
    store.put_ever += quantity;
    if (row.never_empty) return;
    set_level(run, id, store.level + quantity);
    if (row.market.valid()) {
        serve_owed(run, id);
    } else if (!row.channels.empty()) {
        allocate(run, id);
    }
    for (std::uint32_t i = row.takers.first; i < row.takers.end(); ++i) {
        const StationId station = run.model.store_takers[i];
        if (run.state.stations[station].lack == ServerState::waiting_material) try_start(run, station);
    }
}

}  // namespace agrocap
