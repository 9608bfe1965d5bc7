#include "observe/invariants.hpp"

#include "base/fault.hpp"

#include <fmt/format.h>

#include <vector>

namespace agrocap {

namespace {

void require_equal(const std::string& path, const char* what, std::int64_t left, std::int64_t right) {
    if (left != right) throw InvariantBroken(fmt::format("{}: {}: {} is not {}", path, what, left, right));
}

/// Counts the units at a station by the line item that they are of. Gives how many places
/// servers with units take.
std::int64_t count_units(const Run& run, StationId id, std::vector<std::int64_t>& by_item) {
    const StationStatus& station = run.state.stations[id];
    std::int64_t waiting = 0;
    for (UnitId unit = station.units.head; unit.valid(); unit = run.state.units[unit].next) {
        ++by_item[run.state.units[unit].item];
        ++waiting;
    }
    require_equal(run.model.station_names[id].path, "units waiting = units in the queue", station.waiting, waiting);
    const std::int64_t at_once = run.model.stations[id].batch;
    std::int64_t on_servers = 0;
    const Slice servers = run.model.stations[id].servers;
    for (const ServerId server : ids_of<ServerId>(servers)) {
        const UnitId first = run.state.servers[server].unit;
        if (first.valid()) on_servers += at_once;
        for (UnitId unit = first; unit.valid(); unit = at_once > 1 ? run.state.units[unit].next : UnitId())
            ++by_item[run.state.units[unit].item];
    }
    return on_servers;
}

void check_lines(const Run& run) {
    std::vector<std::int64_t> present(run.model.line_items.size(), 0);
    for (std::uint32_t i = 0; i < run.model.stations.size(); ++i) {
        const StationStatus& station = run.state.stations[StationId(i)];
        require_equal(run.model.station_names[StationId(i)].path, "places taken = units waiting + places of servers", station.present,
                      station.waiting + count_units(run, StationId(i), present));
    }
    for (std::uint32_t i = 0; i < run.model.lines.size(); ++i) {
        const LineStatus& line = run.state.lines[LineId(i)];
        const std::string& path = run.model.lines[LineId(i)].path;
        require_equal(path, "units released = left + scrapped + in the line", line.released_ever,
                      line.left_ever + line.scrapped_ever + line.in_line);
        std::int64_t at_stations = 0;
        const Slice items = run.model.lines[LineId(i)].items;
        for (const std::uint32_t item : indices_of(items)) {
            require_equal(path, "units of an item in the line = units of it at stations", run.state.line_items[item].in_line,
                          present[item]);
            at_stations += present[item];
        }
        require_equal(path, "units in the line = units at stations", line.in_line, at_stations);
    }
}

void check_servers(const Run& run) {
    const std::int64_t measured = (run.now() - run.state.measured_from).count();
    for (std::uint32_t i = 0; i < run.model.servers.size(); ++i) {
        const ServerStatus& server = run.state.servers[ServerId(i)];
        std::int64_t sum = 0;
        bool negative = false;
        for (const Duration time : server.in_state) {
            sum += time.count();
            negative = negative || time < Duration{};
        }
        const std::string& path = run.model.station_names[run.model.servers[ServerId(i)].station].path;
        require_equal(path, "state times sum to the measured time", sum, measured);
        require_equal(path, "states with a negative time", negative ? 1 : 0, 0);
    }
}

void check_stores(const Run& run) {
    for (std::uint32_t i = 0; i < run.model.stores.size(); ++i) {
        const Store& row = run.model.stores[StoreId(i)];
        const StoreStatus& store = run.state.stores[StoreId(i)];
        if (row.never_empty) continue;
        require_equal(row.path, "stock = initial + put - taken", store.level, row.initial + store.put_ever - store.taken_ever);
        if (store.level < 0) throw InvariantBroken(fmt::format("{}: the stock is {}", row.path, store.level));
    }
}

/// People who are there = free + at work; more may be at work only to finish what is in hand.
void check_crews(const Run& run) {
    std::vector<std::int64_t> held(run.model.crews.size(), 0);
    std::vector<std::int64_t> overtime(run.model.crews.size(), 0);
    for (const ServerStatus& server : run.state.servers) {
        if (server.crew == 0) continue;
        const Station& station = run.model.stations[server.station];
        const Slice needs = run.model.crew_choices[station.crews.first + server.crew - 1U];
        for (const CrewNeed& need : rows_of(run.model.crew_needs, needs)) {
            held[need.crew.index] += need.count;
            if (station.finishes) overtime[need.crew.index] += need.count;
        }
    }
    for (std::uint32_t i = 0; i < run.model.modes.size(); ++i)
        if (run.state.modes[ModeId(i)].repair.took_crew) ++held[run.model.modes[ModeId(i)].crew.index];
    for (std::uint32_t i = 0; i < run.model.upkeeps.size(); ++i)
        if (run.state.upkeeps[UpkeepId(i)].care.took_crew) ++held[run.model.upkeeps[UpkeepId(i)].crew.index];
    for (std::uint32_t i = 0; i < run.model.crews.size(); ++i) {
        const CrewStatus& crew = run.state.crews[CrewId(i)];
        const std::string& path = run.model.crews[CrewId(i)].path;
        require_equal(path, "people there = free + at work", crew.people, crew.available + held[i]);
        if (crew.available < -overtime[i]) throw InvariantBroken(fmt::format("{}: {} more at work than there are", path, -crew.available));
    }
}

/// By item: initial + made + bought = used + sold + unusable + in stock + on the way.
void check_items(const Run& run) {
    const TradeState& trade = run.state.trade;
    std::vector<std::int64_t> came(run.model.items.size(), 0);
    std::vector<std::int64_t> went(run.model.items.size(), 0);
    for (std::uint32_t i = 0; i < run.model.stores.size(); ++i) {
        const Store& row = run.model.stores[StoreId(i)];
        const StoreStatus& store = run.state.stores[StoreId(i)];
        came[row.item.index] += store.put_ever - store.received_ever;   // made by lines
        went[row.item.index] += store.taken_ever - store.shipped_ever;  // used by lines
        if (row.never_empty) {
            came[row.item.index] += store.taken_ever - store.put_ever;  // bought as needed
        } else {
            came[row.item.index] += row.initial;
            went[row.item.index] += store.level;
        }
    }
    for (std::uint32_t i = 0; i < run.model.supplies.size(); ++i)
        came[run.model.supplies[SupplyId(i)].item.index] += trade.supplies[SupplyId(i)].shipped_ever;
    for (std::uint32_t i = 0; i < run.model.items.size(); ++i) {
        went[i] += trade.sold_ever[ItemId(i)] + trade.unusable_ever[ItemId(i)] + trade.on_the_way[ItemId(i)];
        require_equal("item." + run.model.items[ItemId(i)].id, "initial + made + bought = used + sold + unusable + in stock + on the way",
                      came[i], went[i]);
    }
}

void check_demands(const Run& run) {
    for (std::uint32_t i = 0; i < run.model.demands.size(); ++i) {
        const DemandStatus& demand = run.state.trade.demands[DemandId(i)];
        const Demand& row = run.model.demands[DemandId(i)];
        require_equal("market." + run.model.markets[row.market].id + ".demand." + row.key, "demanded = delivered + lost + open",
                      demand.demanded_ever, demand.delivered_ever + demand.lost_ever + demand.open);
    }
}

void check_money(const Run& run) {
    double markets = 0;
    double sold_by_plants = 0;
    std::int64_t units = 0;
    std::int64_t units_by_plants = 0;
    for (const PairStatus& market : run.state.trade.markets) {
        markets += market.revenue;
        units += market.units;
    }
    for (std::uint32_t i = 0; i < run.model.pairs.size(); ++i) {
        const PairStatus& pair = run.state.trade.pairs[PairId(i)];
        sold_by_plants += pair.revenue;
        units_by_plants += pair.units;
    }
    // A dealers' initial stock is of no plant; all else that markets paid for, some plant has sold.
    if (units_by_plants > units || sold_by_plants > markets * (1 + 1e-9)) {
        throw InvariantBroken(fmt::format("money: plants have sold {} units for {}, markets bought {} for {}", units_by_plants,
                                          sold_by_plants, units, markets));
    }
}

}  // namespace

void check_invariants(const Run& run) {
    check_lines(run);
    check_servers(run);
    check_stores(run);
    check_crews(run);
    check_items(run);
    check_demands(run);
    check_money(run);
}

}  // namespace agrocap
