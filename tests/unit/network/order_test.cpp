#include "network/order.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;
using Nodes = std::vector<std::uint32_t>;

TEST_CASE("a topological order takes the smallest node that may come next", "[network][order]") {
    const Graph graph{5, {{4, 0}, {3, 1}, {0, 2}}};

    CHECK(topological_order(graph) == Nodes{3, 1, 4, 0, 2});
}

TEST_CASE("a graph with a cycle has no topological order", "[network][order]") {
    CHECK_FALSE(topological_order({3, {{0, 1}, {1, 2}, {2, 1}}}));
    CHECK_FALSE(topological_order({1, {{0, 0}}}));
}

TEST_CASE("a cycle is given in the order of its edges, from its smallest node", "[network][order]") {
    CHECK(find_cycle({5, {{0, 3}, {3, 4}, {4, 2}, {2, 3}}}) == Nodes{2, 3, 4});
    CHECK(find_cycle({2, {{0, 1}, {1, 1}}}) == Nodes{1});
}

TEST_CASE("no cycle is found where there is none, though undirected there would be", "[network][order]") {
    CHECK(find_cycle({4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}}).empty());
    CHECK(find_cycle({0, {}}).empty());
}
