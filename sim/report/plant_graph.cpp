#include "report/graph_picture.hpp"
#include "report/number_format.hpp"
#include "report/supply_graph.hpp"
#include "scenario/goods.hpp"
#include "scenario/line_flow.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace agrocap {

namespace {

std::string percent(double share) { return fmt::format("{} %", grouped(100 * share, share < 0.1 ? 1 : 0)); }

std::string count_text(std::int64_t count) { return count > 1 ? fmt::format("×{}", count) : ""; }

std::string station_text(const std::string& id, const StationSpec& station) {
    std::string text = wrapped(id);
    const std::string time = duration_text(moments_of(*station.time).mean);
    if (!time.empty()) text += "\n" + time;
    if (*station.servers > 1) text += (time.empty() ? "\n× " : " × ") + grouped(static_cast<double>(*station.servers), 0);
    return text;
}

bool is_sent_back(const LineSpec& line, const StationSpec& station) {
    return std::any_of(line.makes.begin(), line.makes.end(),
                       [&](const auto& made) { return station.rework->share.of(*made.first).largest() > 0; });
}

/// The share sent back; where it differs by item or changes on dates, the least and the most.
std::string rework_text(const LineSpec& line, const StationSpec& station) {
    double least = 1, most = 0;
    for (const auto& [made, share] : line.makes) {
        least = std::min(least, station.rework->share.of(*made).smallest());
        most = std::max(most, station.rework->share.of(*made).largest());
    }
    return least == most ? percent(most) : percent(least) + " to " + percent(most);
}

class PlantGraph {
  public:
    PlantGraph(const Scenario& scenario, const std::string& id, const MetricLookup* results)
        : scenario_(scenario),
          index_(scenario),
          id_(id),
          plant_(scenario.plant.at(id)),
          path_("plant." + id),
          picture_(scenario, plant_.name->empty() ? id : *plant_.name, results) {
        frame_ = picture_.cluster({.id = path_, .sort = NodeSort::item, .text = name_text(plant_.name, id), .country = *plant_.country});
    }

    LabelledGraph draw() {
        for (const auto& [item, store] : plant_.store) node_of_store(item);
        for (const auto& [id, line] : plant_.line) draw_line(id, line);
        for (const auto& [item, store] : plant_.store)
            for (const std::string& source : index_.sources_of(id_, item, store)) draw_source(source, item);
        for (const auto& [id, lane] : scenario_.lane) draw_lane(id, lane);
        draw_sales();
        return std::move(picture_).take();
    }

  private:
    void draw_line(const std::string& id, const LineSpec& line);
    void draw_moves(const LineSpec& line, const LineFlow& flow, const std::vector<std::uint32_t>& nodes);
    void draw_needs(const std::string& id, const LineSpec& line, std::uint32_t first);
    void draw_source(const std::string& source, const std::string& item);
    void draw_lane(const std::string& id, const LaneSpec& lane);
    void draw_sales();
    std::uint32_t node_of_store(const std::string& item);
    std::uint32_t node_of_end(const std::string& end);
    std::uint32_t node_of_other(const std::string& other) {
        const PlantSpec& spec = scenario_.plant.at(other);
        return picture_.node(
            {.id = "plant." + other, .sort = NodeSort::line, .text = name_text(spec.name, other), .country = *spec.country});
    }

    const Scenario& scenario_;
    const GoodsIndex index_;
    const std::string& id_;
    const PlantSpec& plant_;
    const std::string path_;
    GraphPicture picture_;
    std::uint32_t frame_ = no_cluster;
    std::optional<std::uint32_t> yard_;  // where lanes start and end
};

std::uint32_t PlantGraph::node_of_store(const std::string& item) {
    std::string text = wrapped(item);
    const auto store = plant_.store.find(item);
    if (store != plant_.store.end() && *store->second.unlimited_supply) text += "\nalways there";
    if (store != plant_.store.end() && store->second.capacity.value != unlimited)
        text += "\nholds " + grouped(static_cast<double>(*store->second.capacity), 0);
    return picture_.node({path_ + ".store." + item, NodeSort::store, text, *plant_.country, frame_});
}

void PlantGraph::draw_moves(const LineSpec& line, const LineFlow& flow, const std::vector<std::uint32_t>& nodes) {
    for (const Edge& move : flow.moves.edges) {
        const StationSpec& station = flow.spec(move.from);
        const std::string& to = flow.names[move.to];
        const bool is_rework = station.rework && *station.rework->to == to && is_sent_back(line, station);
        const auto branch = std::find_if(station.next.begin(), station.next.end(), [&](const NextSpec& next) { return *next.to == to; });
        std::string text;
        if (branch != station.next.end() && *branch->share < 1) text = percent(*branch->share);
        if (is_rework) text = rework_text(line, station);
        picture_.edge({nodes[move.from], nodes[move.to], is_rework ? EdgeSort::rework : EdgeSort::move, text});
    }
}

/// Bills of materials are taken where the unit starts, unless a station takes the item.
void PlantGraph::draw_needs(const std::string& id, const LineSpec& line, std::uint32_t first) {
    const Keyed<LineStation> stations = stations_of(plant_, line);
    for (const auto& [station_id, station] : stations) {
        for (const auto& [item, count] : station.spec->takes) {
            const std::uint32_t to = picture_.known(station_path(path_ + ".line." + id, station_id, station));
            if (*count > 0) picture_.edge({node_of_store(item), to, EdgeSort::use, count_text(*count)});
        }
    }
    for (const PartNeed& need : needs_of(scenario_, plant_, line, "")) {
        const auto takes_it = [&](const auto& entry) { return entry.second.spec->takes.contains(need.item); };
        if (need.made.empty() || std::any_of(stations.begin(), stations.end(), takes_it)) continue;
        picture_.edge({node_of_store(need.item), first, EdgeSort::use, count_text(need.count)});
    }
}

void PlantGraph::draw_line(const std::string& id, const LineSpec& line) {
    const auto flow = flow_of(plant_, line);
    if (!flow) return;
    const std::string path = path_ + ".line." + id;
    const std::uint32_t frame =
        picture_.cluster({.id = path, .sort = NodeSort::line, .text = id, .country = *plant_.country, .cluster = frame_});
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t i = 0; i < flow->names.size(); ++i)
        nodes.push_back(
            picture_.node({station_path(path, flow->names[i], flow->stations[i]), NodeSort::station,
                           station_text(flow->names[i], flow->spec(i)), *plant_.country, flow->stations[i].is_plants ? frame_ : frame}));
    for (std::uint32_t i = 0; i < nodes.size(); ++i)
        picture_.fill(nodes[i], flow->stations[i].is_plants ? metric_name("busy.PLANT.OWN", {id_, flow->names[i]})
                                                            : metric_name("busy.PLANT.LINE.STATION", {id_, id, flow->names[i]}));
    draw_moves(line, *flow, nodes);
    for (const std::uint32_t first : flow->firsts) draw_needs(id, line, nodes[first]);
    for (const auto& [made, share] : line.makes) {
        const auto way = flow_of(plant_, line, *made);
        if (!way) continue;
        const std::string text = *share < 1 ? percent(*share) : "";
        for (std::size_t i = 0; i < way->names.size(); ++i)
            if (way->leaves[i]) picture_.edge({nodes[flow->node_of(way->names[i])], node_of_store(*made), EdgeSort::make, text});
    }
}

void PlantGraph::draw_source(const std::string& source, const std::string& item) {
    const std::string id = source.substr(source.find('.') + 1);
    if (id == id_ && source.starts_with("plant.")) return;
    const bool is_supplier = source.starts_with("supplier.");
    const std::uint32_t from = is_supplier ? picture_.supplier(id) : node_of_other(id);
    const std::string lead = is_supplier ? duration_text(moments_of(*scenario_.supplier.at(id).item.at(item).lead).mean) : "";
    picture_.edge({from, node_of_store(item), EdgeSort::supply, lead});
}

std::uint32_t PlantGraph::node_of_end(const std::string& end) {
    const std::string id = end.substr(end.find('.') + 1);
    if (end == path_) {
        if (!yard_) yard_ = picture_.node({path_ + ".yard", NodeSort::place, "yard", *plant_.country, frame_});
        return *yard_;
    }
    if (end.starts_with("plant.")) return node_of_other(id);
    if (end.starts_with("supplier.")) return picture_.supplier(id);
    return end.starts_with("place.") ? picture_.place(id) : picture_.market(id);
}

/// Lanes start at a yard, which all that leaves goes through, and end where all that comes is handed on to the stores.
void PlantGraph::draw_lane(const std::string& id, const LaneSpec& lane) {
    if (*lane.to == path_ && *lane.from != path_) {
        const std::uint32_t arrivals = picture_.node({path_ + ".arrivals", NodeSort::place, "arrivals", *plant_.country, frame_});
        picture_.lane(id, node_of_end(*lane.from), arrivals, true);
        for (const auto& [item, store] : plant_.store)
            for (const std::string& source : index_.sources_of(id_, item, store))
                if (source != path_) picture_.edge({arrivals, node_of_store(item), EdgeSort::supply, ""});
        return;
    }
    if (*lane.from != path_) return;
    const std::uint32_t from = node_of_end(*lane.from);
    picture_.lane(id, from, node_of_end(*lane.to), true);
    for (const auto& [line_id, line] : plant_.line)
        for (const auto& [made, share] : line.makes)
            if (!index_.is_used(*made) || index_.is_demanded(*made)) picture_.edge({node_of_store(*made), from, EdgeSort::demand, ""});
}

/// Markets that no lane leads to: orders reach the plant's stores at once.
void PlantGraph::draw_sales() {
    for (const auto& [id, market] : scenario_.market) {
        const std::string end = "market." + id;
        const auto leads_there = [&](const auto& entry) { return *entry.second.to == end; };
        if (std::any_of(scenario_.lane.begin(), scenario_.lane.end(), leads_there)) continue;
        for (const auto& [wanted, demand] : market.demand)
            for (const std::string& item : index_.items_of_demand(wanted))
                if (has_goods(plant_, item)) picture_.edge({node_of_store(item), picture_.market(id), EdgeSort::order, ""});
    }
}

}  // namespace

LabelledGraph plant_graph(const Scenario& scenario, const std::string& plant, const MetricLookup* results) {
    return PlantGraph(scenario, plant, results).draw();
}

}  // namespace agrocap
