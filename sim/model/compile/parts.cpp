#include "model/compile/parts.hpp"

#include "network/components.hpp"

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

/// What connects two nodes: goods may go from one to the other, or an order may.
Graph connections(const Model& model) {
    Graph graph;
    graph.nodes = static_cast<std::uint32_t>(model.nodes.size());
    const auto connect = [&](NodeId a, NodeId b) { graph.edges.push_back({a.index, b.index}); };
    for (const Lane& lane : model.lanes) connect(lane.from, lane.to);
    for (const Store& store : model.stores) {
        for (const StoreSource& source : rows_of(model.store_sources, store.sources)) {
            const SupplyId supply = source.supply;  // else an order to plants, by a channel
            if (supply.valid()) connect(store.node, model.suppliers[model.supplies[supply].supplier].node);
        }
    }
    for (const SupplyChannel& channel : model.channels) {
        for (const ChannelSource& plant : rows_of(model.channel_sources, channel.sources))
            connect(channel.to, model.stores[plant.store].node);
    }
    return graph;
}

/// The stations of a plant's lines, then its own.
template <class Visit>
void visit_stations(const Model& model, PlantId id, Visit&& visit) {
    const Plant& plant = model.plants[id];
    const auto visit_all = [&](Slice stations) {
        for (const StationId station : ids_of<StationId>(stations)) visit(station);
    };
    for (const LineId line : ids_of<LineId>(plant.lines)) visit_all(model.lines[line].stations);
    visit_all(plant.stations);
}

std::size_t servers_of(const Model& model, const std::vector<std::uint32_t>& nodes) {
    std::size_t servers = 0;
    for (const std::uint32_t index : nodes) {
        const Node& node = model.nodes[NodeId(index)];
        if (node.kind != NodeKind::plant) continue;
        visit_stations(model, PlantId(node.index), [&](StationId id) { servers += model.stations[id].servers.count; });
    }
    return servers;
}

/// By node: the number of its part. Components are put together, in their order, while they have no more than `servers`.
std::vector<std::size_t> part_of_nodes(const Model& model, std::size_t servers) {
    std::vector<std::size_t> part_of(model.nodes.size(), 0);
    std::size_t part = 0, size = 0;
    for (const std::vector<std::uint32_t>& nodes : connected_components(connections(model))) {
        const std::size_t more = servers_of(model, nodes);
        if (size > 0 && size + more > servers) {
            ++part;
            size = 0;
        }
        size += more;
        for (const std::uint32_t node : nodes) part_of[node] = part;
    }
    return part_of;
}

/// Somebody's work or repair may need it.
bool is_held(const Crew& crew) { return !crew.stations.empty() || !crew.modes.empty() || !crew.upkeeps.empty(); }

/// The lists of `count` parts, where `part_of(node)` says to which an object belongs.
template <class PartOf>
std::vector<Part> list_parts(const Model& model, std::size_t count, PartOf&& part_of) {
    std::vector<Part> parts(count);
    std::vector<std::vector<char>> works_by(count, std::vector<char>(model.clocks.size(), 0));
    for (Part& part : parts) part.clock_users.assign(model.clocks.size(), {});
    const auto users = [&](NodeId node, ClockId clock) -> ClockUsers& { return parts[part_of(node)].clock_users[clock]; };
    const auto works = [&](NodeId node, ClockId clock) { works_by[part_of(node)][clock.index] = 1; };
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) parts[part_of(model.stores[StoreId(i)].node)].stores.push_back(StoreId(i));
    for (std::uint32_t i = 0; i < model.lines.size(); ++i)
        parts[part_of(model.plants[model.lines[LineId(i)].plant].node)].lines.push_back(LineId(i));
    for (std::uint32_t i = 0; i < model.plants.size(); ++i) {
        const NodeId node = model.plants[PlantId(i)].node;
        Part& part = parts[part_of(node)];
        visit_stations(model, PlantId(i), [&](StationId id) {
            const Station& station = model.stations[id];
            part.stations.push_back(id);
            works(node, station.clock);
            works(node, station.work_clock);
            if (!station.crews.empty()) users(node, station.clock).stations.push_back(id);
            for (const ServerId server : ids_of<ServerId>(station.servers)) part.servers.push_back(server);
        });
    }
    for (std::uint32_t i = 0; i < model.demands.size(); ++i)
        parts[part_of(model.markets[model.demands[DemandId(i)].market].node)].demands.push_back(DemandId(i));
    for (std::uint32_t i = 0; i < model.crews.size(); ++i) {
        const Crew& crew = model.crews[CrewId(i)];
        const NodeId node = model.plants[crew.plant].node;
        parts[part_of(node)].crews.push_back(CrewId(i));
        for (const CrewShift& shift : rows_of(model.crew_shifts, crew.shifts)) {
            works(node, shift.clock);
            if (is_held(crew)) users(node, shift.clock).crews.push_back(CrewId(i));
        }
    }
    for (const Lane& lane : model.lanes) works(lane.from, lane.clock);
    for (std::uint32_t i = 0; i < model.places.size(); ++i) {
        const Place& place = model.places[PlaceId(i)];
        works(place.node, place.clock);
        if (place.has_traffic) parts[part_of(place.node)].busy_places.push_back(PlaceId(i));
    }
    for (const Supplier& supplier : model.suppliers) works(supplier.node, supplier.clock);
    for (std::size_t p = 0; p < count; ++p) {
        for (std::uint32_t i = 0; i < model.clocks.size(); ++i) {
            if (count == 1 || works_by[p][i] != 0) parts[p].clocks.push_back(ClockId(i));
        }
    }
    return parts;
}

}  // namespace

void find_parts(Model& model, std::size_t servers) {
    model.whole = std::move(list_parts(model, 1, [](NodeId) { return std::size_t{0}; }).front());
    model.parts.clear();
    if (model.servers.size() <= 2 * servers || !model.disruptions.empty() || !model.changes.empty()) return;
    const std::vector<std::size_t> part_of = part_of_nodes(model, servers);
    const std::size_t count = *std::max_element(part_of.begin(), part_of.end()) + 1;
    if (count > 1) model.parts = list_parts(model, count, [&](NodeId node) { return part_of[node.index]; });
}

std::vector<std::uint32_t> part_of_each_node(const Model& model) {
    std::vector<std::uint32_t> part_of(model.nodes.size(), 0);
    for (std::uint32_t p = 0; p < model.parts.size(); ++p) {
        const Part& part = model.parts[p];
        for (const StationId id : part.stations) part_of[model.plants[model.station_names[id].plant].node.index] = p;
        for (const StoreId id : part.stores) part_of[model.stores[id].node.index] = p;
        for (const DemandId id : part.demands) part_of[model.markets[model.demands[id].market].node.index] = p;
    }
    if (model.parts.empty()) return part_of;
    // Suppliers and places are in no list: they are of the part of what they are connected with.
    for (const std::vector<std::uint32_t>& nodes : connected_components(connections(model))) {
        std::uint32_t part = 0;
        for (const std::uint32_t node : nodes) part = std::max(part, part_of[node]);
        for (const std::uint32_t node : nodes) part_of[node] = part;
    }
    return part_of;
}

}  // namespace agrocap
