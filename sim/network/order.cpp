#include "network/order.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/depth_first_search.hpp>

#include <algorithm>
#include <queue>

namespace agrocap {

namespace {

using BoostGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

BoostGraph to_boost(const Graph& graph) {
    BoostGraph copy(graph.nodes);
    for (const Edge& edge : graph.edges) boost::add_edge(edge.from, edge.to, copy);
    return copy;
}

/// Remembers the path of the search and copies its tail when an edge leads back onto it.
class CycleFinder : public boost::default_dfs_visitor {
  public:
    CycleFinder(std::vector<std::uint32_t>& path, std::vector<std::uint32_t>& cycle) : path_(&path), cycle_(&cycle) {}

    void discover_vertex(std::size_t node, const BoostGraph&) { path_->push_back(static_cast<std::uint32_t>(node)); }
    void finish_vertex(std::size_t, const BoostGraph&) { path_->pop_back(); }
    void back_edge(const BoostGraph::edge_descriptor& edge, const BoostGraph& graph) {
        if (!cycle_->empty()) return;
        const auto first = std::find(path_->begin(), path_->end(), boost::target(edge, graph));
        cycle_->assign(first, path_->end());
    }

  private:
    std::vector<std::uint32_t>* path_;  // pointers: Boost copies its visitors
    std::vector<std::uint32_t>* cycle_;
};

}  // namespace

std::optional<std::vector<std::uint32_t>> topological_order(const Graph& graph) {
    std::vector<std::vector<std::uint32_t>> successors(graph.nodes);
    std::vector<std::uint32_t> waits_for(graph.nodes, 0);
    for (const Edge& edge : graph.edges) {
        successors[edge.from].push_back(edge.to);
        ++waits_for[edge.to];
    }

    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
    for (std::uint32_t node = 0; node < graph.nodes; ++node) {
        if (waits_for[node] == 0) ready.push(node);
    }
    std::vector<std::uint32_t> order;
    while (!ready.empty()) {
        const std::uint32_t node = ready.top();
        ready.pop();
        order.push_back(node);
        for (const std::uint32_t next : successors[node]) {
            if (--waits_for[next] == 0) ready.push(next);
        }
    }
    if (order.size() < graph.nodes) return std::nullopt;
    return order;
}

std::vector<std::uint32_t> find_cycle(const Graph& graph) {
    std::vector<std::uint32_t> path, cycle;
    boost::depth_first_search(to_boost(graph), boost::visitor(CycleFinder(path, cycle)));
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    return cycle;
}

}  // namespace agrocap
