#include "cli/page_charts.hpp"
#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

const std::string target = "[target.enough]\nmetric = \"output.total\"\nat_least = 8000\n";
const std::string study = "[study.s]\nvary = { \"plant.works.line.main.station.press.time\" = [\"1 h\", \"50 min\"] }\n";

/// Two plants that sell to two markets abroad.
std::string exporting() {
    std::string text = "schema = 1\n[scenario]\nhome = \"KZ\"\nhorizon = \"60 d\"\n[item.part]\n";
    for (const std::string plant : {"semey", "saran"})
        text += "[plant." + plant + "]\ncountry = \"KZ\"\nstore.part.target = 5\n[plant." + plant +
                ".line.main]\nmakes = \"part\"\nrelease = \"pull\"\nroute = [\"press\"]\nstation.press.time = \"7 h\"\n";
    for (const std::string market : {"osh", "toshkent"}) {
        text += "[market." + market + "]\ncountry = \"UZ\"\ndemand.part.per_year = 900\n";
        for (const std::string plant : {"semey", "saran"})
            text += "[lane." + plant + "-" + market + "]\nfrom = \"plant." + plant + "\"\nto = \"market." + market + "\"\n";
    }
    return text;
}

void gather(const json& value, std::set<double>& numbers) {
    if (value.is_number()) numbers.insert(value.get<double>());
    if (value.is_structured())
        for (const json& inner : value) gather(inner, numbers);
}

}  // namespace

TEST_CASE("every command with a result writes it as a page", "[cli][page]") {
    const Workplace work;
    work.write_plant(target + study);
    work.write("whatif.toml", "extends = \"plant.toml\"\n[plant.works.line.main.station.press]\ntime = \"50 min\"\n");
    for (const char* command : {"run plant.toml", "check plant.toml", "check plant.toml whatif.toml", "compare plant.toml whatif.toml",
                                "explain plant.toml", "reach plant.toml", "sweep plant.toml --db s.db", "optimise plant.toml --db o.db"}) {
        CAPTURE(command);
        const Ran ran = work.agrocap(std::string(command) + " --replications 20 --quiet --html r.html --json r.json");
        REQUIRE(ran.code == 0);
        const std::string html = work.read("r.html");
        CHECK_THAT(html, ContainsSubstring("<!DOCTYPE html>") && ContainsSubstring("Provenance") && ContainsSubstring("</html>"));
        CHECK(!charts_of(html).empty());

        REQUIRE(work.agrocap(std::string(command) + " --replications 20 --quiet --html again.html").code == 0);
        CHECK(work.read("again.html") == html);

        REQUIRE(work.agrocap("report r.json --html stored.html").code == 0);
        CHECK_THAT(work.read("stored.html"), ContainsSubstring("</html>"));
    }
}

TEST_CASE("every figure of a page's charts is one of its results", "[cli][page]") {
    const Workplace work;
    work.write_plant(target + study);
    work.write("exporting.toml", exporting());
    std::size_t ends = 0;
    for (const char* command :
         {"run plant.toml", "run exporting.toml", "compare plant.toml --what-if plant.works.line.main.station.press.time*=0.9",
          "explain plant.toml", "reach plant.toml", "sweep plant.toml --db s.db", "optimise plant.toml --db o.db"}) {
        CAPTURE(command);
        REQUIRE(work.agrocap(std::string(command) + " --replications 20 --quiet --html r.html --json r.json").code == 0);
        std::set<double> known{0};
        gather(json::parse(work.read("r.json")), known);

        const std::vector<json> charts = charts_of(work.read("r.html"));

        REQUIRE(!charts.empty());
        for (const json& chart : charts) {
            const bool is_waterfall = chart["kind"] == "steps";  // where a step begins is the sum of those before it
            for (const json& mark : chart["marks"]) {
                CAPTURE(mark.dump());
                for (const char* figure : {"value", "pm", "low", "high", "ref", "x"}) {
                    const bool is_place = is_waterfall && (figure == std::string("low") || figure == std::string("high"));
                    if (!mark.contains(figure) || is_place) continue;
                    const double value = mark[figure].get<double>();
                    CHECK((known.contains(value) || (is_waterfall && known.contains(-value))));  // a loss goes down
                }
            }
            for (const json& end : chart.value("ends", json::array())) {
                CAPTURE(end.dump());
                const char* const side = end.contains("to") ? "to" : "row";
                double sum = 0;  // of flows, each of which is one of the results
                for (const json& mark : chart["marks"]) sum += mark[side] == end[side] ? mark["value"].get<double>() : 0;
                CHECK(end["value"] == sum);
                ++ends;
            }
        }
    }
    CHECK(ends == 4);
}

TEST_CASE("the page of a bound draws it with what binds, each figure one of its JSON", "[cli][page][bound]") {
    const Workplace work;
    work.write_plant(target);
    REQUIRE(work.agrocap("bound plant.toml --json r.json --html r.html").code == 0);
    const json bound = json::parse(work.read("r.json"))["bounds"][0];
    const std::string html = work.read("r.html");

    const std::vector<json> charts = charts_of(html);

    REQUIRE(charts.size() == 2);
    CHECK(charts[0]["marks"][0]["value"] == bound["optimum"]);
    CHECK(charts[1]["marks"][0]["row"] == "works.main.press");
    CHECK(charts[1]["marks"][0]["value"] == bound["binding"][0]["up"]);  // one hour more: one unit
    CHECK_THAT(html, ContainsSubstring("No luck and no dispatching exceeds, on average: 8\u00A0760 units/y of output.total."));
    REQUIRE(work.agrocap("bound plant.toml --html again.html").code == 0);
    CHECK(work.read("again.html") == html);
}

TEST_CASE("the page of a run shows its months, which sum to the year", "[cli][page]") {
    const Workplace work;
    work.write_plant(target);  // a unit an hour: 744 in January, 8 760 in the year
    REQUIRE(work.agrocap("run plant.toml --html r.html").code == 0);

    const std::vector<json> charts = charts_of(work.read("r.html"));
    const auto months = std::find_if(charts.begin(), charts.end(), [](const json& chart) { return chart["kind"] == "lines"; });

    REQUIRE(months != charts.end());
    double sum = 0;
    for (const json& mark : (*months)["marks"]) sum += mark["value"].get<double>();
    CHECK((*months)["marks"].size() == 12);
    CHECK((*months)["marks"][0]["row"] == "2023-01");
    CHECK((*months)["marks"][0]["value"] == 744);
    CHECK(sum == 8760);
    CHECK((*months)["lines"][0]["value"] == 8000.0 / 12);
}

TEST_CASE("a month that is measured in part is not told as the worst", "[cli][page]") {
    const Workplace work;
    work.write_plant(target);
    REQUIRE(work.agrocap("run plant.toml --set scenario.warmup='\"10 d\"' --html r.html").code == 0);
    const std::string html = work.read("r.html");
    CHECK_THAT(html, ContainsSubstring("least in 2023-02 (672 units). 2023-01 has 21 of its 31 days. 2024-01 has 10 of its 31 days."));

    const std::vector<json> charts = charts_of(html);
    const auto months = std::find_if(charts.begin(), charts.end(), [](const json& chart) { return chart["kind"] == "lines"; });
    REQUIRE(months != charts.end());
    CHECK((*months)["marks"].size() == 13);
    CHECK((*months)["lines"][0]["value"] == 8000.0 / 12);  // of a whole month
}

TEST_CASE("the page of a run shows where the most occupied station's time went, month by month", "[cli][page]") {
    // 99 h of work and one of repair: all of each month is one or the other.
    const Workplace work;
    work.write_plant("failures = { uptime = \"99 h\", repair = \"1 h\" }\n");
    REQUIRE(work.agrocap("run plant.toml --html r.html").code == 0);

    const std::vector<json> charts = charts_of(work.read("r.html"));
    const auto states = std::find_if(charts.begin(), charts.end(), [](const json& chart) {
        return chart["title"] == "Where the time of works.main.press went, by month";
    });

    REQUIRE(states != charts.end());
    CHECK((*states)["kind"] == "bars");
    const auto lines = std::find_if(charts.begin(), charts.end(), [](const json& chart) {
        return chart["title"] == "Where the open time of each line's most occupied station goes";
    });
    CHECK((*states)["parts"] == (*lines)["parts"]);  // so that a state has one colour in a page
    REQUIRE((*states)["marks"].size() == 24);
    for (std::size_t month = 0; month < 24; month += 2) {
        const double sum = (*states)["marks"][month]["value"].get<double>() + (*states)["marks"][month + 1]["value"].get<double>();
        CHECK(std::abs(sum - 1) < 1e-12);
        CHECK((*states)["marks"][month]["row"] == (*states)["marks"][month + 1]["row"]);
    }
}

TEST_CASE("a page begins with the answer in a sentence", "[cli][page]") {
    const Workplace work;
    work.write_plant(target);  // a unit in exactly an hour: 8 760 a year

    REQUIRE(work.agrocap("run plant.toml --html r.html").code == 0);

    CHECK_THAT(work.read("r.html"),
               ContainsSubstring("<p class=\"answer good\">8\u00A0760 units a year are made, 100\u00A0% of nominal capacity. The target "
                                 "enough (output.total at least 8\u00A0000) holds: 8\u00A0760 units/y. What binds: hours of stations ("));
}

TEST_CASE("a bound that is proven stands in the page where the results have one", "[cli][page]") {
    const Workplace work;
    work.write_plant(target);
    REQUIRE(work.agrocap("run plant.toml --html with.html --json with.json").code == 0);
    REQUIRE(work.agrocap("run plant.toml --no-bound --html without.html").code == 0);

    CHECK(json::parse(work.read("with.json"))["bound"].contains("output.total"));
    CHECK_THAT(work.read("with.html"), ContainsSubstring("id=\"bounds\"") && ContainsSubstring("What binds: hours of stations ("));
    CHECK(work.read("without.html").find("What binds: ") == std::string::npos);
    REQUIRE(work.agrocap("report with.json --html stored.html").code == 0);
    CHECK_THAT(work.read("stored.html"), ContainsSubstring("id=\"bounds\"") && ContainsSubstring("What binds: hours of stations ("));
}

TEST_CASE("a page says how to have its numbers again", "[cli][page]") {
    const Workplace work;
    work.write_plant();

    REQUIRE(work.agrocap("run plant.toml --seed 7 --replications 2 --set item.part.name='\"a b\"' --html r.html").code == 0);

    CHECK_THAT(work.read("r.html"),
               ContainsSubstring("agrocap run plant.toml --set &#39;item.part.name=&quot;a b&quot;&#39; --replications 2 --seed 7"));
}

TEST_CASE("a page from stored results is that of the run", "[cli][page]") {
    const Workplace work;
    work.write_plant(target);
    REQUIRE(work.agrocap("run plant.toml --json r.json --html ran.html").code == 0);
    REQUIRE(work.agrocap("report r.json --html stored.html").code == 0);

    CHECK(charts_of(work.read("stored.html")) == charts_of(work.read("ran.html")));
}

TEST_CASE("coastlines come from a file if one is given, and what is none is refused", "[cli][page]") {
    const Workplace work;
    work.write_plant("[market.home]\nat = [50.0, 70.0]\ndemand.part.per_year = 10\n[plant.works]\nat = [51.0, 71.0]\n");
    work.write("land.geojson", "{\"type\":\"FeatureCollection\",\"features\":[],\"name\":\"</script>\"}");
    work.write("none.geojson", "{\"kind\": 1}");

    const Ran ran = work.agrocap("run plant.toml --html r.html --map land.geojson");
    CAPTURE(ran.err);
    if (ran.code == 0) {
        CHECK_THAT(work.read("r.html"),
                   ContainsSubstring("id=\"land\">{\"type\":\"FeatureCollection\"") && ContainsSubstring("\\u003c/script\\u003e"));
    }
    const Ran refused = work.agrocap("run plant.toml --html r.html --map none.geojson");
    CHECK(refused.code != 0);
    CHECK_THAT(refused.err, ContainsSubstring("none.geojson") && ContainsSubstring("GeoJSON"));
}

TEST_CASE("a page goes to a file of its own", "[cli][page]") {
    const Workplace work;
    work.write_plant();

    CHECK(work.agrocap("run plant.toml --html -").code == 2);
    CHECK(work.agrocap("run plant.toml --html plant.toml").code != 0);
    CHECK(work.agrocap("run plant.toml --html r.out --json r.out").code != 0);
    CHECK(work.agrocap("trace plant.toml --html r.html").code == 2);
}

TEST_CASE("a Gantt shows what stations do in a fortnight, hour by hour, and is stored with the run", "[cli][page][gantt]") {
    // Shifts from 8 to 16, Monday to Friday; 2023-05-01 is a Monday. An hour a unit: all open hours are work, ten days of eight.
    const Workplace work;
    work.write_plant(
        "[calendar.day]\nshifts = [{ days = \"mon-fri\", from = \"08:00\", to = \"16:00\" }]\n[plant.works]\ncalendar = \"day\"\n");
    REQUIRE(work.agrocap("run plant.toml --gantt 2023-05-01 --gantt 2023-12-25 --html r.html --json r.json").code == 0);

    const json gantts = json::parse(work.read("r.json"))["gantt"];
    REQUIRE(gantts.size() == 2);
    CHECK(gantts[0]["from"] == "2023-05-01");
    CHECK(gantts[0]["hours"] == 336);
    CHECK(gantts[0]["replication"] == 1);
    const json station = gantts[0]["stations"][0];
    CHECK(station["station"] == "works.main.press");
    CHECK(station["working_h"] == 80);
    CHECK(station["spans"][0] == json({0, 8, "off-shift"}));
    CHECK(station["spans"][1] == json({8, 16, "working"}));
    CHECK(gantts[1]["hours"] == 7 * 24);  // the year is over before the fortnight is

    const std::vector<json> charts = charts_of(work.read("r.html"));
    const auto gantt = std::find_if(charts.begin(), charts.end(), [](const json& chart) { return chart["kind"] == "spans"; });
    REQUIRE(gantt != charts.end());
    CHECK((*gantt)["marks"].size() == 10);
    CHECK((*gantt)["marks"][0]["low"] == 8);
    CHECK((*gantt)["marks"][0]["high"] == 16);
    CHECK((*gantt)["marks"][0]["say"] == "works.main.press: working, 2023-05-01 08:00 to 2023-05-01 16:00");
    REQUIRE(work.agrocap("report r.json --html stored.html").code == 0);
    CHECK(charts_of(work.read("stored.html")) == charts);
}

TEST_CASE("a Gantt changes no figure of the run, on any number of threads", "[cli][page][gantt]") {
    const Workplace work;
    work.write_plant(
        "failures = { uptime = { dist = \"exponential\", mean = \"50 h\" }, repair = { dist = \"exponential\", mean = \"2 h\" } }\n");
    REQUIRE(work.agrocap("run plant.toml --json plain.json").code == 0);
    REQUIRE(work.agrocap("run plant.toml --threads 1 --gantt 2023-05-01 --json one.json").code == 0);
    REQUIRE(work.agrocap("run plant.toml --threads 3 --gantt 2023-05-01 --json three.json").code == 0);
    json plain = json::parse(work.read("plain.json")), one = json::parse(work.read("one.json"));

    CHECK(work.read("one.json") == work.read("three.json"));
    one.erase("gantt");
    CHECK(one == plain);
}

TEST_CASE("a Gantt of what is not simulated, of no date or of nothing to draw it in is wrong usage", "[cli][page][gantt]") {
    const Workplace work;
    work.write_plant();

    const Ran outside = work.agrocap("run plant.toml --gantt 2024-01-01 --html r.html");
    CHECK(outside.code == 2);
    CHECK_THAT(outside.err, ContainsSubstring("--gantt: 2024-01-01 is not in the simulated time, 2023-01-01 to 2023-12-31"));
    CHECK(work.shell("ls r.html").code != 0);
    const Ran none = work.agrocap("run plant.toml --gantt tomorrow --html r.html");
    CHECK(none.code == 2);
    CHECK_THAT(none.err, ContainsSubstring("expected a date, such as 2023-05-01"));
    const Ran nowhere = work.agrocap("run plant.toml --gantt 2023-05-01");
    CHECK(nowhere.code == 2);
    CHECK_THAT(nowhere.err, ContainsSubstring("--gantt: it is drawn in a page"));
}

TEST_CASE("money is in the currency and in one unit in every chart, sentence and table", "[cli][page]") {
    const Workplace work;
    // 876 units a year at 50 000 tenge and more: tens of millions.
    work.write("trade.toml", R"(schema = 1
[scenario]
currency = "KZT"
[experiment]
replications = 3
focus = ["output.total", "margin.total"]
[item.part]
price = 50_000
[plant.works.line.main]
makes = "part"
release = "pull"
route = ["press"]
[plant.works.line.main.station.press]
time = "8 h"
[plant.works.store.part]
target = 5
[market.town]
demand.part.per_year = 876
[lane.road]
from = "plant.works"
to = "market.town"
[target.rich]
metric = "margin.total"
at_least = 1_000_000
[study.s]
vary = { "market.town.demand.part.per_year" = [500, 876] }
)");
    const auto page_of = [&work](const std::string& words) {
        CAPTURE(words);
        const Ran ran = work.agrocap(words + " --quiet --html r.html");
        REQUIRE(ran.code == 0);
        CHECK(ran.out.find("money") == std::string::npos);
        const std::string html = work.read("r.html");
        CHECK(html.find("money/y") == std::string::npos);
        return html;
    };
    const auto unit_of = [](const std::string& html, const std::string& title) {
        for (const json& chart : charts_of(html))
            if (chart["title"].get<std::string>().starts_with(title)) return chart["unit"].get<std::string>();
        return "no chart " + title;
    };

    const std::string compared = page_of("compare trade.toml --what-if market.town.demand.part.per_year=800 --metric margin.total");
    const std::string swept = page_of("sweep trade.toml --db s.db");
    page_of("run trade.toml");
    page_of("check trade.toml");
    page_of("reach trade.toml --changes 1");

    CHECK(unit_of(compared, "Paired differences of margin.total") == "million KZT/y");
    CHECK_THAT(compared, ContainsSubstring(" million KZT/y, worse."));
    CHECK(unit_of(swept, "Range of margin.total") == "million KZT/y");
    CHECK(unit_of(swept, "margin.total by") == "million KZT/y");
}
