#include "network/flow.hpp"

#include "network/components.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <boost/range/iterator_range.hpp>

#include <cassert>

namespace agrocap {

namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using EdgeProperties = boost::property<
    boost::edge_capacity_t, double,
    boost::property<boost::edge_residual_capacity_t, double, boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>;
using FlowGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, EdgeProperties>;

}  // namespace

MaximumFlow maximum_flow(const Graph& graph, const std::vector<double>& capacities, Edge source_and_sink) {
    assert(capacities.size() == graph.edges.size());
    assert(source_and_sink.from != source_and_sink.to);
    FlowGraph network(graph.nodes);
    auto capacity = boost::get(boost::edge_capacity, network);
    auto residual = boost::get(boost::edge_residual_capacity, network);
    auto reverse = boost::get(boost::edge_reverse, network);

    std::vector<FlowGraph::edge_descriptor> there;
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        const auto forward = boost::add_edge(graph.edges[i].from, graph.edges[i].to, network).first;
        const auto backward = boost::add_edge(graph.edges[i].to, graph.edges[i].from, network).first;
        capacity[forward] = capacities[i];
        capacity[backward] = 0;
        reverse[forward] = backward;
        reverse[backward] = forward;
        there.push_back(forward);
    }

    MaximumFlow flow;
    flow.value = boost::edmonds_karp_max_flow(network, source_and_sink.from, source_and_sink.to);

    // What the source still reaches through spare capacity is its side of a smallest cut. A filled edge has exactly nothing to
    // spare: the smallest residue of a way is taken from itself.
    Graph spare{graph.nodes, {}};
    for (const FlowGraph::edge_descriptor edge : boost::make_iterator_range(boost::edges(network))) {
        if (residual[edge] <= 0) continue;
        spare.edges.push_back(
            {static_cast<std::uint32_t>(boost::source(edge, network)), static_cast<std::uint32_t>(boost::target(edge, network))});
    }
    const std::vector<bool> is_near = reachable_from(spare, {source_and_sink.from});
    for (std::uint32_t i = 0; i < graph.edges.size(); ++i) {
        flow.on_edge.push_back(capacity[there[i]] - residual[there[i]]);
        if (is_near[graph.edges[i].from] && !is_near[graph.edges[i].to]) flow.cut.push_back(i);
    }
    return flow;
}

}  // namespace agrocap
