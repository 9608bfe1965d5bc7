#include "report/country_graph.hpp"

#include "network/bundles.hpp"
#include "report/graph_picture.hpp"
#include "report/number_format.hpp"
#include "scenario/crew_people.hpp"
#include "scenario/goods.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <set>
#include <tuple>

namespace agrocap {

namespace {

constexpr std::size_t plants_drawn_whole = 6;  // with their lines and stocks
constexpr std::size_t lanes_drawn_each = 60;
constexpr std::size_t lines_of_names = 20;    // characters, so that all is on a page
constexpr std::size_t lines_of_figures = 16;  // beside figures

/// Lanes of the same ends, or an order whose goods arrive at once.
struct Arrow {
    std::uint32_t from = 0, to = 0;
    EdgeSort sort = EdgeSort::lane;
    std::vector<std::string> lanes;
    std::optional<double> flow;  // units a year, with results
};

class CountryGraph {
  public:
    CountryGraph(const Scenario& scenario, const MetricLookup* results)
        : scenario_(scenario), index_(scenario), picture_(scenario, "", results) {
        for (const auto& [id, lane] : scenario.lane) joined_.insert(*lane.to);
    }

    void draw() {
        std::vector<std::uint32_t> suppliers, plants;
        for (const auto& [id, supplier] : scenario_.supplier) suppliers.push_back(picture_.supplier(id));
        for (const auto& [id, plant] : scenario_.plant) plants.push_back(add_plant(id, plant));
        if (picture_.has_results()) picture_.narrow(lines_of_figures);
        picture_.column(suppliers);
        picture_.column(plants);
        for (const auto& [id, place] : scenario_.place) add_place(id);
        for (const auto& [id, market] : scenario_.market) add_market(id);
        for (const auto& [id, lane] : scenario_.lane)
            add(*lane.from, *lane.to, EdgeSort::lane, id, picture_.figure(metric_name("flow.LANE", {id})));
        for (const auto& [id, plant] : scenario_.plant) add_orders(id, plant);
        for (const auto& [id, market] : scenario_.market) add_sales(id, market);
        draw_arrows(EdgeSort::lane);
        draw_arrows(EdgeSort::order);
    }

    GraphPicture& picture() { return picture_; }
    [[nodiscard]] const std::vector<Arrow>& arrows() const { return arrows_; }
    [[nodiscard]] std::uint32_t node_of(const std::string& end) const { return picture_.known(end); }

  private:
    std::uint32_t add_plant(const std::string& id, const PlantSpec& plant);
    void add_place(const std::string& id);
    void add_market(const std::string& id);
    void add(const std::string& from, const std::string& to, EdgeSort sort, const std::string& lane, std::optional<double> flow);
    void add_orders(const std::string& id, const PlantSpec& plant);
    void add_sales(const std::string& id, const MarketSpec& market);
    void draw_arrows(EdgeSort sort);
    void draw_bundle(const Bundle& bundle, const std::vector<const Arrow*>& arrows, const std::string& id);
    void draw_edge(std::uint32_t from, std::uint32_t to, EdgeSort sort, const std::vector<const Arrow*>& arrows, bool leads_into);

    const Scenario& scenario_;
    const GoodsIndex index_;
    GraphPicture picture_;
    std::set<std::string> joined_;  // the ends that some lane leads to; elsewhere goods arrive at once
    std::set<std::uint32_t> markets_;
    std::vector<Arrow> arrows_;
    std::map<std::tuple<std::uint32_t, std::uint32_t, EdgeSort>, std::size_t> arrow_of_;
};

/// What a plant makes, and what its lines share; beside figures there is no room for the latter, on a map for neither.
std::uint32_t CountryGraph::add_plant(const std::string& id, const PlantSpec& plant) {
    std::set<std::string> made;
    for (const auto& [line_id, line] : plant.line)
        for (const auto& [item, share] : line.makes)
            if (!index_.is_used(*item) || index_.is_demanded(*item)) made.insert(*item);
    const std::size_t wide = picture_.wide();
    const std::uint32_t node = picture_.node({"plant." + id, NodeSort::plant, name_text(plant.name, id, wide), *plant.country});
    picture_.look_of_node(node, "style", "filled,rounded");
    picture_.fill(node, metric_name("utilisation.PLANT", {id}), picture_.is_short() ? "\n" : ", ");
    if (picture_.is_short()) return node;
    std::string text;
    if (!made.empty()) text += "\n" + wrapped(fmt::format("{}: {}", counted(plant.line.size(), "line"), fmt::join(made, ", ")), wide);
    picture_.add_text(node, text);
    if (picture_.has_results()) return node;
    text.clear();
    for (const auto& [station, spec] : plant.station) text += "\n" + wrapped("shared: " + station, wide);
    for (const auto& [crew, spec] : plant.crew) text += fmt::format("\ncrew: {}, {}", crew, people_max(scenario_, spec, *plant.calendar));
    picture_.add_text(node, text);
    return node;
}

void CountryGraph::add_place(const std::string& id) {
    const std::uint32_t node = picture_.place(id);
    if (const auto wait = picture_.figure(metric_name("wait.PLACE", {id})); wait && *wait > 0)
        picture_.add_text(node, "\n" + duration_text(*wait * ns_per_hour) + (picture_.is_short() ? "" : " queue"));
}

void CountryGraph::add_market(const std::string& id) {
    const std::uint32_t node = picture_.market(id);
    markets_.insert(node);
    if (const auto sold = picture_.figure(metric_name("sales.MARKET", {id})))
        picture_.add_text(node, "\n" + grouped(*sold, 0) + (picture_.is_short() ? "" : " delivered"));
}

void CountryGraph::add(const std::string& from, const std::string& to, EdgeSort sort, const std::string& lane, std::optional<double> flow) {
    const std::uint32_t source = picture_.known(from), target = picture_.known(to);
    const auto [place, is_new] = arrow_of_.try_emplace({source, target, sort}, arrows_.size());
    if (is_new) arrows_.push_back({source, target, sort, {}, std::nullopt});
    Arrow& arrow = arrows_[place->second];
    if (!lane.empty()) arrow.lanes.push_back(lane);
    if (flow) arrow.flow = arrow.flow.value_or(0.0) + *flow;
}

void CountryGraph::add_orders(const std::string& id, const PlantSpec& plant) {
    if (joined_.contains("plant." + id)) return;
    for (const auto& [item, store] : plant.store)
        for (const std::string& source : index_.sources_of(id, item, store))
            if (source != "plant." + id) add(source, "plant." + id, EdgeSort::order, "", std::nullopt);
}

void CountryGraph::add_sales(const std::string& id, const MarketSpec& market) {
    if (joined_.contains("market." + id)) return;
    for (const auto& [wanted, demand] : market.demand)
        for (const std::string& item : index_.items_of_demand(wanted))
            for (const auto& [plant_id, plant] : scenario_.plant)
                if (has_goods(plant, item))
                    add("plant." + plant_id, "market." + id, EdgeSort::order, "",
                        picture_.figure(metric_name("sales.PLANT.MARKET", {plant_id, id})));
}

void CountryGraph::draw_edge(std::uint32_t from, std::uint32_t to, EdgeSort sort, const std::vector<const Arrow*>& arrows,
                             bool leads_into) {
    std::optional<double> flow;
    std::string lanes;
    for (const Arrow* arrow : arrows) {
        if (arrow->flow) flow = flow.value_or(0.0) + *arrow->flow;
        for (const std::string& lane : arrow->lanes) lanes += (lanes.empty() ? "" : " ") + lane;
    }
    Attributes look{{"penwidth", picture_.width_of(flow)}};
    if (leads_into) look.emplace_back("arrowhead", "none");
    if (flow && *flow < 0.5) look.emplace_back("color", "#c8c8c8");
    const bool is_told = flow && picture_.is_told(*flow) && !markets_.contains(to);  // a market tells itself what was delivered
    picture_.edge({.from = from,
                   .to = to,
                   .sort = sort,
                   .text = is_told ? grouped(*flow, 0) : "",
                   .attributes = {{"lanes", lanes}, {"flow", flow ? exact_number(*flow) : ""}},
                   .look = look,
                   .beside = true});
}

/// Each source leads to a point and each target from it. The figure of the whole stands at its two sides.
void CountryGraph::draw_bundle(const Bundle& bundle, const std::vector<const Arrow*>& arrows, const std::string& id) {
    const std::uint32_t point = picture_.node({.id = id, .sort = NodeSort::bundle, .text = "", .country = ""});
    picture_.look_of_node(point, "width", "0.05");
    const EdgeSort sort = arrows[bundle.edges.front()]->sort;
    const auto those = [&](const auto& belongs) {
        std::vector<const Arrow*> some;
        for (const std::size_t edge : bundle.edges)
            if (belongs(*arrows[edge])) some.push_back(arrows[edge]);
        return some;
    };
    for (const std::uint32_t source : bundle.sources)
        draw_edge(source, point, sort, those([source](const Arrow& arrow) { return arrow.from == source; }), true);
    for (const std::uint32_t target : bundle.targets)
        draw_edge(point, target, sort, those([target](const Arrow& arrow) { return arrow.to == target; }), false);
}

void CountryGraph::draw_arrows(EdgeSort sort) {
    std::vector<const Arrow*> arrows;
    Graph graph{picture_.nodes(), {}};
    for (const Arrow& arrow : arrows_) {
        if (arrow.sort != sort) continue;
        arrows.push_back(&arrow);
        graph.edges.push_back({arrow.from, arrow.to});
    }
    std::vector<char> bundled(arrows.size(), 0);
    std::size_t number = 0;
    for (const Bundle& bundle : bundles_of(graph)) {
        draw_bundle(bundle, arrows, fmt::format("bundle.{}.{}", sort == EdgeSort::lane ? "lanes" : "orders", ++number));
        for (const std::size_t edge : bundle.edges) bundled[edge] = 1;
    }
    for (std::size_t i = 0; i < arrows.size(); ++i)
        if (bundled[i] == 0) draw_edge(arrows[i]->from, arrows[i]->to, sort, {arrows[i]}, false);
}

/// A page, across. Graphviz writes the scale in hundredths, up to 1 % too much: without a rim the last nodes would be cut off.
void fit_to_a4(GraphPicture& picture) {
    picture.look("size", "11.2,7.8");  // in inches, less the margins
    picture.look("pad", "0.25");
}

/// Letters and gaps of a page: what is drawn smaller than this is not read in print. Figures take room from the gaps.
void fit_to_page(GraphPicture& picture) {
    const bool has_results = picture.has_results();
    picture.narrow(lines_of_names);
    picture.look_of_nodes("margin", has_results ? "0.02,0.01" : "0.04,0.03");
    if (has_results) picture.look_of_edges("fontsize", "11");
    fit_to_a4(picture);
    picture.look("ratio", "compress");
    picture.look("ranksep", has_results ? "0.2" : "0.4");
    picture.look("nodesep", has_results ? "0.06" : "0.08");
    picture.look("fontsize", "14");
}

using Point = std::array<double, 2>;  // degrees, east and north

/// Where each node is, as far as the scenario says.
class Places {
  public:
    explicit Places(const Scenario& scenario) {
        const auto add = [this](const std::string& path, const std::optional<Written<LatLon>>& where) {
            if (where) at_[path] = {(**where)[1], (**where)[0]};
        };
        for (const auto& [id, plant] : scenario.plant) add("plant." + id, plant.where);
        for (const auto& [id, place] : scenario.place) add("place." + id, place.where);
        for (const auto& [id, market] : scenario.market) add("market." + id, market.where);
        near_ = at_;
        for (const auto& [id, supplier] : scenario.supplier) add("supplier." + id, supplier.where);
    }

    [[nodiscard]] const std::map<std::string, Point>& all() const { return at_; }
    /// Those of plants, places and markets: what the map is cut to.
    [[nodiscard]] const std::map<std::string, Point>& near() const { return near_; }

  private:
    std::map<std::string, Point> at_, near_;
};

}  // namespace

bool is_country(const Scenario& scenario) {
    const bool is_network = !scenario.lane.empty() || !scenario.market.empty() || !scenario.supplier.empty();  // else plants stand alone
    return is_network && (scenario.plant.size() > plants_drawn_whole || scenario.lane.size() > lanes_drawn_each);
}

LabelledGraph country_graph(const Scenario& scenario, const MetricLookup* results) {
    CountryGraph graph(scenario, results);
    fit_to_page(graph.picture());
    graph.draw();
    return std::move(graph.picture()).take();
}

LabelledGraph map_graph(const Scenario& scenario, const MetricLookup* results) {
    constexpr double wide = 806, high = 560;  // points of a page
    CountryGraph graph(scenario, results);
    GraphPicture& picture = graph.picture();
    picture.narrow(lines_of_figures);
    picture.shorten();
    picture.look_of_nodes("margin", "0.02,0.01");
    picture.look_of_edges("fontsize", "11");
    picture.look("fontsize", "14");
    graph.draw();
    const Places places(scenario);
    Point low{180, 90}, top{-180, -90};
    for (const auto& [path, at] : places.near())
        for (std::size_t i = 0; i < 2; ++i) {
            low[i] = std::min(low[i], at[i]);
            top[i] = std::max(top[i], at[i]);
        }
    std::vector<std::optional<Point>> on_page(picture.nodes());
    const auto part = [&](double value, std::size_t i) {
        return std::clamp((value - low[i]) / std::max(top[i] - low[i], 1e-6), -0.15, 1.15);
    };
    for (const auto& [path, at] : places.all()) on_page[graph.node_of(path)] = Point{part(at[0], 0) * wide, part(at[1], 1) * high};
    picture.put_between(on_page);
    for (std::uint32_t node = 0; node < on_page.size(); ++node)
        if (on_page[node]) picture.look_of_node(node, "pos", fmt::format("{:.1f},{:.1f}", (*on_page[node])[0], (*on_page[node])[1]));
    picture.look("layout", "neato");
    picture.look("overlap", "prism");
    picture.look("sep", "+0.5");  // points between two nodes
    picture.look("splines", "true");
    fit_to_a4(picture);
    return std::move(picture).take();
}

}  // namespace agrocap
