#pragma once

#include "network/drawing.hpp"
#include "report/metric_lookup.hpp"
#include "scenario/scenario.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace agrocap {

enum class NodeSort : std::uint8_t { supplier, store, line, station, place, market, item, plant, crew, bundle };

/// `move` leads on between stations and `rework` back; `order` stands for goods that arrive at once, no lane leading there; `share` joins
/// what several lines use, a station or a crew, to each of them.
enum class EdgeSort : std::uint8_t { supply, lane, order, use, make, move, rework, demand, share };

/// A node as a graph of a scenario wants it: what it is called, what people read, and where in the world it is.
struct PictureNode {
    std::string id;  // the object's path
    NodeSort sort = NodeSort::item;
    std::string text;
    std::string country;  // empty: not known
    std::uint32_t cluster = no_cluster;
};

struct PictureEdge {
    std::uint32_t from = 0, to = 0;
    EdgeSort sort = EdgeSort::lane;
    std::string text;
    Attributes attributes = {};
    Attributes look = {};
    bool beside = false;  // as in `Label`
};

inline constexpr std::size_t lines_wide = 24;  // characters of a node's text

/// A labelled graph in the making, in the look that all graphs of a scenario share: blue is at home, orange abroad.
class GraphPicture {
  public:
    /// `results`: of a run of the scenario, to be shown as well; null for none.
    GraphPicture(const Scenario& scenario, const std::string& about, const MetricLookup* results = nullptr);

    /// Adds a node, or gives the one that has this id.
    std::uint32_t node(const PictureNode& node);
    /// The node of this id. Requires: it was added.
    [[nodiscard]] std::uint32_t known(const std::string& id) const { return node_of_.at(id); }
    /// Adds a frame.
    std::uint32_t cluster(const PictureNode& frame);
    /// Adds an edge; a second one of the same ends, sort and text is dropped.
    void edge(const PictureEdge& edge);
    /// Draws a node with a thick border: what the picture is about.
    void emphasise(std::uint32_t node);
    /// With results: fills a node by how much of a share (a utilisation, a busy station) there is, and adds it to the text, after
    /// `between`.
    void fill(std::uint32_t node, const std::string& metric, const std::string& between = "\n");
    void add_text(std::uint32_t node, const std::string& text);
    [[nodiscard]] std::uint32_t nodes() const { return drawing_.graph.nodes; }
    /// Gives each node without a place one between its neighbours that have one; who has none of these stays without.
    void put_between(std::vector<std::optional<std::array<double, 2>>>& places) const;
    [[nodiscard]] bool has_results() const { return results_ != nullptr; }
    /// What the results say of a metric.
    [[nodiscard]] std::optional<double> figure(const std::string& metric) const;
    /// A width for an edge through which so many units a year go; empty without results.
    [[nodiscard]] std::string width_of(std::optional<double> flow) const;
    /// Whether so many units a year are told in figures: of what is less than a twentieth of the busiest lane the width says enough.
    [[nodiscard]] bool is_told(double flow) const { return flow >= 0.5 && flow >= flow_max_ / 20; }
    /// Lets names of nodes that follow take so many characters a line.
    void narrow(std::size_t wide) { wide_ = wide; }
    /// A column of all nodes of a sort.
    void column(const std::vector<std::uint32_t>& nodes) { drawing_.columns.push_back(nodes); }
    [[nodiscard]] std::size_t wide() const { return wide_; }
    /// Lets suppliers, places and markets that follow have the first words of their names alone: to a colon or a bracket, of a supplier to
    /// a comma as well, since many carry the name of their town.
    void shorten() { is_short_ = true; }
    [[nodiscard]] bool is_short() const { return is_short_; }
    /// Changes how the picture as a whole is drawn.
    void look(const std::string& key, const std::string& value);
    void look_of_nodes(const std::string& key, const std::string& value);
    void look_of_edges(const std::string& key, const std::string& value);
    void look_of_node(std::uint32_t node, const std::string& key, const std::string& value);

    // Nodes that several graphs show.
    std::uint32_t supplier(const std::string& id);
    std::uint32_t place(const std::string& id);
    std::uint32_t market(const std::string& id);
    void lane(const std::string& id, std::uint32_t from, std::uint32_t to, bool with_text);

    [[nodiscard]] LabelledGraph take() && { return std::move(drawing_); }

  private:
    [[nodiscard]] Attributes colours_of(const std::string& country) const;
    [[nodiscard]] std::string title_of(const Name& name, const std::string& id, const char* ends = ":(") const;

    const Scenario& scenario_;
    const MetricLookup* results_;
    double flow_max_ = 0;
    std::size_t wide_ = lines_wide;
    bool is_short_ = false;
    LabelledGraph drawing_;
    std::map<std::string, std::uint32_t> node_of_;
    std::set<std::tuple<std::uint32_t, std::uint32_t, EdgeSort, std::string>> edges_;
};

/// The name that the planner gave, else the id; broken into short lines.
std::string name_text(const Name& name, const std::string& id, std::size_t wide = lines_wide);

/// Lines of at most some characters, broken at blanks.
std::string wrapped(const std::string& text, std::size_t wide = lines_wide);

/// "3 000 a year", "2.5 a year".
std::string yearly_text(double units);

/// "a, b, c", wrapped; what is beyond eight names is counted.
std::string list_text(const std::vector<std::string>& names);

/// A duration in nanoseconds in the unit that reads best: "42 min", "7.5 h", "12 d"; empty for 0.
std::string duration_text(double ns);

}  // namespace agrocap
