#include "cli/page_charts.hpp"
#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

const std::string target = "[target.enough]\nmetric = \"output.total\"\nat_least = 8000\n";

}  // namespace

TEST_CASE("what is nothing throughout is said and not drawn", "[cli][page]") {
    const Workplace work;
    work.write("closed.toml", R"(schema = 1
[experiment]
replications = 3
[item.part]
price = 10
[plant.works.line.main]
makes = "part"
opens = 2030-01-01
route = ["press"]
station.press.time = "8 h"
[market.town]
demand.part.per_year = 876
[lane.road]
from = "plant.works"
to = "market.town"
[study.s]
vary = { "plant.works.line.main.station.press.servers" = [1, 2] }
)");
    work.write("traders.toml", R"(schema = 1
[experiment]
replications = 3
[item.part]
price = 10
[market.town]
demand.part.per_year = 876
stock.part.supply = "unlimited"
)");
    const auto page_of = [&work](const std::string& words) {
        CAPTURE(words);
        const Ran ran = work.agrocap(words + " --html r.html");
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        for (const json& chart : charts_of(work.read("r.html"))) {
            CAPTURE(chart.dump());
            const auto is_seen = [](const json& mark) { return mark.value("value", 0.0) != 0 || mark.value("ref", 0.0) != 0; };
            CHECK(std::any_of(chart["marks"].begin(), chart["marks"].end(), is_seen));
        }
        return work.read("r.html");
    };

    const std::string ran = page_of("run closed.toml --quiet");
    CHECK_THAT(ran, ContainsSubstring("0 units a year are sold, of 8") &&
                        ContainsSubstring("Nothing was open in the time that was measured.") &&
                        ContainsSubstring("Demand and sales over time") && ContainsSubstring("sales.total: 0 units"));
    CHECK_THAT(page_of("sweep closed.toml --quiet --db s.db"), ContainsSubstring("None of the keys moves any of the metrics."));
    CHECK_THAT(page_of("explain closed.toml --quiet"), ContainsSubstring("The most is taken by opening: "));
    CHECK_THAT(page_of("bound closed.toml"),
               ContainsSubstring("No luck and no dispatching exceeds, on average: 0 units/y of output.total; "));
    page_of("compare closed.toml --quiet --what-if item.part.price=11");
    CHECK_THAT(page_of("explain traders.toml --quiet"), ContainsSubstring("There is no line that could make anything."));
}

TEST_CASE("months that are alike have no best and no worst, and what nobody buys is no stock", "[cli][page]") {
    const Workplace work;
    work.write_plant();  // always at work, and nobody buys
    REQUIRE(work.agrocap("run plant.toml --html r.html").code == 0);
    const std::string html = work.read("r.html");

    CHECK_THAT(html, ContainsSubstring("works.main.press, working: 100\u00A0% in every month. Off shift is not drawn."));
    CHECK(html.find("Stocks of finished goods") == std::string::npos);
}

TEST_CASE("a mean above its bound is told to be luck", "[cli][page]") {
    const Workplace work;
    work.write_plant();
    const std::string seed =
        " --set plant.works.line.main.station.press.time='{ dist = \"exponential\", mean = \"1 h\" }' --replications 1 --seed ";
    bool is_above = false;
    for (int tried = 1; tried < 20 && !is_above; ++tried) {  // every other seed makes more than the mean that is proven
        REQUIRE(work.agrocap("run plant.toml" + seed + std::to_string(tried) + " --html r.html --json r.json").code == 0);
        const json results = json::parse(work.read("r.json"));
        is_above = results["metrics"]["output.total"]["mean"] > results["bound"]["output.total"];
        CHECK(is_above == (work.read("r.html").find("may lie above it by luck, as here: output.total.") != std::string::npos));
    }
    CHECK(is_above);
}

TEST_CASE("the page of a check of several counts also those that could not be tested", "[cli][page]") {
    const Workplace work;
    work.write_plant(target);
    work.write("none.toml", "extends = \"plant.toml\"\nremove = [\"target.enough\"]\n");

    CHECK(work.agrocap("check plant.toml none.toml --quiet --html r.html").code == 2);
    CHECK_THAT(work.read("r.html"), ContainsSubstring("<p class=\"sub\">2 scenarios: 1 pass, 1 without targets</p>"));
    CHECK(work.agrocap("check none.toml none.toml --quiet --html none.html").code == 2);
    CHECK_THAT(work.read("none.html"), ContainsSubstring("2 scenarios: 2 without targets"));
}

TEST_CASE("the interval of a probability is that of the test, not one that reaches beyond 100 %", "[cli][page]") {
    const Workplace work;
    work.write_plant("[target.often]\nmetric = \"output.total\"\nat_least = 8000\nkind = { probability = 0.8 }\n");
    REQUIRE(work.agrocap("run plant.toml --replications 6 --html r.html").code == 0);

    CHECK_THAT(work.read("r.html"),
               ContainsSubstring("The target often (output.total at least 8\u00A0000, in 80\u00A0% of years) is undecided: "
                                 "100\u00A0%, from 61.0\u00A0% to 100\u00A0%."));
}
