#include "model/trade/expected_wait.hpp"

#include "base/inlining.hpp"
#include "model/trade/routing.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace agrocap {

namespace {

double ns_until(const Run& run, Time at) { return static_cast<double>(std::max(at - run.now(), Duration{}).count()); }

/// What is left of a closure. One that has outlasted its expected end is expected to go on as long again as it is late.
double closure_left(const Run& run, bool closed, Time expected_open) {
    return closed ? std::abs(static_cast<double>((expected_open - run.now()).count())) : 0;
}

/// Until so many units more have come of what is on order; for ever if fewer are.
double wait_for_goods(const Run& run, StoreId store, std::int64_t units) {
    Time last = run.now();
    for (const ExpectedGoods& goods : run.state.trade.expected[store]) {
        last = std::max(last, goods.arrive);
        units -= goods.units;
        if (units <= 0) return ns_until(run, last);
    }
    return for_ever;
}

/// Until the line can begin: it is open, and what a unit needs is there or expected.
double delay_of(const Run& run, const Maker& maker) {
    const MakerStatus& status = run.state.trade.makers[maker.line];
    double delay = std::max(ns_until(run, run.model.lines[maker.line].opens), closure_left(run, status.closed, status.expected_open));
    for (const Need& need : rows_of(run.model.maker_needs, maker.needs)) {
        const std::int64_t level = run.state.stores[need.store].level;
        if (level >= need.quantity || run.model.stores[need.store].never_empty) continue;
        delay = std::max(delay, wait_for_units(run, need.store, need.quantity - level));
    }
    return delay;
}

/// When a line can begin, and what it makes from then on.
struct Begin {
    double delay = 0, rate = 0;
};

Begin begin_of(const Run& run, const Maker& maker) {
    return {.delay = delay_of(run, maker), .rate = maker.rate * run.state.trade.makers[maker.line].speed};
}

/// When lines that each begin after their delay have made so many units together.
AGROCAP_APART double wait_for_several(const Run& run, Slice makers, std::int64_t units) {
    constexpr std::uint32_t most = 16;  // lines of one plant for one item; those beyond are not counted on
    std::array<Begin, most> begins;
    const std::uint32_t count = std::min(makers.count, most);
    for (std::uint32_t i = 0; i < count; ++i) begins[i] = begin_of(run, run.model.makers[makers.first + i]);
    std::sort(begins.begin(), begins.begin() + count, [](const Begin& a, const Begin& b) { return a.delay < b.delay; });
    double left = static_cast<double>(units);
    double rate = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        rate += begins[i].rate;
        if (!(begins[i].delay < for_ever)) break;
        const double next = i + 1 < count ? begins[i + 1].delay : for_ever;
        const double done = rate > 0 ? begins[i].delay + left / rate : for_ever;
        if (done <= next && done < for_ever) return done;
        if (next < for_ever) left -= rate * (next - begins[i].delay);
    }
    return for_ever;
}

/// The same; mostly it is one line.
double wait_for_makers(const Run& run, Slice makers, std::int64_t units) {
    if (makers.count != 1) return wait_for_several(run, makers, units);
    const Begin only = begin_of(run, run.model.makers[makers.first]);
    return only.rate > 0 ? only.delay + static_cast<double>(units) / only.rate : for_ever;
}

/// Time that each unit in front keeps one waiting, in ns, by the capacity of now and the fleet; 0: the lane is never full.
double unit_wait(const Run& run, const Lane& lane) {
    if (lane.unit_time == Duration{}) return lane.fleet_wait;
    return std::max(lane.fleet_wait, static_cast<double>(lane.unit_time.count()) / run.value(lane.pace));
}

/// A vehicle stands there and has room for one unit more.
bool is_ready(const Run& run, const Lane& lane, const LaneStatus& status) {
    return status.away < lane.fleet && status.gap.end() <= run.now() && status.waiting < lane.load;
}

/// Units that leave now, if they come now: what fits into the vehicle that is ready, or into all of them where none has to wait for the
/// one before.
std::int64_t room_at_once(const Run& run, const Lane& lane, const LaneStatus& status) {
    if (!is_ready(run, lane, status)) return 0;
    const std::int64_t vehicles = lane.unit_time > Duration{} ? 1 : lane.fleet - status.away;
    if (lane.mean_load == unlimited || vehicles > unlimited / lane.mean_load) return unlimited;
    return vehicles * lane.mean_load - status.waiting;
}

/// `busy` in front keep the next waiting `each` at most: how many may be there for it to wait no longer than the limit.
std::int64_t most_within(double limit, double each) {
    const double most = limit * (1 + 1e-9) / each;
    return most < 9e18 ? static_cast<std::int64_t>(most) : unlimited;
}

template <class Status>
void set_crowded(TradeState& trade, Status& status) {
    const bool crowded = status.waiting >= status.most_quiet;
    if (crowded == status.crowded) return;
    status.crowded = crowded;
    if (crowded) {
        ++trade.crowded;
    } else {
        --trade.crowded;
    }
}

/// A closed one is crowded: who looks finds out how long it lasts.
template <class Status>
void set_speed(const Run& run, TradeState& trade, Status& status, double each) {
    status.most_quiet = status.speed == 0 ? 0 : each > 0 ? most_within(run.model.least_wait, each / status.speed) : unlimited;
    set_crowded(trade, status);
}

/// A store that buys what it sells, and has nothing on order for the next who asks: until what it orders then is there.
double wait_for_resupply(const Run& run, const Store& store) {
    double wait = for_ever;
    for (const StoreSource& source : rows_of(run.model.store_sources, store.sources)) {
        const SupplyId id = source.supply;
        if (!id.valid()) continue;
        const Supply& supply = run.model.supplies[id];
        const double way = way_time(run, run.model.suppliers[supply.supplier].node, store.node);
        wait = std::min(wait, wait_at_supplier(run, id) + supply.lead.distribution.mean() + (std::isfinite(way) ? way : 0));
    }
    return wait;
}

}  // namespace

double wait_for_units(const Run& run, StoreId id, std::int64_t units) {
    const Store& row = run.model.stores[id];
    const double made = row.makers.empty() ? for_ever : wait_for_makers(run, row.makers, units);
    return row.watched && row.reorders ? std::min(made, wait_for_goods(run, id, units)) : made;
}

double wait_at_store(const Run& run, StoreId id, std::int64_t ahead) {
    const StoreStatus& store = run.state.stores[id];
    if (store.level > ahead || run.model.stores[id].never_empty) return 0;
    const double wait = wait_for_units(run, id, store.owed + 1 + ahead - store.level);
    return wait < for_ever ? wait : wait_for_resupply(run, run.model.stores[id]);
}

double wait_at_supplier(const Run& run, SupplyId id, std::int64_t ahead) {
    const Supply& supply = run.model.supplies[id];
    const SupplyStatus& status = run.state.trade.supplies[id];
    const SupplierStatus& supplier = run.state.trade.suppliers[supply.supplier];
    const double closed = closure_left(run, supplier.speed == 0, supplier.expected_open);
    if (supply.unit_time == Duration{}) return closed;
    const double unit = static_cast<double>(supply.unit_time.count());
    double work = static_cast<double>(ahead + 1) * unit;
    if (status.queued > 0)
        work += static_cast<double>(status.queued - supply.lot) * unit + static_cast<double>(status.making.left(run.now()).count());
    return closed + work / (run.value(supply.pace) * (supplier.speed > 0 ? supplier.speed : 1));
}

void add_wait(const Run& run, LaneId id, WayWait& wait) {
    const Lane& lane = run.model.lanes[id];
    const LaneStatus& status = run.state.trade.lanes[id];
    double queue = closure_left(run, status.speed == 0, status.expected_open);
    if (const double each = unit_wait(run, lane); each > 0 && !is_ready(run, lane, status))
        queue += static_cast<double>(status.waiting + 1) * each / (status.speed > 0 ? status.speed : 1);
    wait.add(queue);
    if (!lane.stop.valid()) return;
    const Place& place = run.model.places[lane.stop];
    const PlaceStatus& there = run.state.trade.places[lane.stop];
    queue = closure_left(run, there.speed == 0, there.expected_open);
    if (place.shipment_wait > 0 && static_cast<std::int64_t>(there.handled.size()) >= place.servers)
        queue += static_cast<double>(there.waiting + 1) * place.shipment_wait / (there.speed > 0 ? there.speed : 1);
    wait.add(queue);
}

std::int64_t units_in_time(const Run& run, LaneId id, double limit) {
    const Lane& lane = run.model.lanes[id];
    const LaneStatus& status = run.state.trade.lanes[id];
    const double each = unit_wait(run, lane);
    if (!(each > 0)) return unlimited;
    const std::int64_t at_once = room_at_once(run, lane, status);
    const double left = limit - closure_left(run, status.speed == 0, status.expected_open);
    const std::int64_t in_time = most_within(left, each / (status.speed > 0 ? status.speed : 1));
    if (at_once > unlimited - std::max<std::int64_t>(in_time, 0)) return unlimited;
    return std::max<std::int64_t>(1, at_once > 0 ? at_once + in_time : in_time - status.waiting);
}

void note_crowd(Run& run, LaneId id) { set_crowded(run.state.trade, run.state.trade.lanes[id]); }
void note_crowd(Run& run, PlaceId id) { set_crowded(run.state.trade, run.state.trade.places[id]); }
void note_speed(Run& run, LaneId id) { set_speed(run, run.state.trade, run.state.trade.lanes[id], unit_wait(run, run.model.lanes[id])); }
void note_speed(Run& run, PlaceId id) { set_speed(run, run.state.trade, run.state.trade.places[id], run.model.places[id].shipment_wait); }

void expect_goods(Run& run, StoreId store, const ExpectedGoods& goods) {
    if (run.model.stores[store].watched) run.state.trade.expected[store].push_back(goods);
}

void goods_came(Run& run, StoreId store, SupplyId supply, std::int64_t units) {
    if (!run.model.stores[store].watched) return;
    std::vector<ExpectedGoods>& list = run.state.trade.expected[store];
    for (auto goods = list.begin(); goods != list.end() && units > 0;) {
        if (goods->supply != supply) {
            ++goods;
            continue;
        }
        const std::int64_t part = std::min(units, goods->units);
        units -= part;
        goods->units -= part;
        goods = goods->units > 0 ? goods + 1 : list.erase(goods);
    }
}

void shift_expected(Run& run, SupplierId supplier, Time from, Time to) {
    for (std::vector<ExpectedGoods>& list : run.state.trade.expected) {
        for (ExpectedGoods& goods : list) {
            if (!goods.supply.valid() || run.model.supplies[goods.supply].supplier != supplier || goods.leave < from) continue;
            goods.leave += to - from;
            goods.arrive += to - from;
        }
    }
}

}  // namespace agrocap
