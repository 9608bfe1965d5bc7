#include "model/compile/compile_trade.hpp"
#include "model/trade/begin_trade.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/routing.hpp"
#include "scenario/line_stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

/// Values of items by their bills of materials: what they cost at a plant, and how much of it comes from abroad.
class Values {
  public:
    explicit Values(Tables& tables) : tables_(tables), model_(tables.model) {
        Run run{model_, state_};
        begin_ways(run);
    }

    /// What one unit that the plant ships has cost in material: its parts; for goods bought to be sold, the price paid for them.
    double material_sold(PlantId plant, ItemId item) {
        const Store& store = model_.stores[tables_.store_ids.at({plant, item})];
        if (const Line* line = line_making(plant, item)) return parts(plant, item, line);
        if (!store.sources.empty()) return bought(store);
        return parts(plant, item, nullptr);
    }

    /// Share of the item's value that is made at home; NaN where no part's origin is known.
    double local_share(ItemId item) {
        bool known = false;
        const double foreign = foreign_value(item, known);
        const double price = model_.items[item].price;
        if (!known || !(price > 0)) return std::numeric_limits<double>::quiet_NaN();
        return std::max(0.0, 1 - foreign / price);
    }

  private:
    const ItemSpec& spec_of(ItemId item) const { return tables_.scenario.item.at(model_.items[item].id); }

    const Line* line_making(PlantId plant, ItemId item) const {
        const Slice lines = model_.plants[plant].lines;
        for (std::uint32_t l = lines.first; l < lines.end(); ++l) {
            const Line& line = model_.lines[LineId(l)];
            for (std::uint32_t i = line.items.first; i < line.items.end(); ++i) {
                if (model_.line_items[i].item == item) return &line;
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
        double cost = part_costs_[key] = model_.items[part].price;  // stands in for itself where goods go round in a circle
        if (const Line* line = line_making(plant, part)) {
            cost = parts(plant, part, line);
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
        for (std::uint32_t i = store.sources.first; i < store.sources.end(); ++i) {
            const StoreSource& source = model_.store_sources[i];
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

    /// A supplier's price, or what the plant that delivers has spent itself; and the way, if the lead time does not cover it.
    double landed(const StoreSource& source, const Store& store) {
        const auto way_from = [&](NodeId from) {
            const double cost = way_cost(Run{model_, state_}, from, store.node);
            return std::isfinite(cost) ? cost : 0;
        };
        if (source.supply.valid()) {
            const Supply& supply = model_.supplies[source.supply];
            return supply.price + way_from(model_.suppliers[supply.supplier].node);
        }
        const SupplyChannel& channel = model_.channels[source.channel];
        if (channel.sources.empty()) return model_.items[store.item].price;
        const Store& from = model_.stores[state_.trade.source_order[channel.sources.first].store];
        return part_cost(from.plant, store.item) + way_from(from.node);
    }

    double foreign_value(ItemId item, bool& known) {
        double foreign = 0;
        for (const auto& [part, count] : spec_of(item).uses) {
            const ItemId id = tables_.item_ids.at(part);
            foreign += static_cast<double>(*count) * (is_made(id) ? foreign_value(id, known) : foreign_price(id, known));
        }
        return foreign;
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
                if (!country.empty() && !is_home(model_, country)) abroad += share * supply.price;
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

}  // namespace

void compile_values(Tables& tables) {
    Model& model = tables.model;
    Values values(tables);
    std::map<StoreId, double> material;
    for (ChannelSource& source : model.channel_sources) {
        const Store& store = model.stores[source.store];
        if (material.count(source.store) == 0) material[source.store] = values.material_sold(store.plant, store.item);
        source.material = material[source.store];
    }
    for (std::uint32_t i = 0; i < model.items.size(); ++i) model.items[ItemId(i)].local_share = values.local_share(ItemId(i));
}

}  // namespace agrocap
