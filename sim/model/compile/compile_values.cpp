#include "model/compile/compile_tariffs.hpp"
#include "model/compile/compile_trade.hpp"
#include "model/compile/dated_course.hpp"
#include "model/trade/begin_trade.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/routing.hpp"
#include "scenario/line_stations.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

Day day_at(const Tables& tables, Time at) {
    return *tables.scenario.start + static_cast<Day>(at.time_since_epoch() / std::chrono::hours(24));
}

/// Values of items by their bills of materials at a moment: what they cost at a plant, and how much of it comes from abroad.
class Values {
  public:
    explicit Values(Tables& tables) : tables_(tables), model_(tables.model) {}

    /// From now on all is asked for this moment; what needs no ways can be asked for without finding them.
    void look_at(Time at) { state_.simulation.reset(at); }
    void find_ways_at(Time at) {
        look_at(at);
        Run run{model_, state_};
        begin_ways(run);
        part_costs_.clear();
    }

    [[nodiscard]] Time now() const { return state_.simulation.now(); }
    [[nodiscard]] Day day() const { return day_at(tables_, now()); }

    /// What one unit that the plant ships has cost: its parts and the line's cost; for goods bought to be sold, the price paid for them.
    double spent(PlantId plant, ItemId item) {
        const Store& store = model_.stores[tables_.store_ids.at({plant, item})];
        if (const Line* line = line_making(plant, item)) return parts(plant, item, line) + making(plant, item);
        if (!store.sources.empty()) return bought(store);
        return parts(plant, item, nullptr);
    }

    /// The cost of the plant's lines for a unit of the item; of several that make it the mean, weighted with what they can make.
    double making(PlantId plant, ItemId item) const {
        double sum = 0, weights = 0;
        const Slice lines = model_.plants[plant].lines;
        for (const LineId id : ids_of<LineId>(lines)) {
            const Line& line = model_.lines[id];
            for (const LineItem& made : rows_of(model_.line_items, line.items)) {
                if (made.item != item) continue;
                const double share = static_cast<double>(made.weight) / static_cast<double>(line.weight_total);
                const double weight = std::clamp(line.nominal_per_year, 1e-9, 1e15) * share;
                sum += weight * cost_of(plant, line, model_.items[item].id);
                weights += weight;
            }
        }
        return weights > 0 ? sum / weights : 0;
    }

    /// Share of the item's value that is made at home; NaN where nothing is known of its parts.
    double local_share(ItemId item) {
        bool known = false;
        const double foreign = foreign_value(item, known);
        const double price = price_of(item);
        if (!known || !(price > 0)) return std::numeric_limits<double>::quiet_NaN();
        return std::max(0.0, 1 - foreign / price);
    }

    /// Share of the item's value that is made in the plant's own country, as far as is known.
    double own_share(PlantId plant, ItemId item) {
        const double price = price_of(item);
        std::set<std::pair<PlantId, ItemId>> asked;
        return price > 0 ? std::max(0.0, 1 - foreign_at(plant, item, asked) / price) : 1;
    }

    /// What a unit of a dealers' stock costs as things are now.
    UnitCost cost_at_dealers(const Store& store) {
        UnitCost cost;
        for (const auto& [source, share] : shares_of(store)) {
            const UnitCost one = cost_from(*source, store);
            cost.spent += share * one.spent;
            cost.transport += share * one.transport;
            cost.duties += share * one.duties;
        }
        return cost;
    }

  private:
    const ItemSpec& spec_of(ItemId item) const { return tables_.scenario.item.at(model_.items[item].id); }

    double price_of(ItemId item) const { return value_at(model_, model_.items[item].price, state_.simulation.now()); }

    double cost_of(PlantId plant, const Line& line, const std::string& item) const {
        const AmountTable& cost = tables_.scenario.plant.at(model_.plants[plant].id).line.at(line.id).cost;
        const auto by_item = cost.by.find(item);
        return (by_item != cost.by.end() ? by_item->second : cost.any)->on(day());
    }

    const std::string& country_of(PlantId plant) const { return model_.nodes[model_.plants[plant].node].country; }

    const Line* line_making(PlantId plant, ItemId item) const {
        const Slice lines = model_.plants[plant].lines;
        for (const LineId id : ids_of<LineId>(lines)) {
            const Line& line = model_.lines[id];
            for (const LineItem& made : rows_of(model_.line_items, line.items)) {
                if (made.item == item) return &line;
            }
        }
        return nullptr;
    }

    /// Parts of the bill and what stations of the line take besides.
    std::map<std::string, double> parts_list(PlantId plant, ItemId item, const Line* line) const {
        std::map<std::string, double> list;
        for (const auto& [part, count] : spec_of(item).uses) list[part] = static_cast<double>(*count);
        if (line == nullptr) return list;
        const PlantSpec& spec = tables_.scenario.plant.at(model_.plants[plant].id);
        for (const auto& [id, station] : stations_of(spec, spec.line.at(line->id), model_.items[item].id)) {
            for (const auto& [part, count] : station.spec->takes) {
                if (spec_of(item).uses.count(part) == 0) list[part] += static_cast<double>(*count);
            }
        }
        return list;
    }

    double parts(PlantId plant, ItemId item, const Line* line) {
        double cost = 0;
        for (const auto& [part, count] : parts_list(plant, item, line)) cost += count * part_cost(plant, tables_.item_ids.at(part));
        return cost;
    }

    double part_cost(PlantId plant, ItemId part) {
        const auto key = std::make_pair(plant, part);
        if (const auto known = part_costs_.find(key); known != part_costs_.end()) return known->second;
        double cost = part_costs_[key] = price_of(part);  // stands in for itself where goods go round in a circle
        if (const Line* line = line_making(plant, part)) {
            cost = parts(plant, part, line) + making(plant, part);
        } else if (const auto store = tables_.store_ids.find(key);
                   store != tables_.store_ids.end() && !model_.stores[store->second].sources.empty()) {
            cost = bought(model_.stores[store->second]);
        }
        return part_costs_[key] = cost;
    }

    /// What the sources of a store cost with the way, by their shares; the cheapest where that is the rule.
    double bought(const Store& store) {
        double cost = 0;
        for (const auto& [source, share] : shares_of(store)) cost += share * landed(*source, store);
        return cost;
    }

    /// The sources of a store with their shares of what it buys: all of it from the cheapest where that is the rule.
    std::vector<std::pair<const StoreSource*, double>> shares_of(const Store& store) {
        std::vector<std::pair<const StoreSource*, double>> shares;
        double sum = 0;
        for (const StoreSource& source : rows_of(model_.store_sources, store.sources)) {
            if (store.cheapest_source && !shares.empty()) {
                const Run run{model_, state_};
                if (landed_cost(run, store, source) < landed_cost(run, store, *shares.front().first)) shares.front().first = &source;
                continue;
            }
            shares.emplace_back(&source, source.share);
            sum += source.share;
        }
        for (auto& [source, share] : shares) share = sum > 0 ? share / sum : 0;
        return shares;
    }

    double landed(const StoreSource& source, const Store& store) {
        const UnitCost cost = cost_from(source, store);
        return cost.spent + cost.transport + cost.duties;
    }

    /// A supplier's price, or what the plant that delivers has spent itself; the way, if the lead time does not cover it; and duties.
    UnitCost cost_from(const StoreSource& source, const Store& store) {
        const Run run{model_, state_};
        const auto way_from = [&](NodeId from) {
            const double cost = way_cost(run, from, store.node);
            return std::isfinite(cost) ? cost : 0;
        };
        if (source.supply.valid()) {
            const Supply& supply = model_.supplies[source.supply];
            return {.spent = run.value(supply.price), .transport = way_from(model_.suppliers[supply.supplier].node)};
        }
        const SupplyChannel& channel = model_.channels[source.channel];
        if (channel.sources.empty()) return {.spent = price_of(store.item)};
        const ChannelSource& cheapest = model_.channel_sources[state_.trade.source_order[channel.sources.first].source];
        const Store& from = model_.stores[cheapest.store];
        return {.spent = store.market.valid() ? spent(from.plant, store.item) : part_cost(from.plant, store.item),
                .transport = way_from(from.node),
                .duties = duties(run, channel, cheapest)};
    }

    double foreign_value(ItemId item, bool& known) {
        double foreign = 0;
        for (const auto& [part, count] : spec_of(item).uses) {
            const ItemId id = tables_.item_ids.at(part);
            double one = 0;
            if (is_made_at_home(id)) {
                known = known || spec_of(id).uses.empty();
                one = foreign_value(id, known);
            } else if (is_made(id)) {
                known = true;
                one = price_of(id);
            } else {
                one = foreign_price(id, known);
            }
            foreign += static_cast<double>(*count) * one;
        }
        return foreign;
    }

    /// Value of the parts of a unit made at the plant that come from other countries.
    double foreign_at(PlantId plant, ItemId item, std::set<std::pair<PlantId, ItemId>>& asked) {
        if (!asked.emplace(plant, item).second) return 0;  // goods that go round in a circle
        double foreign = 0;
        for (const auto& [part, count] : parts_list(plant, item, line_making(plant, item))) {
            const ItemId id = tables_.item_ids.at(part);
            const auto store = tables_.store_ids.find({plant, id});
            if (line_making(plant, id) != nullptr) {
                foreign += count * foreign_at(plant, id, asked);
            } else if (store != tables_.store_ids.end()) {
                for (const auto& [source, share] : shares_of(model_.stores[store->second]))
                    foreign += count * share * foreign_from(*source, plant, id, asked);
            }
        }
        asked.erase({plant, item});
        return foreign;
    }

    double foreign_from(const StoreSource& source, PlantId plant, ItemId part, std::set<std::pair<PlantId, ItemId>>& asked) {
        if (source.supply.valid()) {
            const Supply& supply = model_.supplies[source.supply];
            const std::string& country = model_.nodes[model_.suppliers[supply.supplier].node].country;
            return country.empty() || country == country_of(plant) ? 0 : value_at(model_, supply.price, state_.simulation.now());
        }
        const SupplyChannel& channel = model_.channels[source.channel];
        if (channel.sources.empty()) return 0;
        const PlantId from = model_.stores[state_.trade.source_order[channel.sources.first].store].plant;
        return country_of(from) == country_of(plant) ? foreign_at(from, part, asked) : price_of(part);
    }

    bool is_made_at_home(ItemId item) const {
        return std::any_of(model_.lines.begin(), model_.lines.end(), [&](const Line& line) {
            if (!is_home(model_, country_of(line.plant))) return false;
            for (const LineItem& made : rows_of(model_.line_items, line.items))
                if (made.item == item) return true;
            return false;
        });
    }

    bool is_made(ItemId item) const {
        return std::any_of(model_.line_items.begin(), model_.line_items.end(), [&](const LineItem& made) { return made.item == item; });
    }

    /// Price of the part times the share of it that comes from abroad, over all stores that buy it.
    double foreign_price(ItemId part, bool& known) {
        double abroad = 0;
        double all = 0;
        for (const Store& store : model_.stores) {
            if (store.item != part) continue;
            for (const auto& [source, share] : shares_of(store)) {
                if (!source->supply.valid()) continue;
                const Supply& supply = model_.supplies[source->supply];
                const std::string& country = model_.nodes[model_.suppliers[supply.supplier].node].country;
                all += share;
                if (!country.empty() && !is_home(model_, country))
                    abroad += share * value_at(model_, supply.price, state_.simulation.now());
            }
        }
        known = known || all > 0;
        return all > 0 ? abroad / all : 0;
    }

    Tables& tables_;
    const Model& model_;
    RunState state_;
    std::map<std::pair<PlantId, ItemId>, double> part_costs_;
};

/// What dealers' first stocks cost: a unit from where it comes, duties included.
void compile_first_stocks(Model& model, Values& values) {
    values.look_at(Time{});
    const auto counts = [](const Store& store) { return store.market.valid() && store.initial > 0 && !store.never_empty; };
    if (!model.changes.empty() || std::any_of(model.stores.begin(), model.stores.end(), counts)) values.find_ways_at(Time{});
    for (Store& store : model.stores) {
        if (counts(store)) store.first_cost = values.cost_at_dealers(store);
    }
}

/// The stores that serve channels, in the order in which channels name them.
std::vector<StoreId> stores_that_send(const Model& model) {
    std::vector<StoreId> stores;
    std::vector<char> known(model.stores.size(), 0);
    for (const ChannelSource& source : model.channel_sources) {
        if (known[source.store.index] == 0) stores.push_back(source.store);
        known[source.store.index] = 1;
    }
    return stores;
}

void compile_making(Model& model, Values& values, std::span<const ValueMoment> moments, std::span<const StoreId> stores) {
    std::vector<DatedCourse> making(stores.size());
    for (const ValueMoment& moment : moments) {
        values.look_at(moment.at);
        for (std::size_t i = 0; i < stores.size(); ++i)
            making[i].note(moment.at, values.making(model.stores[stores[i]].plant, model.stores[stores[i]].item));
    }
    for (std::size_t i = 0; i < stores.size(); ++i) model.store_goods[stores[i]].making = making[i].laid(model);
}

}  // namespace

void compile_values(Tables& tables) {
    Model& model = tables.model;
    Values values(tables);
    std::vector<ValueMoment> moments{{Time{}, day_at(tables, Time{})}};
    for (const Time at : model.changes) moments.push_back({at, day_at(tables, at)});
    const std::vector<StoreId> stores = stores_that_send(model);
    compile_making(model, values, moments, stores);

    std::vector<DatedCourse> spent(stores.size());
    OwnShares shares(tables);
    for (const ValueMoment& moment : moments) {
        values.find_ways_at(moment.at);
        for (std::size_t i = 0; i < stores.size(); ++i) {
            const Store& store = model.stores[stores[i]];
            spent[i].note(moment.at, values.spent(store.plant, store.item));
            if (shares.are_asked(store.item)) shares.of[stores[i]].push_back(values.own_share(store.plant, store.item));
        }
    }
    for (std::size_t i = 0; i < stores.size(); ++i) model.store_goods[stores[i]].spent = spent[i].laid(model);
    compile_tariffs(tables, moments, shares);
    compile_first_stocks(model, values);
    for (std::uint32_t i = 0; i < model.items.size(); ++i) model.items[ItemId(i)].local_share = values.local_share(ItemId(i));
}

}  // namespace agrocap
