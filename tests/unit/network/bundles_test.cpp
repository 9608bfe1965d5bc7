#include "network/bundles.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

using namespace agrocap;

namespace {

/// The edges that a drawing says there are: those in no bundle, and every source of a bundle with every target.
std::multiset<std::pair<std::uint32_t, std::uint32_t>> said(const Graph& graph, const std::vector<Bundle>& bundles) {
    std::set<std::size_t> inside;
    std::multiset<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (const Bundle& bundle : bundles) {
        for (const std::uint32_t source : bundle.sources)
            for (const std::uint32_t target : bundle.targets) edges.insert({source, target});
        for (const std::size_t edge : bundle.edges) CHECK(inside.insert(edge).second);
    }
    for (std::size_t edge = 0; edge < graph.edges.size(); ++edge)
        if (!inside.contains(edge)) edges.insert({graph.edges[edge].from, graph.edges[edge].to});
    return edges;
}

}  // namespace

TEST_CASE("three sources that all lead to three targets are one bundle", "[network][bundles]") {
    Graph graph{6, {}};
    for (const std::uint32_t source : {0U, 1U, 2U})
        for (const std::uint32_t target : {3U, 4U, 5U}) graph.edges.push_back({source, target});

    const std::vector<Bundle> bundles = bundles_of(graph);

    REQUIRE(bundles.size() == 1);
    CHECK(bundles[0].sources == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(bundles[0].targets == std::vector<std::uint32_t>{3, 4, 5});
    CHECK(bundles[0].edges.size() == 9);
}

TEST_CASE("two by two and a single source save nothing and are no bundle", "[network][bundles]") {
    CHECK(bundles_of({4, {{0, 2}, {0, 3}, {1, 2}, {1, 3}}}).empty());
    CHECK(bundles_of({5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}}}).empty());
    CHECK(bundles_of({3, {}}).empty());
}

TEST_CASE("bundles say every edge once and none that is not there", "[network][bundles]") {
    // An edge from source s to target 20 + t where a pattern without structure says so.
    Graph graph{40, {}};
    std::multiset<std::pair<std::uint32_t, std::uint32_t>> expected;
    for (std::uint32_t source = 0; source < 20; ++source)
        for (std::uint32_t target = 0; target < 20; ++target)
            if ((source * 7 + target * target * 3 + source * target) % 5 < 3) {
                graph.edges.push_back({source, 20 + target});
                expected.insert({source, 20 + target});
            }

    const std::vector<Bundle> bundles = bundles_of(graph);

    CHECK(!bundles.empty());
    CHECK(said(graph, bundles) == expected);
    for (const Bundle& bundle : bundles)
        CHECK(bundle.sources.size() * bundle.targets.size() > bundle.sources.size() + bundle.targets.size());
}

TEST_CASE("parallel edges go into one bundle together", "[network][bundles]") {
    Graph graph{6, {{0, 3}}};
    for (const std::uint32_t source : {0U, 1U, 2U})
        for (const std::uint32_t target : {3U, 4U, 5U}) graph.edges.push_back({source, target});

    CHECK(bundles_of(graph).at(0).edges.size() == 10);
}
