#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

/// A feeder makes a casting in two hours, which a line takes to make a machine in one.
const std::string fed_line = R"(schema = 1
[scenario]
horizon = "1 y"
[item.casting]
[item.machine]
uses = { casting = 1 }
[plant.works.line.feeder]
makes = "casting"
route = ["mould"]
station.mould.time = "2 h"
[plant.works.line.first]
makes = "machine"
route = ["fit"]
station.fit.time = "1 h"
)";
const std::string second_line = R"([plant.works.line.second]
makes = "machine"
route = ["fit"]
station.fit.time = "1 h"
)";
const std::string day_shift = R"([calendar.day]
shifts = [{ days = "mon-sun", from = "08:00", to = "16:00" }]
[plant.works]
calendar = "day"
)";

/// The mean of a metric of one replication.
double mean_of(const Workplace& work, const std::string& scenario, const std::string& metric, const std::string& options = "") {
    work.write("fed.toml", scenario);
    const Ran ran = work.agrocap("run fed.toml --replications 1 --quiet --json - " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return json::parse(ran.out)["metrics"][metric]["mean"].get<double>();
}

}  // namespace

TEST_CASE("hours that lines wait for a store are a metric, counted by hand", "[cli][metrics]") {
    const Workplace work;
    const std::string metric = "waited.works.casting";

    // An hour of work for each two that a casting takes, behind the two before the first.
    CHECK(mean_of(work, fed_line, metric, "--set scenario.warmup='\"7 d\"'") == 4380);
    CHECK(mean_of(work, fed_line, metric) == 4381);
    // Two lines share the castings: each works one hour of four.
    CHECK(mean_of(work, fed_line + second_line, metric, "--set scenario.warmup='\"7 d\"'") == 2 * 6570);
    // By day four castings are made, and four hours waited for; the night is nobody's fault.
    CHECK(mean_of(work, fed_line + day_shift, metric, "--set scenario.warmup='\"7 d\"'") == 4 * 365);
    // Castings in abundance.
    CHECK(mean_of(work, fed_line, metric, "--set plant.works.line.feeder.station.mould.servers=3 --set scenario.warmup='\"7 d\"'") == 0);
}

TEST_CASE("a target and a list of metrics can ask for the hours that lines wait", "[cli][metrics]") {
    const Workplace work;
    work.write("fed.toml", fed_line + "[target.fed]\nmetric = \"waited.works.casting\"\nat_most = 4400\n");

    CHECK(work.agrocap("check fed.toml --quiet").code == 0);
    CHECK_THAT(work.agrocap("metrics fed.toml waited").out, ContainsSubstring("waited.works.casting") && ContainsSubstring("h/y"));
    CHECK_THAT(work.agrocap("compare fed.toml --what-if plant.works.line.feeder.station.mould.servers=2 --metric waited.works.casting").out,
               ContainsSubstring("waited.works.casting"));
    // Nobody takes machines.
    CHECK(work.agrocap("metrics fed.toml waited.works.machine").code == 2);
}

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
    const Ran none = work.agrocap("metrics plant.toml outptu");
    const Ran missing = work.agrocap("metrics missing.toml");

    CHECK(none.code == 2);
    CHECK(none.err == "agrocap metrics: PATTERN: no metric has \"outptu\" in its name\n  hint: did you mean \"output\"?\n");
    CHECK(work.agrocap("metrics OUTPUT").err ==
          "agrocap metrics: PATTERN: no metric has \"OUTPUT\" in its name\n  hint: did you mean \"output\"?\n");
    CHECK_THAT(work.agrocap("metrics plant.toml zzzzzzz").err, ContainsSubstring("  hint: \"agrocap metrics plant.toml\" lists all\n"));
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
    CHECK(asked.code == 2);
    CHECK_THAT(asked.err, ContainsSubstring("the metric \"sales\" stops too early\n"));
    CHECK_THAT(asked.err, ContainsSubstring("hint: metrics of this form: \"sales.total\""));
    const Ran compared = work.agrocap("compare plant.toml plant.toml --metric sales.total");
    CHECK(compared.code == 2);
    CHECK_THAT(compared.err, ContainsSubstring("--metric: plant.toml: no run of this scenario gives \"sales.total\"\n  hint: "));
}
