#pragma once

#include "network/drawing.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace agrocap {

enum class NodeSort : std::uint8_t { supplier, store, line, station, place, market, item };

/// `move` leads on between stations and `rework` back; `order` stands for goods that arrive at once, no lane leading there.
enum class EdgeSort : std::uint8_t { supply, lane, order, use, make, move, rework, demand };

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
};

/// A labelled graph in the making, in the look that all graphs of a scenario share: blue is at home, orange abroad.
class GraphPicture {
  public:
    GraphPicture(const Scenario& scenario, const std::string& about);

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

    // Nodes that several graphs show.
    std::uint32_t supplier(const std::string& id);
    std::uint32_t place(const std::string& id);
    std::uint32_t market(const std::string& id);
    void lane(const std::string& id, std::uint32_t from, std::uint32_t to, bool with_text);

    [[nodiscard]] LabelledGraph take() && { return std::move(drawing_); }

  private:
    [[nodiscard]] Attributes colours_of(const std::string& country) const;

    const Scenario& scenario_;
    LabelledGraph drawing_;
    std::map<std::string, std::uint32_t> node_of_;
    std::set<std::tuple<std::uint32_t, std::uint32_t, EdgeSort, std::string>> edges_;
};

/// The name that the planner gave, else the id; broken into short lines.
std::string name_text(const Name& name, const std::string& id);

/// Lines of at most some 24 characters, broken at blanks.
std::string wrapped(const std::string& text);

/// "3 000 a year", "2.5 a year".
std::string yearly_text(double units);

/// "a, b, c", wrapped; what is beyond eight names is counted.
std::string list_text(const std::vector<std::string>& names);

/// A duration in nanoseconds in the unit that reads best: "42 min", "7.5 h", "12 d"; empty for 0.
std::string duration_text(double ns);

}  // namespace agrocap
