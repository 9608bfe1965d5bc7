#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <regex>
#include <string>
#include <utility>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

const std::string case_file = AGROCAP_SOURCE_DIR "/scenarios/cases/kazakhstan-2023.toml";

/// How far a picture's nodes reach to the right, and how wide the picture is.
std::pair<double, double> reach_and_width(const std::string& svg) {
    std::smatch head, scale;
    REQUIRE(std::regex_search(svg, head, std::regex(R"(viewBox="0.00 0.00 ([0-9.]+) )")));
    REQUIRE(std::regex_search(svg, scale, std::regex(R"(scale\(([0-9.]+) [0-9.]+\) rotate\(0\) translate\(([0-9.]+) )")));
    double reach = 0;
    const std::regex ellipse(R"re(<ellipse [^>]*cx="([-0-9.]+)" cy="[-0-9.]+" rx="([0-9.]+)")re");
    for (std::sregex_iterator at(svg.begin(), svg.end(), ellipse), end; at != end; ++at)
        reach = std::max(reach, std::stod((*at)[1]) + std::stod((*at)[2]));
    return {std::stod(scale[1]) * (reach + std::stod(scale[2])), std::stod(head[1])};
}

}  // namespace

TEST_CASE("graph writes DOT by default, whole, by plant or by item", "[cli][graph]") {
    const Workplace work;
    work.write_plant();

    const Ran whole = work.agrocap("graph plant.toml");
    CHECK(whole.code == 0);
    CHECK(whole.err.empty());
    CHECK_THAT(whole.out, StartsWith("digraph \"") && ContainsSubstring("subgraph \"cluster plant."));
    CHECK_THAT(work.agrocap("graph " + case_file + " --plant semey").out, ContainsSubstring("cluster plant.semey.line.small-tractors"));
    CHECK_THAT(work.agrocap("graph " + case_file + " --item seeder").out, ContainsSubstring("\"item.kit-seeder\" -> \"item.seeder\""));
}

TEST_CASE("graph writes GraphML on request", "[cli][graph]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("graph plant.toml --format graphml");

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, StartsWith("<?xml") && ContainsSubstring("<data key=\"node.kind\">line</data>"));
}

TEST_CASE("graph says which plant or item there is not", "[cli][graph]") {
    const Workplace work;
    const Ran plant = work.agrocap("graph " + case_file + " --plant semei");
    const Ran item = work.agrocap("graph " + case_file + " --item zzzzzzzz");

    CHECK(plant.code == 2);
    CHECK(plant.out.empty());
    CHECK(plant.err == "agrocap graph: --plant: the scenario has no plant \"semei\"\n  hint: did you mean \"semey\"?\n");
    CHECK(item.code == 2);
    CHECK(item.err == "agrocap graph: --item: the scenario has no item \"zzzzzzzz\"\n");
    CHECK(work.agrocap("graph " + case_file + " --plant semey --item seeder").code == 2);
    CHECK(work.agrocap("graph " + case_file + " --format svg").code == 2);
}

TEST_CASE("graph draws no scenario that has errors", "[cli][graph]") {
    const Workplace work;
    work.write("broken.toml", "schema = 1\n[plant.p.line.l]\nmakes = \"nothing\"\n");
    const Ran ran = work.agrocap("graph broken.toml");

    CHECK(ran.code == 3);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, ContainsSubstring("nothing was drawn"));
}

TEST_CASE("Graphviz reads what graph writes", "[cli][graph]") {
    const Workplace work;
    if (work.shell("dot -V").code != 0) SKIP("Graphviz is not installed");

    for (const char* view : {"", " --plant semey", " --item tractor-150"}) {
        const Ran ran = work.shell("\"$AGROCAP\" graph " + case_file + view + " | dot -Tsvg");
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
        CHECK_THAT(ran.out, ContainsSubstring("</svg>"));
    }
}

TEST_CASE("a picture of a country is no larger than its page, and no node is cut off at its edge", "[cli][graph]") {
    const Workplace work;
    if (work.shell("dot -V").code != 0) SKIP("Graphviz is not installed");
    REQUIRE(work.agrocap("run " + case_file + " --replications 1 --no-bound --quiet --json r.json").code == 0);

    for (const char* results : {"", " --results r.json"}) {
        const auto [reach, width] = reach_and_width(work.shell("\"$AGROCAP\" graph " + case_file + results + " | dot -Tsvg").out);
        CHECK(reach <= width);
        CHECK(width <= 11.2 * 72);  // points
    }
}

TEST_CASE("with results every letter of a country's picture has 7 points on an A4, on the map, too", "[cli][graph]") {
    const Workplace work;
    if (work.shell("dot -V").code != 0) SKIP("Graphviz is not installed");
    REQUIRE(work.agrocap("run " + case_file + " --replications 1 --no-bound --quiet --json r.json").code == 0);

    for (const char* view : {" | dot -Tsvg", " --layout map | neato -n -Tsvg"}) {
        CAPTURE(view);
        const std::string svg = work.shell("\"$AGROCAP\" graph " + case_file + " --results r.json" + view).out;
        std::smatch scale;
        REQUIRE(std::regex_search(svg, scale, std::regex(R"(scale\(([0-9.]+) )")));
        const std::regex letters(R"re(font-size="([0-9.]+)")re");
        for (std::sregex_iterator at(svg.begin(), svg.end(), letters), end; at != end; ++at)
            CHECK(std::stod((*at)[1]) * std::stod(scale[1]) >= 7);
    }
}

TEST_CASE("results of another scenario are drawn with a warning", "[cli][graph]") {
    const Workplace work;
    work.write_plant();
    work.shell("sed 's/One hour a unit/Another/' plant.toml > other.toml; \"$AGROCAP\" run other.toml --json r.json");

    CHECK_THAT(work.agrocap("graph plant.toml --results r.json").err,
               StartsWith("warning: r.json holds results of \"Another\", and this is \"One hour a unit\""));
    CHECK(work.agrocap("graph other.toml --results r.json").err.empty());
}
