#include "cli/program.hpp"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::json;

namespace {

constexpr const char* failures =
    "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n";

}  // namespace

TEST_CASE("a series shows the year by months, with bars, and writes them as JSON and CSV", "[cli][series]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml --series month --json r.json --csv out");

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("\nBy month\n"));
    CHECK_THAT(ran.out, ContainsSubstring("\n  2023-02           672  "));
    CHECK_THAT(ran.out, ContainsSubstring("████████████████████████\n"));
    const json series = json::parse(work.read("r.json"))["series"];
    CHECK(series["every"] == "month");
    CHECK(series["from"].size() == 12);
    CHECK(series["from"][1] == "2023-02-01");
    CHECK(series["metrics"]["output.total"][1].dump() == R"({"half_width":0,"mean":672})");
    CHECK(series["units"]["output.total"] == "units");
    CHECK_THAT(work.read("out/series.csv"),
               StartsWith("from,days,metric,unit,mean,half_width\r\n2023-01-01,31,output.total,units,744,0\r\n"));
}

TEST_CASE("a period that is none is refused with those that there are", "[cli][series]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("run plant.toml --series fortnight");

    CHECK(ran.code == 2);
    CHECK_THAT(ran.err, ContainsSubstring("expected one of day, week, month, year"));
}

TEST_CASE("a database changes no series, whoever filled it, and a report follows its run anew", "[cli][series]") {
    const Workplace work;
    work.write_plant(failures);
    const std::string expected = work.agrocap("run plant.toml --series week --json -").out;

    work.agrocap("run plant.toml --db r.db");
    CHECK(work.agrocap("run plant.toml --series week --db r.db --json -").out == expected);
    CHECK(work.agrocap("run plant.toml --series week --db r.db --json -").out == expected);
    CHECK(work.agrocap("run plant.toml --series week --db new.db --json -").out == expected);
    CHECK(work.agrocap("report r.db --series week").out == work.agrocap("run plant.toml --series week").out);
    CHECK(work.agrocap("report r.db").out == work.agrocap("run plant.toml").out);
}

TEST_CASE("a report of a file says so where it does not hold the periods that are asked for", "[cli][series]") {
    const Workplace work;
    work.write_plant(failures);
    work.agrocap("run plant.toml --series week --json r.json");
    work.agrocap("run plant.toml --json plain.json");

    CHECK(work.agrocap("report r.json --series week").out == work.agrocap("report r.json").out);
    const Ran other = work.agrocap("report r.json --series month");
    CHECK(other.code == 2);
    CHECK_THAT(other.err, ContainsSubstring("r.json holds what happened by week"));
    CHECK(work.agrocap("report plain.json --series month").code == 2);
    work.agrocap("validate plant.toml --json messages.json");
    CHECK(work.agrocap("report messages.json --xlsx m.xlsx").code == 2);
    CHECK(!work.has("m.xlsx"));
}

TEST_CASE("a comparison has paired differences by month", "[cli][series][compare]") {
    const Workplace work;
    work.write_plant(failures);
    const std::string what_if = "'plant.works.line.main.station.press.time=\"50 min\"'";
    const Ran ran = work.agrocap("compare plant.toml --what-if " + what_if + " --series month --json c.json");
    const json results = json::parse(work.read("c.json"));

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring(": output.total by month\n"));
    const json& difference = results["whatifs"][0]["series_difference"]["metrics"]["output.total"];
    REQUIRE(difference.size() == 12);
    double sum = 0;
    for (std::size_t month = 0; month < 12; ++month) {
        const double base = results["series"]["metrics"]["output.total"][month]["mean"];
        const double whatif = results["whatifs"][0]["series"]["metrics"]["output.total"][month]["mean"];
        CHECK(difference[month]["mean"].get<double>() == Catch::Approx(whatif - base).epsilon(1e-12));
        sum += difference[month]["mean"].get<double>();
    }
    CHECK(sum == Catch::Approx(results["whatifs"][0]["metrics"]["output.total"]["difference"].get<double>()).epsilon(1e-9));
    CHECK(work.agrocap("report c.json").out == ran.out);
}
