#include "network/routes.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

#include <algorithm>
#include <cassert>
#include <limits>

namespace agrocap {

namespace {

std::vector<double> distances(const Graph& graph, const std::vector<double>& weights, std::uint32_t from) {
    using Weight = boost::property<boost::edge_weight_t, double>;
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Weight> copy(graph.nodes);
    for (std::size_t i = 0; i < graph.edges.size(); ++i) boost::add_edge(graph.edges[i].from, graph.edges[i].to, weights[i], copy);

    std::vector<double> distance(graph.nodes);
    boost::dijkstra_shortest_paths(
        copy, from,
        boost::distance_map(boost::make_iterator_property_map(distance.begin(), boost::get(boost::vertex_index, copy)))
            .distance_inf(std::numeric_limits<double>::infinity()));
    return distance;
}

}  // namespace

ShortestRoutes shortest_routes(const Graph& graph, const std::vector<double>& weights, std::uint32_t from) {
    assert(weights.size() == graph.edges.size());
    assert(from < graph.nodes);
    ShortestRoutes routes{from, distances(graph, weights, from), std::vector<std::uint32_t>(graph.nodes, no_edge)};

    // Only edges on some shortest route: a walk over them, layer by layer, finds the fewest edges and breaks the ties.
    std::vector<std::vector<std::uint32_t>> tight(graph.nodes);
    for (std::uint32_t i = 0; i < graph.edges.size(); ++i) {
        const Edge& edge = graph.edges[i];
        const bool is_tight = routes.distance[edge.from] + weights[i] == routes.distance[edge.to];
        if (is_tight && routes.distance[edge.to] < std::numeric_limits<double>::infinity()) tight[edge.from].push_back(i);
    }
    std::vector<std::uint32_t> layer{from};
    while (!layer.empty()) {
        std::sort(layer.begin(), layer.end());
        std::vector<std::uint32_t> next;
        for (const std::uint32_t node : layer) {
            for (const std::uint32_t edge : tight[node]) {
                const std::uint32_t to = graph.edges[edge].to;
                if (to == from || routes.last_edge[to] != no_edge) continue;
                routes.last_edge[to] = edge;
                next.push_back(to);
            }
        }
        layer = std::move(next);
    }
    return routes;
}

std::vector<std::uint32_t> route_edges(const Graph& graph, const ShortestRoutes& routes, std::uint32_t to) {
    std::vector<std::uint32_t> edges;
    for (std::uint32_t node = to; node != routes.from && routes.last_edge[node] != no_edge; node = graph.edges[edges.back()].from) {
        edges.push_back(routes.last_edge[node]);
    }
    std::reverse(edges.begin(), edges.end());
    return edges;
}

}  // namespace agrocap
