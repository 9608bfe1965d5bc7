#include "network/flow.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;
using Edges = std::vector<std::uint32_t>;

TEST_CASE("the greatest flow equals the smallest cut", "[network][flow]") {
    // The example of Cormen et al., Introduction to Algorithms, 3rd ed., figure 26.1: the greatest flow is 23.
    const Graph graph{6, {{0, 1}, {0, 2}, {2, 1}, {1, 3}, {3, 2}, {2, 4}, {4, 3}, {3, 5}, {4, 5}}};
    const std::vector<double> capacities{16, 13, 4, 12, 9, 14, 7, 20, 4};
    const MaximumFlow flow = maximum_flow(graph, capacities, {0, 5});

    CHECK(flow.value == 23);
    CHECK(flow.cut == Edges{3, 6, 8});
    CHECK(flow.on_edge[7] + flow.on_edge[8] == 23);
}

TEST_CASE("nothing flows where no way leads", "[network][flow]") {
    const MaximumFlow flow = maximum_flow({3, {{0, 1}}}, {7}, {0, 2});

    CHECK(flow.value == 0);
    CHECK(flow.cut.empty());
}
