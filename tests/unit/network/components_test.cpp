#include "network/components.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;
using Nodes = std::vector<std::uint32_t>;

TEST_CASE("strong components are sorted, and single nodes are components", "[network][components]") {
    const Graph graph{6, {{5, 1}, {1, 4}, {4, 5}, {4, 0}, {2, 3}, {3, 2}, {0, 2}}};

    CHECK(strong_components(graph) == std::vector<Nodes>{{0}, {1, 4, 5}, {2, 3}});
}

TEST_CASE("nodes are connected whichever way the edges lead", "[network][components]") {
    const Graph graph{7, {{5, 1}, {4, 1}, {2, 3}, {3, 2}, {6, 4}}};

    CHECK(connected_components(graph) == std::vector<Nodes>{{0}, {1, 4, 5, 6}, {2, 3}});
}

TEST_CASE("reachability follows edges forward, reaching backward", "[network][components]") {
    const Graph graph{4, {{0, 1}, {1, 2}, {3, 2}}};

    CHECK(reachable_from(graph, {0}) == std::vector<bool>{true, true, true, false});
    CHECK(reaching(graph, {1}) == std::vector<bool>{true, true, false, false});
    CHECK(reachable_from(graph, {}) == std::vector<bool>(4, false));
}
