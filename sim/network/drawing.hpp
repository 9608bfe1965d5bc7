#pragma once

#include "network/graph.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// Names and values in the order in which they are written; empty values are left out.
using Attributes = std::vector<std::pair<std::string, std::string>>;

/// What is written about a node, an edge or a cluster besides its ends.
struct Label {
    std::string id;         // unique among nodes and among clusters; unused for edges
    std::string text;       // what people see; may hold line breaks
    Attributes attributes;  // what it is: "kind" = "plant", "country" = "KZ" …
    Attributes look = {};   // how Graphviz draws it: "shape" = "box" …; not in GraphML
    bool beside = false;    // of an edge: the text takes no room from the others, and stands on paper where lines cross it
};

inline constexpr std::uint32_t no_cluster = UINT32_MAX;

/// A frame around nodes that belong together.
struct Cluster {
    Label label;
    std::uint32_t within = no_cluster;  // the frame around this one; an earlier cluster
};

/// A graph with what is to be read on it. Requires: one label for each node and each edge, in their order.
struct LabelledGraph {
    std::string name;
    Graph graph;
    std::vector<Label> nodes, edges;
    std::vector<Cluster> clusters = {};
    std::vector<std::uint32_t> cluster_of = {};                    // by node; empty: no clusters
    std::vector<std::vector<std::uint32_t>> columns = {};          // nodes that stand beside each other across the direction of edges
    Attributes look = {}, look_of_nodes = {}, look_of_edges = {};  // of the whole picture, and what nodes and edges begin with
};

/// The graph as DOT, for Graphviz: a "digraph" with a "subgraph" a cluster, attributes as they are, all names quoted.
std::string as_dot(const LabelledGraph& drawing);

/// The graph as GraphML: `text` under the key "label", every attribute under its own name, a node's cluster under "cluster".
///
/// Source: graphml.graphdrawing.org, the primer. No nested graphs: most readers take plain ones only.
std::string as_graphml(const LabelledGraph& drawing);

}  // namespace agrocap
