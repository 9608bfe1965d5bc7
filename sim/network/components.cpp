#include "network/components.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/pending/disjoint_sets.hpp>

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

std::vector<std::vector<std::uint32_t>> connected_components(const Graph& graph) {
    std::vector<std::uint32_t> rank(graph.nodes), parent(graph.nodes);
    const auto by_node = [](std::vector<std::uint32_t>& row) {
        return boost::make_iterator_property_map(row.begin(), boost::typed_identity_property_map<std::uint32_t>());
    };
    boost::disjoint_sets sets(by_node(rank), by_node(parent));
    for (std::uint32_t node = 0; node < graph.nodes; ++node) sets.make_set(node);
    for (const Edge& edge : graph.edges) sets.union_set(edge.from, edge.to);

    std::vector<std::vector<std::uint32_t>> components;
    std::vector<std::size_t> component_of(graph.nodes, graph.nodes);
    for (std::uint32_t node = 0; node < graph.nodes; ++node) {
        std::size_t& number = component_of[sets.find_set(node)];
        if (number == graph.nodes) {
            number = components.size();
            components.emplace_back();
        }
        components[number].push_back(node);
    }
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
