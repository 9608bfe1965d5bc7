#pragma once

#include "model/compile/compile_tables.hpp"

#include <map>
#include <string>

namespace agrocap {

/// A plant's store of an item.
struct StoreOfItem {
    PlantId plant;
    StoreId store;
    bool has_policy = false;  // it reorders
};

/// Where names of the network become ids while a scenario is compiled.
struct TradeTables {
    Tables& tables;
    std::map<std::string, NodeId> nodes;                               // "plant.semey"
    std::map<std::pair<std::string, std::string>, SupplyId> supplies;  // supplier, item
    std::vector<std::vector<PairId>> pairs;                            // by market and plant; a market without any has no row
    std::map<ItemId, std::vector<StoreOfItem>> stores_of;              // in the order of the plants; asked for once for each market
    std::map<std::pair<MarketId, ItemId>, StoreId> stocks;             // dealers'
    std::vector<std::vector<char>> reaches;                            // from node x to node
};

/// Adds suppliers, places, lanes, markets, stocks, demands, channels and disruptions. Requires: plants and lines are compiled.
void compile_trade(Tables& tables);

/// Whether some disruption names the object.
bool is_disrupted(const Scenario& scenario, const std::string& path);

/// Nodes, lanes, places, suppliers; who reaches whom.
void compile_network(TradeTables& trade);
/// Reorder policies and their sources, of plants' stores and dealers' stocks.
void compile_reorders(TradeTables& trade);
/// Markets with their stocks, demands and ways to be served.
void compile_markets(TradeTables& trade);
/// Lists the pairs whose sales the scenario asks for by name. Requires: all pairs are there.
void compile_asked_pairs(TradeTables& trade);
/// Orders for an item to a node: every plant's store that holds it and reaches the node (or one plant alone). Gives the channel.
ChannelId compile_channel(TradeTables& trade, const SupplyChannel& channel, PlantId only = PlantId());
/// Units a year that a demand asks for at the start, dated orders spread over the simulated time: its share under the policy "shares".
double yearly_units(const Tables& tables, const DemandSpec& demand);
void compile_disruptions(TradeTables& trade);
/// Whether a country is home: `home` of the scenario, or where a plant stands if it does not say.
bool is_home(const Model& model, const std::string& country);
/// Dates on which money or a capacity of the network changes.
void compile_changes(Tables& tables);
/// Money by source: making, what units have cost, tariff; of dealers' first stocks what they cost; each item's domestic share of value.
///
/// Requires: everything else is compiled, nominal capacity of lines included.
void compile_values(Tables& tables);

}  // namespace agrocap
