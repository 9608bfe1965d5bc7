#include "network/routes.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

using namespace agrocap;
using Edges = std::vector<std::uint32_t>;

TEST_CASE("the shortest route may have more edges than the direct one", "[network][routes]") {
    const Graph graph{3, {{0, 2}, {0, 1}, {1, 2}}};
    const ShortestRoutes routes = shortest_routes(graph, {5.0, 2.0, 2.5}, 0);

    CHECK(routes.distance[2] == 4.5);
    CHECK(route_edges(graph, routes, 2) == Edges{1, 2});
}

TEST_CASE("among equally short routes the one of fewest edges wins, then the smallest node before the end, then the smallest edge",
          "[network][routes]") {
    const Graph graph{4, {{0, 2}, {2, 3}, {0, 1}, {1, 3}, {1, 3}, {0, 3}}};

    CHECK(route_edges(graph, shortest_routes(graph, {1, 1, 1, 1, 1, 2}, 0), 3) == Edges{5});
    CHECK(route_edges(graph, shortest_routes(graph, {1, 1, 1, 1, 1, 3}, 0), 3) == Edges{2, 3});
}

TEST_CASE("edges of no length lead round no circle", "[network][routes]") {
    const Graph graph{3, {{0, 1}, {1, 0}, {1, 2}, {2, 1}}};
    const ShortestRoutes routes = shortest_routes(graph, {0, 0, 0, 0}, 0);

    CHECK(routes.last_edge[0] == no_edge);
    CHECK(route_edges(graph, routes, 2) == Edges{0, 2});
}

TEST_CASE("a search goes on from many nodes, and routes pass through open ones only", "[network][routes]") {
    const Graph graph{5, {{0, 1}, {1, 2}, {0, 3}, {3, 2}, {1, 4}}};
    const RouteSearch search(graph, {1, 1, 2, 2, 1}, {1, 0, 1, 1, 1});

    const ShortestRoutes round = search.from(0);
    CHECK(round.distance[1] == 1);
    CHECK(route_edges(graph, round, 2) == Edges{2, 3});  // not through node 1, which is shorter
    CHECK(std::isinf(round.distance[4]));
    CHECK(round.reached == std::vector<std::uint32_t>{1, 3, 2});

    const ShortestRoutes begun = search.from(1);  // a route may begin at it
    CHECK(route_edges(graph, begun, 2) == Edges{1});
    CHECK(begun.distance[4] == 1);
}

TEST_CASE("where no route leads the distance is infinite and the route empty", "[network][routes]") {
    const Graph graph{3, {{0, 1}}};
    const ShortestRoutes routes = shortest_routes(graph, {1}, 0);

    CHECK(std::isinf(routes.distance[2]));
    CHECK(route_edges(graph, routes, 2).empty());
}
