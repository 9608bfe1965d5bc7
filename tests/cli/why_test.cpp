#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using nlohmann::json;

namespace {

/// The last line of a text without line breaks within its last paragraph.
std::string last_paragraph(const std::string& text) {
    const std::size_t from = text.rfind("\n\n");
    return text.substr(from == std::string::npos ? 0 : from + 2);
}

json why_of(const Workplace& work, const std::string& options = "") {
    const Ran ran = work.agrocap("run plant.toml --quiet --json - " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return json::parse(ran.out)["why"];
}

}  // namespace

TEST_CASE("a run ends with one sentence of why, on a screen, in a pipe and in the JSON", "[cli][why]") {
    const Workplace work;
    work.write_plant();  // one station around the clock, a unit an hour: nothing else is a limit

    const std::string sentence = "What binds: hours of stations (plant.works.line.main.station.press, bound 8 760 units/y).";
    CHECK(last_paragraph(work.agrocap("run plant.toml --json r.json").out) == sentence + "\n");
    const json why = json::parse(work.read("r.json"))["why"];
    CHECK(why["sentence"] == sentence);
    CHECK(why["metric"] == "output.total");
    CHECK(why["limit"]["what"] == "hours of stations");
    CHECK(why["limit"]["bound"] == 8760);
    CHECK(why["next"].is_null());
    CHECK(why["made"] == 8760);
    CHECK_THAT(work.agrocap("run plant.toml --brief").out, EndsWith(sentence + "\n"));
    CHECK(work.agrocap("run plant.toml --section capacity").out.find("What binds") == std::string::npos);
    CHECK_THAT(work.agrocap("report r.json").out, EndsWith(sentence + "\n"));
}

TEST_CASE("what would bind next is the bound with the first limit gone", "[cli][why]") {
    // 4 000 are wanted of 8 760 that could be made.
    const Workplace work;
    work.write("pull.toml",
               "schema = 1\n[scenario]\nhorizon = \"1 y\"\nhome = \"KZ\"\n[item.part]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\n"
               "[plant.works.line.main]\nmakes = \"part\"\nrelease = \"pull\"\nroute = [\"press\"]\nstation.press.time = \"1 h\"\n"
               "[market.town]\ncountry = \"KZ\"\ndemand.part = { per_year = 4000, arrivals = \"even\" }\n");
    const Ran ran = work.agrocap("run pull.toml --replications 2 --json r.json");
    INFO(ran.err);
    REQUIRE(ran.code == 0);

    const json why = json::parse(work.read("r.json"))["why"];

    CHECK(why["limit"]["what"] == "buyers");
    CHECK(why["next"]["what"] == "hours of stations");
    CHECK(why["next"]["bound"] == 8760);
    CHECK_THAT(why["sentence"].get<std::string>(),
               ContainsSubstring("What binds: buyers (market.town.demand.part, bound ") &&
                   EndsWith("; the next is hours of stations (plant.works.line.main.station.press, bound 8 760)."));
}

TEST_CASE("what is made far below the bound is explained by what lines lose, which a bound leaves out", "[cli][why]") {
    // One hour of each three is for maintenance: 5 840 of 8 760.
    const Workplace work;
    work.write_plant("maintenance = { every = \"3 h\", takes = \"1 h\" }\n");

    const json why = why_of(work);

    CHECK(why["made"].get<double>() < 0.9 * why["limit"]["bound"].get<double>());
    REQUIRE(why["lost"].size() == 1);
    CHECK(why["lost"][0]["state"] == "maintenance");
    CHECK(std::abs(why["lost"][0]["share"].get<double>() - 1.0 / 3) < 1e-3);
    CHECK(why["sentence"] ==
          "No luck and no dispatching makes more than 7 010 units/y, for hours of stations; of what is lost below that "
          "lines lose most open time to maintenance (33.3 %).");
}

TEST_CASE("without a bound the sentence tells what the run alone knows", "[cli][why]") {
    const Workplace work;
    work.write_plant();

    const json why = why_of(work, "--no-bound");

    CHECK(why["limit"].is_null());
    CHECK(why["sentence"] == "The most occupied station is works.main.press, at 100.0 % of its open time.");
}

TEST_CASE("the sentence is the same on any number of threads, and from a database", "[cli][why]") {
    const Workplace work;
    work.write_plant(
        "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n");
    const std::string one = work.agrocap("run plant.toml --threads 1 --db r.db").out;

    CHECK(work.agrocap("run plant.toml --threads 4").out == one);
    CHECK(work.agrocap("report r.db").out == one);
}
