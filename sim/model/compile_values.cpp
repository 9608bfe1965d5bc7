#include "model/compile_trade.hpp"
#include "model/trade.hpp"

#include <cmath>
#include <limits>
#include <map>

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
        for (const auto& [id, station] : tables_.scenario.plant.at(model_.plants[plant].id).line.at(line->id).station) {
            for (const auto& [part, count] : station.takes) {
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
        double cost = model_.items[part].price;
        if (const Line* line = line_making(plant, part)) {
            cost = parts(plant, part, line);
        } else if (const auto store = tables_.store_ids.find(key);
                   store != tables_.store_ids.end() && !model_.stores[store->second].sources.empty()) {
            cost = bought(model_.stores[store->second]);
        }
        return part_costs_[key] = cost;
    }

    /// Price and way of the sources by their shares; of the cheapest where that is the rule.
    double bought(const Store& store) const {
        double cost = 0;
        double shares = 0;
        double cheapest = std::numeric_limits<double>::infinity();
        for (std::uint32_t i = store.sources.first; i < store.sources.end(); ++i) {
            const StoreSource& source = model_.store_sources[i];
            double landed = model_.items[store.item].price;
            if (source.supply.valid()) landed = model_.supplies[source.supply].price + way_from(source.supply, store);
            cheapest = std::min(cheapest, landed);
            cost += source.share * landed;
            shares += source.share;
        }
        return store.cheapest_source ? cheapest : cost / shares;
    }

    double way_from(SupplyId supply, const Store& store) const {
        const std::uint32_t row = state_.trade.destination_of[store.node.index];
        const double cost =
            state_.trade.way_cost[row * model_.nodes.size() + model_.suppliers[model_.supplies[supply].supplier].node.index];
        return std::isfinite(cost) ? cost : 0;  // no lane: the lead time covers the way
    }

    double foreign_value(ItemId item, bool& known) {
        double foreign = 0;
        for (const auto& [part, count] : spec_of(item).uses) {
            const ItemId id = tables_.item_ids.at(part);
            foreign += static_cast<double>(*count) * (spec_of(id).uses.empty() ? foreign_price(id, known) : foreign_value(id, known));
        }
        return foreign;
    }

    /// Price of the part times the share of it that comes from abroad, over all stores that buy it.
    double foreign_price(ItemId part, bool& known) const {
        double abroad = 0;
        double all = 0;
        for (const Store& store : model_.stores) {
            if (store.item != part) continue;
            for (std::uint32_t i = store.sources.first; i < store.sources.end(); ++i) {
                const StoreSource& source = model_.store_sources[i];
                if (!source.supply.valid()) continue;
                const Supply& supply = model_.supplies[source.supply];
                const std::string& country = model_.nodes[model_.suppliers[supply.supplier].node].country;
                all += source.share;
                if (!country.empty() && country != model_.home) abroad += source.share * supply.price;
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
