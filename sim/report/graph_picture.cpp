#include "report/graph_picture.hpp"

#include "report/number_format.hpp"
#include "report/text_width.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace agrocap {

namespace {

struct NodeStyle {
    const char* name;
    const char* shape;
};

constexpr std::array<NodeStyle, 10> node_styles{{
    {"supplier", "house"},
    {"store", "cylinder"},
    {"line", "box"},
    {"station", "box"},
    {"place", "hexagon"},
    {"market", "ellipse"},
    {"item", "note"},
    {"plant", "box"},
    {"crew", "octagon"},
    {"bundle", "point"},
}};

struct EdgeStyle {
    const char* name;
    const char* colour;
    const char* style;
};

// Dark colours on white, so that thin edges can be told apart.
constexpr std::array<EdgeStyle, 9> edge_styles{{
    {"supply", "#555555", "solid"},
    {"lane", "#1b3a57", "solid"},
    {"order", "#777777", "dashed"},
    {"use", "#777777", "solid"},
    {"make", "#222222", "bold"},
    {"move", "#222222", "solid"},
    {"rework", "#b35900", "dashed"},
    {"demand", "#1b3a57", "solid"},
    {"share", "#777777", "dotted"},
}};

const NodeStyle& style_of(NodeSort sort) { return node_styles[static_cast<std::size_t>(sort)]; }
const EdgeStyle& style_of(EdgeSort sort) { return edge_styles[static_cast<std::size_t>(sort)]; }

bool is_sea_or_rail(const std::string& mode) { return !mode.empty() && mode != "road"; }

std::string legend(const Scenario& scenario, bool with_results) {
    std::string text = scenario.home->empty() ? "" : fmt::format("blue: {}, orange: abroad", *scenario.home);
    if (with_results) text += std::string(text.empty() ? "" : "; ") + "the darker the busier, the wider the more units a year";
    return text;
}

/// Five steps of one hue, light to dark, and a letter colour that can be read on each; they differ in grey, too.
struct Step {
    double below;
    const char* fill;
    const char* letters;
};
constexpr std::array<Step, 5> steps{{{0.2, "#f2f6fb", "#000000"},
                                     {0.4, "#cfe0f1", "#000000"},
                                     {0.6, "#94c0e2", "#000000"},
                                     {0.8, "#2f76b5", "#ffffff"},
                                     {1e300, "#083d78", "#ffffff"}}};

void set(Attributes& attributes, const std::string& key, const std::string& value) {
    for (auto& [known, old] : attributes)
        if (known == key) {
            old = value;
            return;
        }
    attributes.emplace_back(key, value);
}

}  // namespace

GraphPicture::GraphPicture(const Scenario& scenario, const std::string& about, const MetricLookup* results)
    : scenario_(scenario), results_(results) {
    for (const auto& [id, lane] : scenario.lane) flow_max_ = std::max(flow_max_, figure(metric_name("flow.LANE", {id})).value_or(0.0));
    drawing_.name = about.empty() ? *scenario.name : *scenario.name + ": " + about;
    const std::string colours = legend(scenario, results != nullptr);
    drawing_.look = {{"label", drawing_.name + (colours.empty() ? "" : "\n" + colours)},
                     {"labelloc", "t"},
                     {"fontname", "Helvetica"},
                     {"fontsize", "18"},
                     {"rankdir", "LR"},
                     {"ranksep", "0.8"},
                     {"nodesep", "0.2"},
                     {"newrank", "true"}};
    drawing_.look_of_nodes = {{"fontname", "Helvetica"}, {"fontsize", "11"}, {"style", "filled"}, {"margin", "0.1,0.06"}};
    drawing_.look_of_edges = {{"fontname", "Helvetica"}, {"fontsize", "9"}, {"arrowsize", "0.7"}, {"fontcolor", "#444444"}};
}

/// Blue and orange can be told apart by nearly all who see colours otherwise; both are light enough for black text.
Attributes GraphPicture::colours_of(const std::string& country) const {
    if (country.empty() || scenario_.home->empty()) return {{"fillcolor", "#ededed"}, {"color", "#555555"}};
    if (country == *scenario_.home) return {{"fillcolor", "#d6e6f5"}, {"color", "#1f5a92"}};
    return {{"fillcolor", "#fde0c0"}, {"color", "#b35900"}};
}

std::uint32_t GraphPicture::node(const PictureNode& node) {
    const auto [known, is_new] = node_of_.emplace(node.id, drawing_.graph.nodes);
    if (!is_new) return known->second;
    ++drawing_.graph.nodes;
    const NodeStyle& style = style_of(node.sort);
    Attributes look{{"shape", style.shape}};
    for (const auto& colour : colours_of(node.country)) look.push_back(colour);
    drawing_.nodes.push_back({node.id, node.text, {{"kind", style.name}, {"country", node.country}}, look});
    drawing_.cluster_of.push_back(node.cluster);
    return known->second;
}

std::uint32_t GraphPicture::cluster(const PictureNode& frame) {
    Attributes look{{"style", "filled,rounded"}, {"fillcolor", frame.cluster == no_cluster ? "#f7f7f7" : "#ffffff"}, {"penwidth", "1.5"}};
    for (const auto& [key, value] : colours_of(frame.country))
        if (key == "color") look.emplace_back(key, value);
    look.emplace_back("fontsize", "14");
    drawing_.clusters.push_back({{frame.id, frame.text, {}, look}, frame.cluster});
    return static_cast<std::uint32_t>(drawing_.clusters.size() - 1);
}

void GraphPicture::edge(const PictureEdge& edge) {
    if (!edges_.emplace(edge.from, edge.to, edge.sort, edge.text).second) return;
    const EdgeStyle& style = style_of(edge.sort);
    Attributes attributes{{"kind", style.name}};
    attributes.insert(attributes.end(), edge.attributes.begin(), edge.attributes.end());
    drawing_.graph.edges.push_back({edge.from, edge.to});
    drawing_.edges.push_back({"", edge.text, attributes, {{"color", style.colour}, {"style", style.style}}, edge.beside});
    for (const auto& [key, value] : edge.look)
        if (!value.empty()) drawing_.edges.back().look.emplace_back(key, value);
    if (edge.sort == EdgeSort::share) drawing_.edges.back().look.emplace_back("arrowhead", "none");
    if (edge.sort == EdgeSort::rework) drawing_.edges.back().look.emplace_back("constraint", "false");  // a way back orders nothing
}

void GraphPicture::emphasise(std::uint32_t node) { drawing_.nodes[node].look.emplace_back("penwidth", "3"); }

void GraphPicture::look(const std::string& key, const std::string& value) { set(drawing_.look, key, value); }

void GraphPicture::look_of_nodes(const std::string& key, const std::string& value) { set(drawing_.look_of_nodes, key, value); }

void GraphPicture::look_of_edges(const std::string& key, const std::string& value) { set(drawing_.look_of_edges, key, value); }

void GraphPicture::look_of_node(std::uint32_t node, const std::string& key, const std::string& value) {
    set(drawing_.nodes[node].look, key, value);
}

void GraphPicture::add_text(std::uint32_t node, const std::string& text) { drawing_.nodes[node].text += text; }

void GraphPicture::put_between(std::vector<std::optional<std::array<double, 2>>>& places) const {
    for (bool found = true; found;) {
        found = false;
        const auto known = places;  // of this round: the order of the nodes decides nothing
        for (std::uint32_t node = 0; node < places.size(); ++node) {
            if (known[node]) continue;
            std::array<double, 2> sum{};
            double count = 0;
            for (const Edge& edge : drawing_.graph.edges) {
                if (edge.from != node && edge.to != node) continue;
                const auto& neighbour = known[edge.from == node ? edge.to : edge.from];
                if (!neighbour) continue;
                for (std::size_t i = 0; i < 2; ++i) sum[i] += (*neighbour)[i];
                ++count;
            }
            if (count == 0) continue;
            places[node] = {sum[0] / count, sum[1] / count};
            found = true;
        }
    }
}

std::optional<double> GraphPicture::figure(const std::string& metric) const {
    return results_ != nullptr ? results_->mean(metric) : std::nullopt;
}

void GraphPicture::fill(std::uint32_t node, const std::string& metric, const std::string& between) {
    const std::optional<double> share = figure(metric);
    const auto is_share = [](const auto& one) { return one.first == "share"; };
    const Attributes& known = drawing_.nodes[node].attributes;
    if (!share || std::any_of(known.begin(), known.end(), is_share)) return;
    const Step& step = *std::find_if(steps.begin(), steps.end(), [&share](const Step& one) { return *share < one.below; });
    Label& label = drawing_.nodes[node];
    set(label.look, "fillcolor", step.fill);
    set(label.look, "fontcolor", step.letters);
    label.text += fmt::format("{}{} %", between, grouped(100 * *share, 0));
    label.attributes.emplace_back("share", exact_number(*share));
}

std::string GraphPicture::width_of(std::optional<double> flow) const {
    if (!flow || flow_max_ <= 0) return "";
    // By area, as for the arrows of maps: from a hair to what does not hide its neighbours.
    return fmt::format("{:.2f}", 0.4 + 4.6 * std::sqrt(std::min(*flow / flow_max_, 1.0)));
}

std::string GraphPicture::title_of(const Name& name, const std::string& id, const char* ends) const {
    if (!is_short_ || name->empty()) return name_text(name, id, wide_);
    const std::string first = name->substr(0, name->find_first_of(ends));
    return wrapped(first.empty() ? *name : first, wide_);
}

std::uint32_t GraphPicture::supplier(const std::string& id) {
    const SupplierSpec& spec = scenario_.supplier.at(id);
    return node({.id = "supplier." + id, .sort = NodeSort::supplier, .text = title_of(spec.name, id, ",:("), .country = *spec.country});
}

std::uint32_t GraphPicture::place(const std::string& id) {
    const PlaceSpec& spec = scenario_.place.at(id);
    std::string text = title_of(spec.name, id);
    if (!spec.kind->empty() && !is_short_) text += "\n(" + *spec.kind + ")";
    return node({.id = "place." + id, .sort = NodeSort::place, .text = text, .country = *spec.country});
}

std::uint32_t GraphPicture::market(const std::string& id) {
    const MarketSpec& spec = scenario_.market.at(id);
    double wanted = 0;
    for (const auto& [what, demand] : spec.demand) wanted += demand.per_year->first;
    const std::string text = title_of(spec.name, id) + (wanted > 0 && !is_short_ ? "\n" + yearly_text(wanted) : "");
    return node({.id = "market." + id, .sort = NodeSort::market, .text = text, .country = *spec.country});
}

void GraphPicture::lane(const std::string& id, std::uint32_t from, std::uint32_t to, bool with_text) {
    const LaneSpec& spec = scenario_.lane.at(id);
    const std::string days = duration_text(moments_of(*spec.transit).mean);
    const std::string mode = is_sea_or_rail(*spec.mode) ? *spec.mode + " " : "";
    const std::optional<double> flow = figure(metric_name("flow.LANE", {id}));
    const std::string text = flow ? yearly_text(*flow) : mode + days;
    edge({.from = from,
          .to = to,
          .sort = EdgeSort::lane,
          .text = with_text ? text : "",
          .attributes = {{"lane", id}, {"mode", *spec.mode}, {"transit", days}, {"flow", flow ? exact_number(*flow) : ""}},
          .look = {{"penwidth", width_of(flow)}}});
}

std::string name_text(const Name& name, const std::string& id, std::size_t wide) { return wrapped(name->empty() ? id : *name, wide); }

std::string wrapped(const std::string& text, std::size_t wide) {
    std::string lines;
    std::string line;
    std::size_t from = 0;
    while (from <= text.size()) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        const std::string word = text.substr(from, end - from);
        if (!line.empty() && text_width(line) + 1 + text_width(word) > wide) {
            lines += line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
        from = end + 1;
    }
    return lines + line;
}

std::string yearly_text(double units) { return fmt::format("{} a year", grouped(units, units < 10 ? 1 : 0)); }

std::string list_text(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 8;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < shown; ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
    return wrapped(text);
}

std::string duration_text(double ns) {
    if (ns <= 0) return {};
    constexpr double ns_per_minute = ns_per_hour / 60;
    const auto in = [ns](double unit, const char* name) { return fmt::format("{} {}", grouped(ns / unit, ns < 10 * unit ? 1 : 0), name); };
    if (ns < ns_per_minute) return in(1e9, "s");
    if (ns < 2 * ns_per_hour) return in(ns_per_minute, "min");
    if (ns < ns_per_day) return in(ns_per_hour, "h");
    return in(ns_per_day, "d");
}

}  // namespace agrocap
