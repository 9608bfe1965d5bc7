#include "bound/goods_rows.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// The most units that one vehicle carries; infinite where only mass is limited and some item has none.
double load_most(const Model& model, const Lane& lane) {
    if (lane.load != unlimited) return static_cast<double>(lane.load);
    if (lane.load_g == unlimited) return HUGE_VAL;
    std::int64_t lightest = INT64_MAX;
    for (const Item& item : model.items) lightest = std::min(lightest, item.mass_g);
    return lightest > 0 ? std::max(1.0, std::floor(static_cast<double>(lane.load_g) / static_cast<double>(lightest))) : HUGE_VAL;
}

SourceSpan lane_place(const Draft& draft, const Lane& lane) { return draft.scenario.lane.at(lane.id).at; }

/// The first load leaves at once; behind each, the lane waits as long as its units take.
void add_capacity_rows(Draft& draft, LaneId id, Course flow) {
    const Model& model = draft.model;
    const Lane& lane = model.lanes[id];
    const double load = load_most(model, lane);
    if (lane.unit_time == Duration{} || !std::isfinite(load)) return;
    double units = load;
    for (int p = 0; p < draft.periods.count(); ++p) {
        const TimeSpan stretch = draft.stretch(p);
        const double speed = speed_most(model, disruptions_of(model, DisruptedKind::lane, id.index), stretch);
        units += paced_time(model, lane.pace, stretch) * speed / static_cast<double>(lane.unit_time.count()) * (1 + 1e-9);
        Sum row;
        row.constant = units;
        row.add(flow, p, 1);
        if (draft.is_last(p)) draft.lane_limits[id].push_back(draft.program.rows.size());
        draft.add_row(RowKind::lane, "lane." + lane.id, lane_place(draft, lane), p, std::move(row));
    }
}

/// Each vehicle leaves, and leaves again when it is back: a renewal for each.
void add_fleet_rows(Draft& draft, LaneId id, Course flow) {
    const Model& model = draft.model;
    const Lane& lane = model.lanes[id];
    const double load = load_most(model, lane);
    if (lane.fleet == unlimited || !std::isfinite(load)) return;
    const LaneSpec& spec = draft.scenario.lane.at(lane.id);
    const WorkFacts there = work_facts(*spec.transit), back = work_facts(*spec.return_time);
    const double mean = there.mean + back.mean;
    if (!(mean > 0) || (!disruptions_of(model, DisruptedKind::lane, id.index).empty())) return;
    const double extra = there.wears && back.wears ? 0 : there.spread + back.spread;
    for (int p = 0; p < draft.periods.count(); ++p) {
        const double time = static_cast<double>((draft.periods.end(p) - Time{}).count());
        Sum row;
        row.constant = step_up(static_cast<double>(lane.fleet) * load * (1 + time / mean) * (1 + 1e-12));
        row.allowance = static_cast<double>(lane.fleet) * load * extra;
        row.add(flow, p, 1);
        if (draft.is_last(p)) draft.lane_limits[id].push_back(draft.program.rows.size());
        draft.add_row(RowKind::fleet, "lane." + lane.id, lane_place(draft, lane), p, std::move(row));
    }
}

/// What a place has handled, by what its servers can do and the fullest load that comes.
void add_handling_rows(Draft& draft, PlaceId id, const std::vector<Course>& flows) {
    const Model& model = draft.model;
    const Place& place = model.places[id];
    const WorkFacts time = work_facts(*draft.scenario.place.at(place.id).time);
    double load = 0;
    for (const Lane& lane : model.lanes)
        if (lane.to == place.node) load = std::max(load, load_most(model, lane));
    if (place.servers == unlimited || !(time.mean > 0) || !std::isfinite(load)) return;
    const std::vector<DisruptionId> disruptions = disruptions_of(model, DisruptedKind::place, id.index);
    double handled = 0;
    for (int p = 0; p < draft.periods.count(); ++p) {
        const TimeSpan stretch = draft.stretch(p);
        const WorkClock& clock = model.clocks[place.clock];
        const double open = product_up((clock.open_until(stretch.to) - clock.open_until(stretch.from)).count(), place.servers);
        handled += open * speed_most(model, disruptions, stretch) / time.mean;
        Sum row;
        row.constant = step_up(handled * load * (1 + 1e-12));
        row.allowance = time.ages ? 0 : 1.5 * static_cast<double>(place.servers) * time.spread * load;
        const Slice leaving = model.nodes[place.node].leaving;
        for (const LaneId lane : rows_of(model.lanes_leaving, leaving)) row.add(flows[lane.index], p, 1);
        if (draft.is_last(p)) draft.place_limits[id].push_back(draft.program.rows.size());
        draft.add_row(RowKind::place, "place." + place.id, draft.scenario.place.at(place.id).at, p, std::move(row));
    }
}

/// Units that arrive at a node by lanes.
void add_arrivals(Draft& draft, NodeId node, int period, Sum& row) {
    const Model& model = draft.model;
    const auto add_channel = [&](ChannelId id, Course arrives) {
        row.add(arrives, period, 1);
        const Slice sources = model.channels[id].sources;
        for (const std::uint32_t i : indices_of(sources))
            if (!draft.ways.limits(model.stores[model.channel_sources[i].store].node, node)) row.add(draft.shipped[i], period, -1);
    };
    for (std::uint32_t c = 0; c < model.choices.size(); ++c) {
        const ChannelId channel = model.choices[c].channel;
        if (!model.choices[c].stock.valid() && model.channels[channel].to == node) add_channel(channel, draft.delivered[c]);
    }
    for (std::uint32_t c = 0; c < model.channels.size(); ++c)
        if (model.channels[ChannelId(c)].to == node && draft.received[ChannelId(c)].valid())
            add_channel(ChannelId(c), draft.received[ChannelId(c)]);
    for (std::uint32_t s = 0; s < model.stores.size(); ++s) {
        const Store& store = model.stores[StoreId(s)];
        if (store.node != node) continue;
        for (const std::uint32_t i : indices_of(store.sources)) {
            const SupplyId supply = model.store_sources[i].supply;
            if (!draft.bought[i].valid() || !supply.valid()) continue;
            if (draft.ways.limits(model.suppliers[model.supplies[supply].supplier].node, node)) row.add(draft.bought[i], period, 1);
        }
    }
}

/// Path of a node and where it was written.
std::pair<std::string, SourceSpan> place_of(const Draft& draft, const Node& node) {
    const Model& model = draft.model;
    const Scenario& scenario = draft.scenario;
    switch (node.kind) {
        case NodeKind::plant: {
            const std::string& id = model.plants[PlantId(node.index)].id;
            return {"plant." + id, scenario.plant.at(id).at};
        }
        case NodeKind::supplier: {
            const std::string& id = model.suppliers[SupplierId(node.index)].id;
            return {"supplier." + id, scenario.supplier.at(id).at};
        }
        case NodeKind::place: {
            const std::string& id = model.places[PlaceId(node.index)].id;
            return {"place." + id, scenario.place.at(id).at};
        }
        case NodeKind::market: {
            const std::string& id = model.markets[MarketId(node.index)].id;
            return {"market." + id, scenario.market.at(id).at};
        }
    }
    return {};
}

/// What goes on from a node or stays there has come to it, all goods together. Where goods begin their way, only what stays is told.
void add_node_rows(Draft& draft, NodeId id, const std::vector<Course>& flows) {
    const Model& model = draft.model;
    const Node& node = model.nodes[id];
    const bool is_origin = node.kind == NodeKind::supplier || node.kind == NodeKind::plant;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        for (std::uint32_t i = node.leaving.first; !is_origin && i < node.leaving.end(); ++i)
            row.add(flows[model.lanes_leaving[i].index], p, 1);
        add_arrivals(draft, id, p, row);
        if (row.terms.empty()) return;
        for (std::uint32_t l = 0; l < model.lanes.size(); ++l)
            if (model.lanes[LaneId(l)].to == id) row.add(flows[l], p, -1);
        const auto [what, at] = place_of(draft, node);
        draft.add_row(RowKind::lane, what, at, p, std::move(row));
    }
}

}  // namespace

void add_lane_rows(Draft& draft) {
    if (!draft.ways.any()) return;
    std::vector<Course> flows;
    draft.lane_limits = Table<Lane, std::vector<std::size_t>>(draft.model.lanes.size());
    draft.place_limits = Table<Place, std::vector<std::size_t>>(draft.model.places.size());
    for (std::uint32_t l = 0; l < draft.model.lanes.size(); ++l) {
        flows.push_back(draft.add_course());
        add_capacity_rows(draft, LaneId(l), flows.back());
        add_fleet_rows(draft, LaneId(l), flows.back());
    }
    for (std::uint32_t p = 0; p < draft.model.places.size(); ++p) add_handling_rows(draft, PlaceId(p), flows);
    for (std::uint32_t n = 0; n < draft.model.nodes.size(); ++n) add_node_rows(draft, NodeId(n), flows);
}

}  // namespace agrocap
