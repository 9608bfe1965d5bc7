#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

TEST_CASE("without a scenario the patterns of all metrics are listed", "[cli][metrics]") {
    const Workplace work;
    const Ran ran = work.agrocap("metrics");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out, ContainsSubstring("output.plant.PLANT"));
    CHECK_THAT(work.agrocap("metrics 'margin.*'").out, ContainsSubstring("margin.MARKET"));
    CHECK(work.agrocap("metrics 'margin.*'").out.find("output") == std::string::npos);
}

TEST_CASE("with a scenario its own metrics are listed, and they are those of its results", "[cli][metrics]") {
    const Workplace work;
    work.write_plant();
    const json list = json::parse(work.agrocap("metrics plant.toml --json -").out);
    const json results = json::parse(work.agrocap("run plant.toml --quiet --json -").out);

    CHECK(list["format"] == "agrocap-metrics/1");
    CHECK(list["scenario"]["files"][0]["path"] == "plant.toml");
    CHECK(list["metrics"].size() == results["metrics"].size());
    for (const json& metric : list["metrics"]) {
        INFO(metric["name"]);
        REQUIRE(results["metrics"].contains(metric["name"].get<std::string>()));
        CHECK(results["metrics"][metric["name"].get<std::string>()]["unit"] == metric["unit"]);
        CHECK_FALSE(metric["meaning"].get<std::string>().empty());
    }
    CHECK(json::parse(work.agrocap("metrics plant.toml 'state.*.down' --json -").out)["metrics"].size() == 1);
}

TEST_CASE("a pattern that fits no metric is wrong usage, a broken scenario an error of its own", "[cli][metrics]") {
    const Workplace work;
    work.write_plant();
    const Ran none = work.agrocap("metrics plant.toml slaes");
    const Ran missing = work.agrocap("metrics missing.toml");

    CHECK(none.code == 2);
    CHECK(none.err == "agrocap metrics: PATTERN: no metric has \"slaes\" in its name\n  hint: \"agrocap metrics plant.toml\" lists all\n");
    CHECK(missing.code == 3);
    CHECK_THAT(missing.err, ContainsSubstring("error[E001]"));
}

TEST_CASE("the page of metrics is printed with --markdown", "[cli][metrics]") {
    const Workplace work;
    std::ostringstream page;
    page << std::ifstream(AGROCAP_SOURCE_DIR "/docs/metrics.md").rdbuf();

    CHECK((work.agrocap("metrics --markdown").out == page.str()));
}

TEST_CASE("a metric that no run gives is refused by validate, run and compare", "[cli][metrics]") {
    const Workplace work;
    work.write_plant("[target.sold]\nmetric = \"sales.total\"\nat_least = 1\n");
    for (const char* command : {"validate plant.toml", "run plant.toml --quiet", "check plant.toml --quiet"}) {
        const Ran ran = work.agrocap(command);
        INFO(command << ran.err);
        CHECK(ran.code == 3);
        CHECK_THAT(ran.err, ContainsSubstring("error[E023]: target.sold.metric: no run of this scenario gives \"sales.total\""));
    }
    work.write_plant();
    const Ran asked = work.agrocap("run plant.toml --quiet --probability 'sales>=3'");
    CHECK(asked.code == 3);
    CHECK_THAT(asked.err, ContainsSubstring("the metric \"sales\" stops too early\n"));
    CHECK_THAT(asked.err, ContainsSubstring("hint: metrics of this form: \"sales.total\""));
    const Ran compared = work.agrocap("compare plant.toml plant.toml --metric sales.total");
    CHECK(compared.code == 2);
    CHECK_THAT(compared.err, ContainsSubstring("--metric: plant.toml: no run of this scenario gives \"sales.total\"\n  hint: "));
}
