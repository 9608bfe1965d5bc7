#pragma once

#include "network/graph.hpp"

#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// What is written about a node or an edge besides its ends; empty attributes are left out.
struct Label {
    std::string id;                                               // unique among nodes; unused for edges
    std::string text;                                             // what people see; may hold line breaks
    std::vector<std::pair<std::string, std::string>> attributes;  // "kind" = "plant", "shape" = "box" …
};

/// A graph with what is to be read on it. Requires: one label for each node and each edge, in their order.
struct LabelledGraph {
    std::string name;
    Graph graph;
    std::vector<Label> nodes, edges;
};

/// The graph as DOT, for Graphviz: a "digraph", attributes as they are, all names quoted.
std::string as_dot(const LabelledGraph& drawing);

/// The graph as GraphML: `text` under the key "label", every attribute under its own name.
///
/// Source: graphml.graphdrawing.org, the primer.
std::string as_graphml(const LabelledGraph& drawing);

}  // namespace agrocap
