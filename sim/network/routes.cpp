#include "network/routes.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/range/iterator_range.hpp>

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <utility>

namespace agrocap {

namespace {

constexpr double no_route = std::numeric_limits<double>::infinity();

using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property, boost::no_property, std::uint32_t,
                                               std::uint32_t>;

/// The edges by the node that they leave, those of one node in their order.
std::vector<std::uint32_t> by_start(const Graph& graph) {
    std::vector<std::uint32_t> edges(graph.edges.size());
    std::iota(edges.begin(), edges.end(), 0U);
    std::stable_sort(edges.begin(), edges.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return graph.edges[a].from < graph.edges[b].from; });
    return edges;
}

Csr laid_out(const Graph& graph, const std::vector<std::uint32_t>& order) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
    ends.reserve(order.size());
    for (const std::uint32_t edge : order) ends.emplace_back(graph.edges[edge].from, graph.edges[edge].to);
    return {boost::edges_are_sorted, ends.begin(), ends.end(), graph.nodes};
}

}  // namespace

struct RouteSearch::Net {
    std::vector<std::uint32_t> edges;  // as the graph's, by the node that they leave
    Csr graph;
    std::vector<double> weights;  // of these
    std::vector<char> passes;

    [[nodiscard]] bool is_open(std::uint32_t node, std::uint32_t from) const { return passes[node] != 0 || node == from; }

    [[nodiscard]] std::vector<double> distances(std::uint32_t from) const {
        using Step = boost::graph_traits<Csr>::edge_descriptor;
        // A step out of a node that goods do not pass is as good as none.
        const auto weight = [&](const Step& step) { return is_open(source(step, graph), from) ? weights[step.idx] : no_route; };
        std::vector<double> distance(num_vertices(graph));
        boost::dijkstra_shortest_paths(
            graph, from,
            boost::weight_map(boost::make_function_property_map<Step>(weight))
                .distance_map(boost::make_iterator_property_map(distance.begin(), boost::get(boost::vertex_index, graph)))
                .distance_inf(no_route));
        return distance;
    }
};

RouteSearch::RouteSearch(const Graph& graph, const std::vector<double>& weights, std::vector<char> passes) {
    assert(weights.size() == graph.edges.size() && passes.size() == graph.nodes);
    std::vector<std::uint32_t> edges = by_start(graph);
    Csr csr = laid_out(graph, edges);
    std::vector<double> ordered;
    ordered.reserve(edges.size());
    for (const std::uint32_t edge : edges) ordered.push_back(weights[edge]);
    net_ = std::make_shared<const Net>(Net{std::move(edges), std::move(csr), std::move(ordered), std::move(passes)});
}

ShortestRoutes RouteSearch::from(std::uint32_t node) const {
    const Net& net = *net_;
    const std::size_t nodes = net.passes.size();
    assert(node < nodes);
    ShortestRoutes routes{
        .from = node, .distance = net.distances(node), .last_edge = std::vector<std::uint32_t>(nodes, no_edge), .reached = {}};
    // Only edges on some shortest route: a walk over them, layer by layer, finds the fewest edges and breaks the ties.
    std::vector<std::uint32_t> layer{node};
    while (!layer.empty()) {
        std::sort(layer.begin(), layer.end());
        std::vector<std::uint32_t> next;
        for (const std::uint32_t at : layer) {
            if (!net.is_open(at, node)) continue;
            for (const auto& step : boost::make_iterator_range(out_edges(at, net.graph))) {
                const std::uint32_t to = target(step, net.graph);
                const bool is_tight = routes.distance[at] + net.weights[step.idx] == routes.distance[to];
                if (!is_tight || to == node || routes.last_edge[to] != no_edge) continue;
                routes.last_edge[to] = net.edges[step.idx];
                next.push_back(to);
            }
        }
        routes.reached.insert(routes.reached.end(), next.begin(), next.end());
        layer = std::move(next);
    }
    return routes;
}

ShortestRoutes shortest_routes(const Graph& graph, const std::vector<double>& weights, std::uint32_t from) {
    return RouteSearch(graph, weights, std::vector<char>(graph.nodes, 1)).from(from);
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
