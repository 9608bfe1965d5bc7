// Networks in which transport alone decides: the linear program and the greatest flow of Boost.Graph come to the same, and the cut is
// named.

#include "network/flow.hpp"
#include "properties/dice.hpp"
#include "proven.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::WithinRel;

namespace {

const Span year{.horizon = "365 d", .home = "KZ"};

/// A plant whose goods are always there, and a market that takes what comes.
const std::string endless =
    "[item.unit]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\nstore.unit.supply = \"unlimited\"\n[market.home]\ncountry = \"KZ\"\n"
    "demand.unit.per_year = 1000000\n";

std::string lane(const std::string& id, const std::string& from, const std::string& to, const std::string& keys) {
    return fmt::format("[lane.{}]\nfrom = \"{}\"\nto = \"{}\"\ntransit = \"1 h\"\nload = 10\n{}\n", id, from, to, keys);
}

/// The rows of a bound's cut as "kind of what".
std::set<std::string> cut_of(const Bound& bound) {
    std::set<std::string> names;
    for (const std::size_t row : bound.cut)
        names.insert(std::string(row_kind_name(bound.program.rows[row].kind)) + " of " + bound.program.rows[row].what);
    return names;
}

double limits_of(const Bound& bound) {
    double sum = 0;
    for (const std::size_t row : bound.cut) sum += bound.program.rows[row].limit + bound.program.rows[row].allowance;
    return sum;
}

}  // namespace

TEST_CASE("the lane that lets least through is the cut, and what it carries is the bound", "[bound][cut]") {
    // A first load of 10, and 500 in the year.
    const Bound bound = proven(year,
                               endless + "[place.gate]\n" + lane("near", "plant.works", "place.gate", "per_year = 900") +
                                   lane("far", "place.gate", "market.home", "per_year = 500"),
                               "sales.total");

    CHECK(cut_of(bound) == std::set<std::string>{"lane of lane.far"});
    CHECK_THAT(bound.proof->value, WithinRel(510.0, 1e-8));
}

TEST_CASE("a cut goes through lanes, fleets and places, whichever lets least through", "[bound][cut]") {
    // By the gate 2 servers of 10 h with loads of 10: 17,520; by the bridge one vehicle of 10 each 9 h, and the first: 9,743.3;
    // directly 70.
    const std::string body = endless + "[place.gate]\nservers = 2\ntime = \"10 h\"\n[place.bridge]\n" +
                             lane("a", "plant.works", "place.gate", "per_year = 90000") + lane("b", "place.gate", "market.home", "") +
                             lane("c", "plant.works", "place.bridge", "fleet = 1\nreturn = \"8 h\"") +
                             lane("d", "place.bridge", "market.home", "per_year = 20000") +
                             lane("e", "plant.works", "market.home", "per_year = 60");
    const Bound bound = proven(year, body, "sales.total");

    CHECK(cut_of(bound) == std::set<std::string>{"place of place.gate", "fleet of lane.c", "lane of lane.e"});
    CHECK_THAT(bound.proof->value, WithinRel(17520 + 10 * (1 + 8760 / 9.0) + 70, 1e-8));
    CHECK_THAT(limits_of(bound), WithinRel(bound.proof->value, 1e-9));
}

TEST_CASE("kits that come by a lane cut the output of lines that take them", "[bound][cut]") {
    const std::string body =
        "[item.kit]\n[item.unit]\nuses = { kit = 2 }\n[supplier.far]\ncountry = \"CN\"\n[supplier.far.item.kit]\nlead = \"1 d\"\n"
        "[plant.works]\ncountry = \"KZ\"\n[plant.works.store.kit]\ninitial = 20\nreorder = { policy = \"base-stock\", level = 100 }\n"
        "[plant.works.line.main]\nmakes = \"unit\"\nroute = [\"fit\"]\nstation.fit.time = \"10 min\"\n" +
        lane("road", "supplier.far", "plant.works", "per_year = 600");
    const Bound bound = proven(year, body);

    CHECK(cut_of(bound) == std::set<std::string>{"lane of lane.road"});
    CHECK_THAT(bound.proof->value, WithinRel((20 + 610) / 2.0, 1e-8));
}

TEST_CASE("where something else binds, or goods go without lanes, there is no cut", "[bound][cut]") {
    const std::string road = lane("road", "plant.works", "market.home", "per_year = 900");
    const std::string rare =
        "[item.unit]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\nstore.unit.supply = \"unlimited\"\n[market.home]\n"
        "country = \"KZ\"\ndemand.unit.per_year = 300\n";
    const std::string elsewhere = "[market.other]\ncountry = \"KZ\"\ndemand.unit.per_year = 300\n";

    CHECK(proven(year, rare + road, "sales.total").cut.empty());
    CHECK(proven(year, rare, "sales.total").cut.empty());
    CHECK(proven(year, endless + elsewhere + road, "sales.total").cut.empty());
    CHECK(cut_of(proven(year, endless + elsewhere + road, "sales.home")) == std::set<std::string>{"lane of lane.road"});
}

TEST_CASE("on made-up networks the program's optimum is the greatest flow", "[bound][cut]") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Dice dice(seed);
        const auto places = static_cast<std::uint32_t>(dice.between(1, 4));
        std::string body =
            "[item.unit]\nprice = 1\n[plant.p0]\ncountry = \"KZ\"\nstore.unit.supply = \"unlimited\"\n[plant.p1]\ncountry = \"KZ\"\n"
            "store.unit.supply = \"unlimited\"\n";
        for (const char* market : {"m0", "m1"})
            body += fmt::format("[market.{}]\ncountry = \"KZ\"\ndemand.unit.per_year = 1000000\n", market);
        // Nodes: source, sink, two plants, two markets, and for each place where goods come and go.
        std::vector<std::string> nodes{"plant.p0", "plant.p1", "market.m0", "market.m1"};
        Graph graph{6 + 2 * places, {{0, 2}, {0, 3}, {4, 1}, {5, 1}}};
        std::vector<double> capacities(4, 1e9);
        for (std::uint32_t g = 0; g < places; ++g) {
            nodes.push_back(fmt::format("place.g{}", g));
            const int hours = dice.between(5, 40);
            body += fmt::format("[place.g{}]\nservers = 1\ntime = \"{} h\"\n", g, hours);
            graph.edges.push_back({6 + 2 * g, 7 + 2 * g});
            capacities.push_back(5.0 * 8760 / hours);  // loads of 5
        }
        const auto leaves = [](std::uint32_t node) { return node < 4 ? node + 2 : 7 + 2 * (node - 4); };
        const auto comes = [](std::uint32_t node) { return node < 4 ? node + 2 : 6 + 2 * (node - 4); };
        // From each plant to each market at least one way, so that nothing is there at once; and chains of places.
        std::set<std::pair<std::uint32_t, std::uint32_t>> ways;
        for (std::uint32_t plant : {0U, 1U})
            for (std::uint32_t market : {2U, 3U}) {
                const auto over = 4 + static_cast<std::uint32_t>(dice.between(0, static_cast<int>(places) - 1));
                ways.insert({plant, over});
                ways.insert({over, market});
                if (dice.chance(30)) ways.insert({plant, market});
            }
        for (std::uint32_t from = 4; from < 4 + places; ++from)
            for (std::uint32_t to = from + 1; to < 4 + places; ++to)
                if (dice.chance(50)) ways.insert({from, to});
        for (const auto& [from, to] : ways) {
            const int units = dice.between(50, 9000);
            body += fmt::format("[lane.l{}-{}]\nfrom = \"{}\"\nto = \"{}\"\nload = 5\nper_year = {}\n", from, to, nodes[from], nodes[to],
                                units);
            graph.edges.push_back({leaves(from), comes(to)});
            capacities.push_back(5.0 + units);
        }
        CAPTURE(seed, body);
        const Bound bound = proven(year, body, "sales.total");
        REQUIRE(bound.proof);
        CHECK_THAT(bound.proof->value, WithinRel(maximum_flow(graph, capacities, {0, 1}).value, 1e-8));
        CHECK_FALSE(bound.cut.empty());
        CHECK_THAT(limits_of(bound), WithinRel(bound.proof->value, 1e-9));
    }
}
