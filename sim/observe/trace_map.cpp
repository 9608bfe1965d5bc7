#include "observe/trace_map.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace agrocap {

namespace {

constexpr std::array<const char*, 20> event_names{"release",   "queue",   "start",  "finish", "rework",    "scrap", "leave",
                                                  "lose",      "down",    "up",     "order",  "replenish", "ship",  "deliver",
                                                  "hand over", "receive", "depart", "arrive", "handle",    "clear"};

/// Fills a map in the order of the model, which is that of the paths.
class Cartographer {
  public:
    Cartographer(const Model& model, const TraceChoice& choice) : model_(model), choice_(choice) {}

    TraceMap map(std::int32_t start) {
        map_.outline.start = start;
        map_.plant.assign(model_.plants.size(), {});
        map_.line.assign(model_.lines.size(), {});
        map_.in_line.assign(model_.lines.size(), {});
        map_.station.assign(model_.stations.size(), {});
        map_.waiting.assign(model_.stations.size(), {});
        map_.track.assign(model_.servers.size(), {});
        map_.store.assign(model_.stores.size(), {});
        map_.in_store.assign(model_.stores.size(), {});
        map_.supplier.assign(model_.suppliers.size(), {});
        map_.lane.assign(model_.lanes.size(), {});
        map_.place.assign(model_.places.size(), {});
        map_.market.assign(model_.markets.size(), {});
        map_.disruption.assign(model_.disruptions.size(), {});
        map_.open_orders.assign(model_.demands.size(), {});
        map_.servers_of.assign(model_.clocks.size(), {});
        for (std::uint32_t i = 0; i < model_.plants.size(); ++i) add_plant(PlantId(i));
        if (!choice_.line.valid()) add_network();
        if (whole()) add_markets();
        return std::move(map_);
    }

  private:
    [[nodiscard]] bool whole() const { return !choice_.plant.valid() && !choice_.line.valid(); }
    [[nodiscard]] bool chosen(LineId line) const {
        if (choice_.line.valid()) return line == choice_.line;
        return !choice_.plant.valid() || model_.lines[line].plant == choice_.plant;
    }

    FixtureId fixture(const std::string& path, const char* kind, const std::string& id, FixtureId part_of = {}) {
        return map_.outline.fixtures.add({path, kind, id, part_of});
    }
    GroupId group(const std::string& name) { return map_.outline.groups.add({name}); }

    void add_plant(PlantId id) {
        const Plant& plant = model_.plants[id];
        const std::string path = "plant." + plant.id;
        map_.plant[id] = fixture(path, "plant", plant.id);  // always: goods come from other plants, too
        for (const LineId line : ids_of<LineId>(plant.lines)) {
            if (chosen(line)) add_line(line, plant.id, map_.plant[id]);
        }
        if (choice_.plant.valid() && choice_.plant != id) return;
        add_shared_stations(plant, map_.plant[id]);
        if (choice_.line.valid()) return;
        GroupId stores;
        for (const StoreId store_id : ids_of<StoreId>(plant.stores)) {
            const Store& store = model_.stores[store_id];
            const std::string& item = model_.items[store.item].id;
            map_.store[store_id] = fixture(store.path, "store", item, map_.plant[id]);
            if (store.never_empty) continue;
            if (!stores.valid()) stores = group(plant.id + " stores");
            map_.in_store[store_id] = map_.outline.counters.add({stores, store.path, item, "in store"});
        }
    }

    void add_line(LineId id, const std::string& plant, FixtureId plant_fixture) {
        const Line& line = model_.lines[id];
        const GroupId lines = group(plant + " / " + line.id);
        map_.line[id] = fixture(line.path, "line", line.id, plant_fixture);
        map_.in_line[id] = map_.outline.counters.add({lines, line.path, "in the line", "in line"});
        add_stations(line.stations, lines, map_.line[id], plant_fixture);
    }

    /// The plant's own stations, of one line those that it passes.
    void add_shared_stations(const Plant& plant, FixtureId plant_fixture) {
        GroupId shared;
        for (const std::uint32_t i : indices_of(plant.stations)) {
            const Slice lines = model_.stations[StationId(i)].lines;
            const auto passes = model_.station_lines.begin() + lines.first;
            if (choice_.line.valid() && std::find(passes, passes + lines.count, choice_.line) == passes + lines.count) continue;
            if (!shared.valid()) shared = group(plant.id + " stations");
            add_stations({i, 1}, shared, FixtureId(), plant_fixture);
        }
    }

    /// Of a line, or with no line of the plant itself.
    void add_stations(Slice stations, GroupId group, FixtureId line, FixtureId plant) {
        for (const StationId id : ids_of<StationId>(stations)) {
            const Station& station = model_.stations[id];
            const StationName& name = model_.station_names[id];
            const FixtureId here = fixture(name.path, "station", name.id, line.valid() ? line : plant);
            map_.station[id] = here;
            map_.waiting[id] = map_.outline.counters.add({group, name.path, "waiting at " + name.id, "waiting"});
            for (const std::uint32_t s : indices_of(station.servers)) {
                TraceTrack track{.group = group, .station = here, .line = line, .plant = plant};
                track.server = s - station.servers.first + 1;
                track.servers = station.servers.count;
                map_.track[ServerId(s)] = map_.outline.tracks.add(track);
                map_.servers_of[station.clock].push_back(ServerId(s));
            }
        }
    }

    void add_network() {
        if (!model_.lanes.empty()) map_.transport = group("transport");
        for (std::uint32_t i = 0; i < model_.suppliers.size(); ++i)
            map_.supplier[SupplierId(i)] =
                fixture("supplier." + model_.suppliers[SupplierId(i)].id, "supplier", model_.suppliers[SupplierId(i)].id);
        for (std::uint32_t i = 0; i < model_.places.size(); ++i)
            map_.place[PlaceId(i)] = fixture("place." + model_.places[PlaceId(i)].id, "place", model_.places[PlaceId(i)].id);
        for (std::uint32_t i = 0; i < model_.markets.size(); ++i)
            map_.market[MarketId(i)] = fixture("market." + model_.markets[MarketId(i)].id, "market", model_.markets[MarketId(i)].id);
        for (std::uint32_t i = 0; i < model_.lanes.size(); ++i) {
            const Lane& lane = model_.lanes[LaneId(i)];
            const NodeId plant = choice_.plant.valid() ? model_.plants[choice_.plant].node : NodeId();
            if (plant.valid() && lane.from != plant && lane.to != plant) continue;
            map_.lane[LaneId(i)] = fixture("lane." + lane.id, "lane", lane.id);
        }
        if (!whole() || model_.disruptions.empty()) return;
        map_.disruptions = group("disruptions");
        for (std::uint32_t i = 0; i < model_.disruptions.size(); ++i) {
            const std::string& id = model_.disruptions[DisruptionId(i)].id;
            map_.disruption[DisruptionId(i)] = fixture("disruption." + id, "disruption", id);
        }
    }

    void add_markets() {
        for (std::uint32_t i = 0; i < model_.stores.size(); ++i) {
            const Store& store = model_.stores[StoreId(i)];
            if (!store.market.valid()) continue;
            const std::string& item = model_.items[store.item].id;
            map_.store[StoreId(i)] = fixture(store.path, "store", item, map_.market[store.market]);
        }
        for (std::uint32_t m = 0; m < model_.markets.size(); ++m) {
            const Market& market = model_.markets[MarketId(m)];
            const GroupId here = group("market " + market.id);
            for (const DemandId demand : ids_of<DemandId>(market.demands)) {
                const std::string& key = model_.demands[demand].key;
                map_.open_orders[demand] =
                    map_.outline.counters.add({here, "market." + market.id + "." + key, "open orders of " + key, "open orders"});
            }
            for (std::uint32_t i = 0; i < model_.stores.size(); ++i) {
                const Store& store = model_.stores[StoreId(i)];
                if (store.market != MarketId(m) || store.never_empty) continue;
                map_.in_store[StoreId(i)] =
                    map_.outline.counters.add({here, store.path, "stock of " + model_.items[store.item].id, "in store"});
            }
        }
    }

    const Model& model_;
    const TraceChoice choice_;
    TraceMap map_;
};

}  // namespace

std::span<const char* const> trace_event_names() { return event_names; }

FixtureId TraceMap::at(const Node& node) const {
    switch (node.kind) {
        case NodeKind::plant: return plant[PlantId(node.index)];
        case NodeKind::supplier: return supplier[SupplierId(node.index)];
        case NodeKind::place: return place[PlaceId(node.index)];
        case NodeKind::market: return market[MarketId(node.index)];
    }
    return {};
}

TraceMap map_of(const Model& model, std::int32_t start, const TraceChoice& choice) { return Cartographer(model, choice).map(start); }

}  // namespace agrocap
