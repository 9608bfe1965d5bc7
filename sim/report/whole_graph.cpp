#include "report/country_graph.hpp"
#include "report/graph_picture.hpp"
#include "report/supply_graph.hpp"
#include "scenario/crew_people.hpp"
#include "scenario/goods.hpp"
#include "scenario/line_stations.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace agrocap {

namespace {

/// Where goods enter and leave the picture of a plant.
struct Gates {
    std::uint32_t in = 0, out = 0;
};

/// What a plant makes, needs and sells, each sorted.
struct Goods {
    std::set<std::string> made, needed, bought, parts, sold;
};

Goods goods_of(const Scenario& scenario, const GoodsIndex& index, const PlantSpec& plant, const std::string& path) {
    Goods goods;
    for (const auto& [id, line] : plant.line) {
        for (const auto& [item, share] : line.makes) goods.made.insert(*item);
        for (const PartNeed& need : needs_of(scenario, plant, line, path + ".line." + id)) goods.needed.insert(need.item);
    }
    for (const std::string& item : goods.needed) (goods.made.contains(item) ? goods.parts : goods.bought).insert(item);
    for (const auto& [item, store] : plant.store)
        if (!goods.made.contains(item) && has_goods(plant, item)) goods.bought.insert(item);
    for (const std::string& item : goods.made)
        if (!goods.needed.contains(item) || index.is_demanded(item)) goods.sold.insert(item);
    return goods;
}

std::vector<std::string> listed(const std::set<std::string>& names) { return {names.begin(), names.end()}; }

/// Whoever the work, the repairs and the maintenance of a station need.
std::set<std::string> crews_of(const StationSpec& station) {
    std::set<std::string> crews;
    for (const auto& choice : station.crew)
        for (const auto& [crew, people] : choice) crews.insert(crew);
    for (const FailureSpec& failure : station.failures) crews.insert(*failure.crew);
    for (const MaintenanceSpec& maintenance : station.maintenance) crews.insert(*maintenance.crew);
    crews.erase("");
    return crews;
}

class WholeGraph {
  public:
    WholeGraph(const Scenario& scenario, const MetricLookup* results)
        : scenario_(scenario), index_(scenario), picture_(scenario, "", results) {
        for (const auto& [id, lane] : scenario.lane) joined_.insert(*lane.to);
    }

    LabelledGraph draw() {
        for (const auto& [id, supplier] : scenario_.supplier) picture_.supplier(id);
        for (const auto& [id, plant] : scenario_.plant) draw_plant(id, plant);
        for (const auto& [id, place] : scenario_.place) picture_.place(id);
        for (const auto& [id, market] : scenario_.market) picture_.market(id);
        for (const auto& [id, lane] : scenario_.lane) picture_.lane(id, end_of(*lane.from, true), end_of(*lane.to, false), true);
        for (const auto& [id, plant] : scenario_.plant) draw_orders(id, plant);
        for (const auto& [id, market] : scenario_.market) draw_sales(id, market);
        return std::move(picture_).take();
    }

  private:
    void draw_plant(const std::string& id, const PlantSpec& plant);
    void draw_shared(const std::string& id, const PlantSpec& plant, std::uint32_t frame);
    void draw_orders(const std::string& id, const PlantSpec& plant);
    void draw_sales(const std::string& id, const MarketSpec& market);

    std::uint32_t end_of(const std::string& end, bool leaving) {
        const std::string id = end.substr(end.find('.') + 1);
        if (end.starts_with("plant.")) return leaving ? gates_.at(id).out : gates_.at(id).in;
        if (end.starts_with("supplier.")) return picture_.supplier(id);
        return end.starts_with("place.") ? picture_.place(id) : picture_.market(id);
    }

    const Scenario& scenario_;
    const GoodsIndex index_;
    GraphPicture picture_;
    std::set<std::string> joined_;  // the ends that some lane leads to; elsewhere goods arrive at once
    Keyed<Gates> gates_;
};

void WholeGraph::draw_plant(const std::string& id, const PlantSpec& plant) {
    const std::string path = "plant." + id;
    const Goods goods = goods_of(scenario_, index_, plant, path);
    const std::string& country = *plant.country;
    const std::uint32_t frame =
        picture_.cluster({.id = path, .sort = NodeSort::item, .text = name_text(plant.name, id), .country = country});
    std::optional<std::uint32_t> in, out;
    const auto stock = [&](const std::string& name, const std::set<std::string>& items) {
        return picture_.node({path + name, NodeSort::store, list_text(listed(items)), country, frame});
    };
    if (!goods.bought.empty()) in = stock(".bought", goods.bought);
    for (const std::string& item : goods.parts) stock(".store." + item, {item});
    for (const auto& [line_id, line] : plant.line) {
        const std::string line_path = path + ".line." + line_id;
        const std::uint32_t node = picture_.node({line_path, NodeSort::line, wrapped(line_id), country, frame});
        picture_.fill(node, metric_name("utilisation.PLANT.LINE", {id, line_id}));
        if (!in) in = node;
        for (const PartNeed& need : needs_of(scenario_, plant, line, line_path)) {
            const std::uint32_t from = goods.parts.contains(need.item) ? stock(".store." + need.item, {need.item}) : *in;
            if (from != node) picture_.edge({.from = from, .to = node, .sort = EdgeSort::use, .text = ""});
        }
        for (const auto& [made, share] : line.makes) {
            if (goods.sold.contains(*made)) out = stock(".sold", goods.sold);
            if (goods.sold.contains(*made)) picture_.edge({.from = node, .to = *out, .sort = EdgeSort::make, .text = ""});
            if (!goods.parts.contains(*made)) continue;
            picture_.edge({.from = node, .to = stock(".store." + *made, {*made}), .sort = EdgeSort::make, .text = ""});
        }
    }
    draw_shared(id, plant, frame);
    if (!in) in = picture_.node({path, NodeSort::line, name_text(plant.name, id), country, frame});
    gates_[id] = {*in, out.value_or(*in)};
}

/// Stations that lines pass besides their own, and the crews that lines work with.
void WholeGraph::draw_shared(const std::string& id, const PlantSpec& plant, std::uint32_t frame) {
    const std::string path = "plant." + id;
    for (const auto& [line_id, line] : plant.line) {
        const std::uint32_t from = picture_.known(path + ".line." + line_id);
        std::set<std::string> crews;
        for (const auto& [station_id, station] : stations_of(plant, line)) {
            for (const auto& crew : crews_of(*station.spec)) crews.insert(crew);
            if (!station.is_plants) continue;
            const std::string own = path + ".station." + station_id;
            const std::uint32_t node = picture_.node({own, NodeSort::station, wrapped(station_id) + "\n(shared)", *plant.country, frame});
            picture_.edge({.from = from, .to = node, .sort = EdgeSort::share, .text = ""});
        }
        for (const std::string& crew : crews) {
            const std::string text =
                fmt::format("{}\n({} people)", wrapped(crew), people_max(scenario_, plant.crew.at(crew), *plant.calendar));
            const std::uint32_t node = picture_.node({path + ".crew." + crew, NodeSort::crew, text, *plant.country, frame});
            picture_.edge({.from = from, .to = node, .sort = EdgeSort::share, .text = ""});
        }
    }
}

void WholeGraph::draw_orders(const std::string& id, const PlantSpec& plant) {
    if (joined_.contains("plant." + id)) return;
    for (const auto& [item, store] : plant.store)
        for (const std::string& source : index_.sources_of(id, item, store))
            if (source != "plant." + id)
                picture_.edge({.from = end_of(source, true), .to = gates_.at(id).in, .sort = EdgeSort::order, .text = ""});
}

void WholeGraph::draw_sales(const std::string& id, const MarketSpec& market) {
    if (joined_.contains("market." + id)) return;
    const std::uint32_t to = picture_.market(id);
    for (const auto& [wanted, demand] : market.demand) {
        for (const std::string& item : index_.items_of_demand(wanted))
            for (const auto& [plant_id, plant] : scenario_.plant)
                if (has_goods(plant, item)) picture_.edge({.from = gates_.at(plant_id).out, .to = to, .sort = EdgeSort::order, .text = ""});
    }
}

}  // namespace

LabelledGraph whole_graph(const Scenario& scenario, const GraphOptions& options) {
    if (options.layout == GraphLayout::map) return map_graph(scenario, options.results);
    return is_country(scenario) ? country_graph(scenario, options.results) : WholeGraph(scenario, options.results).draw();
}

}  // namespace agrocap
