#include "network/components.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>

namespace agrocap {

std::vector<std::vector<std::uint32_t>> strong_components(const Graph& graph) {
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> copy(graph.nodes);
    for (const Edge& edge : graph.edges) boost::add_edge(edge.from, edge.to, copy);

    std::vector<std::uint32_t> component_of(graph.nodes);
    const auto count =
        boost::strong_components(copy, boost::make_iterator_property_map(component_of.begin(), boost::get(boost::vertex_index, copy)));

    std::vector<std::vector<std::uint32_t>> components(static_cast<std::size_t>(count));
    for (std::uint32_t node = 0; node < graph.nodes; ++node) components[component_of[node]].push_back(node);
    std::sort(components.begin(), components.end());
    return components;
}

std::vector<bool> reachable_from(const Graph& graph, const std::vector<std::uint32_t>& starts) {
    std::vector<std::vector<std::uint32_t>> successors(graph.nodes);
    for (const Edge& edge : graph.edges) successors[edge.from].push_back(edge.to);

    std::vector<bool> is_reached(graph.nodes, false);
    std::vector<std::uint32_t> open = starts;
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        if (is_reached[node]) continue;
        is_reached[node] = true;
        open.insert(open.end(), successors[node].begin(), successors[node].end());
    }
    return is_reached;
}

std::vector<bool> reaching(const Graph& graph, const std::vector<std::uint32_t>& goals) {
    Graph reversed{graph.nodes, {}};
    for (const Edge& edge : graph.edges) reversed.edges.push_back({edge.to, edge.from});
    return reachable_from(reversed, goals);
}

}  // namespace agrocap
