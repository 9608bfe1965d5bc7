#include "model/compile/compile_trade.hpp"
#include "model/time/scaled_work.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// A capacity: the time for a unit at its highest, and what it is at any time as a share of that.
template <class Row>
void compile_pace(Tables& tables, const DatedAmount& per_year, Row& row) {
    const double highest = per_year->largest();
    row.unit_time = unit_time(highest);
    Dated<double> pace = *per_year;
    pace.first /= highest;
    for (auto& step : pace.steps) step.value /= highest;
    row.pace = tables.dated(pace);
}

NodeId add_node(TradeTables& trade, const std::string& name, NodeKind kind, std::uint32_t index, const std::string& country) {
    return trade.nodes[name] = trade.tables.model.nodes.add({.kind = kind, .index = index, .country = country, .leaving = {}});
}

void compile_nodes(TradeTables& trade) {
    const Scenario& scenario = trade.tables.scenario;
    Model& model = trade.tables.model;
    std::uint32_t index = 0;
    for (const auto& [id, plant] : scenario.plant) {
        model.plants[PlantId(index)].node = add_node(trade, "plant." + id, NodeKind::plant, index, *plant.country);
        ++index;
    }
    for (Store& store : model.stores) store.node = model.plants[store.plant].node;
    for (const auto& [id, supplier] : scenario.supplier)
        add_node(trade, "supplier." + id, NodeKind::supplier, size_of(model.nodes) - index, *supplier.country);
    const std::uint32_t places_from = size_of(model.nodes);
    for (const auto& [id, place] : scenario.place)
        add_node(trade, "place." + id, NodeKind::place, size_of(model.nodes) - places_from, *place.country);
    const std::uint32_t markets_from = size_of(model.nodes);
    for (const auto& [id, market] : scenario.market)
        add_node(trade, "market." + id, NodeKind::market, size_of(model.nodes) - markets_from, *market.country);
}

void compile_suppliers(TradeTables& trade) {
    Tables& tables = trade.tables;
    for (const auto& [id, spec] : tables.scenario.supplier) {
        Supplier supplier;
        supplier.id = id;
        supplier.node = trade.nodes.at("supplier." + id);
        supplier.supplies = {size_of(tables.model.supplies), size_of(spec.item)};
        supplier.clock = tables.calendar_clock(*spec.calendar);
        const SupplierId supplier_id = tables.model.suppliers.add(supplier);
        for (const auto& [item, offer] : spec.item) {
            const std::string path = "supplier." + id + ".item." + item;
            Supply supply;
            supply.supplier = supplier_id;
            supply.item = tables.item_ids.at(item);
            supply.price = tables.dated(offer.price ? **offer.price : *tables.scenario.item.at(item).price);
            if (offer.per_year) compile_pace(tables, *offer.per_year, supply);
            supply.lead = tables.draw(*offer.lead, path, "lead");
            supply.lot = *offer.lot;
            supply.usable = *offer.yield;
            supply.usable_stream = tables.stream(path, "yield");
            trade.supplies[{id, item}] = tables.model.supplies.add(supply);
        }
    }
}

void compile_places(TradeTables& trade) {
    Tables& tables = trade.tables;
    for (const auto& [id, spec] : tables.scenario.place) {
        Place place;
        place.id = id;
        place.node = trade.nodes.at("place." + id);
        place.servers = *spec.servers;
        place.time = tables.draw(*spec.time, "place." + id, "time");
        place.clock = tables.calendar_clock(*spec.calendar);
        place.fee = tables.dated(*spec.fee);
        if (spec.traffic.every) {
            place.has_traffic = true;
            place.traffic = tables.draw(**spec.traffic.every, "place." + id, "traffic");
            place.traffic_time = tables.draw(*spec.time, "place." + id, "time of traffic");
        }
        place.instant = !place.has_traffic && place.time.distribution.is_constant() && place.time.distribution.mean() == 0 &&
                        spec.calendar->empty() && !is_disrupted(tables.scenario, "place." + id);
        tables.model.places.add(place);
    }
}

void compile_lanes(TradeTables& trade) {
    Tables& tables = trade.tables;
    for (const auto& [id, spec] : tables.scenario.lane) {
        Lane lane;
        lane.id = id;
        lane.from = trade.nodes.at(*spec.from);
        lane.to = trade.nodes.at(*spec.to);
        const Node& end = tables.model.nodes[lane.to];
        if (end.kind == NodeKind::place) {
            const Place& place = tables.model.places[PlaceId(end.index)];
            lane.fee = place.fee;
            if (!place.instant) lane.stop = PlaceId(end.index);
            const PlaceSpec& stop = tables.scenario.place.at(place.id);
            lane.holds_vehicle = lane.stop.valid() && (stop.holds_vehicle ? **stop.holds_vehicle : *spec.mode == "road");
        }
        lane.transit = tables.draw(*spec.transit, "lane." + id, "transit");
        lane.transit_mean = lane.transit.distribution.mean();
        lane.return_time = tables.draw(*spec.return_time, "lane." + id, "return");
        if (spec.load_t) lane.load_g = in_grams(**spec.load_t);
        lane.load = spec.load ? **spec.load : spec.load_t ? unlimited : 1;
        lane.leaves_part_full = spec.wait.has_value();
        if (spec.wait) lane.wait = tables.draw(**spec.wait, "lane." + id, "wait");
        if (spec.fleet) lane.fleet = **spec.fleet;
        lane.cost = tables.dated(*spec.cost);
        if (spec.per_year) compile_pace(tables, *spec.per_year, lane);
        lane.distance_km = *spec.distance_km;
        lane.clock = tables.calendar_clock(*spec.calendar);
        tables.model.lanes.add(lane);
    }
}

/// Who reaches whom: over lanes, through places only. What no lane leads to at all is reached at once from everywhere.
void compile_reaches(TradeTables& trade) {
    Model& model = trade.tables.model;
    std::vector<std::vector<LaneId>> leaving(model.nodes.size());
    std::vector<char> has_lane_into(model.nodes.size(), 0);
    for (std::uint32_t i = 0; i < model.lanes.size(); ++i) {
        leaving[model.lanes[LaneId(i)].from.index].push_back(LaneId(i));
        has_lane_into[model.lanes[LaneId(i)].to.index] = 1;
    }
    trade.reaches.assign(model.nodes.size(), {});
    for (std::uint32_t start = 0; start < model.nodes.size(); ++start) {
        if (model.nodes[NodeId(start)].kind == NodeKind::place) continue;
        std::vector<char>& reached = trade.reaches[start];
        reached.assign(model.nodes.size(), 0);
        std::vector<std::uint32_t> open{start};
        while (!open.empty()) {
            const std::uint32_t node = open.back();
            open.pop_back();
            if (node != start && model.nodes[NodeId(node)].kind != NodeKind::place) continue;
            for (const LaneId lane : leaving[node]) {
                const std::uint32_t next = model.lanes[lane].to.index;
                if (reached[next] == 0) open.push_back(next);
                reached[next] = 1;
            }
        }
        for (std::uint32_t node = 0; node < model.nodes.size(); ++node) {
            if (has_lane_into[node] == 0) reached[node] = 1;
        }
    }
}

/// By node, the lanes that leave it.
void compile_leaving(Model& model) {
    std::vector<std::vector<LaneId>> leaving(model.nodes.size());
    for (std::uint32_t i = 0; i < model.lanes.size(); ++i) leaving[model.lanes[LaneId(i)].from.index].push_back(LaneId(i));
    for (std::uint32_t n = 0; n < model.nodes.size(); ++n) {
        model.nodes[NodeId(n)].leaving = {size_of(model.lanes_leaving), size_of(leaving[n])};
        model.lanes_leaving.insert(model.lanes_leaving.end(), leaving[n].begin(), leaving[n].end());
    }
}

}  // namespace

bool is_home(const Model& model, const std::string& country) {
    if (!model.home.empty()) return country == model.home;
    if (model.plants.empty()) return true;
    return std::any_of(model.plants.begin(), model.plants.end(),
                       [&](const Plant& plant) { return model.nodes[plant.node].country == country; });
}

bool is_disrupted(const Scenario& scenario, const std::string& path) {
    return std::any_of(scenario.disruption.begin(), scenario.disruption.end(), [&](const auto& row) { return *row.second.what == path; });
}

void compile_network(TradeTables& trade) {
    compile_nodes(trade);
    compile_suppliers(trade);
    compile_places(trade);
    compile_lanes(trade);
    compile_leaving(trade.tables.model);
    compile_reaches(trade);
}

}  // namespace agrocap
