#include "program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::json;

namespace {

const std::string checker = std::string(AGROCAP_SOURCE_DIR) + "/tools/check-certificate";

/// Goods without end by one lane of a load of 10 and 365 a year.
const char* const one_road = R"(schema = 1
[scenario]
start = 2023-01-01
horizon = "100 d"
warmup = "10 d"
home = "KZ"
[item.unit]
price = 1
[plant.works]
country = "KZ"
store.unit.supply = "unlimited"
[market.home]
country = "KZ"
demand.unit.per_year = 100000
[lane.road]
from = "plant.works"
to = "market.home"
load = 10
per_year = 365
)";

/// Where the digits of each number of the program and of its multipliers stand, behind the digest.
std::vector<std::size_t> digits_in(const std::string& certificate) {
    std::vector<std::size_t> places;
    for (std::size_t i = certificate.find("columns "); i < certificate.size(); ++i)
        if (certificate[i] >= '0' && certificate[i] <= '9') places.push_back(i);
    return places;
}

}  // namespace

TEST_CASE("a bound is told with its proof, and as JSON with what binds", "[cli][bound]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("bound plant.toml --json r.json");
    const json bound = json::parse(work.read("r.json"))["bounds"][0];

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("output.total: at most 8 760.0 units/y; proven, an exact optimum\n"));
    CHECK(bound["metric"] == "output.total");
    CHECK(bound["bound"] == 8760);
    CHECK(bound["optimum"] == 8760);
    CHECK(bound["allowance"] == 0);
    CHECK(bound["proof"] == "exact");
    const json binding = bound["binding"][0];
    CHECK(binding["what"] == "plant.works.line.main.station.press");
    CHECK(binding["constraint"] == "hours");
    CHECK(binding["file"] == "plant.toml");
    CHECK(binding["line"].get<int>() > 0);
    CHECK(binding["unit"] == "units/y per h");
    CHECK(std::abs(binding["up"].get<double>() - 1) < 1e-6);
    CHECK(std::abs(binding["range"][0].get<double>() + 8760) < 1e-3);
    CHECK(binding["range"][1].is_null());
    CHECK(binding["degenerate"] == false);
}

TEST_CASE("the JSON of a bound has every key of its format, and null where there is nothing", "[cli][bound]") {
    const Workplace work;
    work.write("net.toml", one_road);
    const Ran ran = work.agrocap("bound net.toml --json r.json --metric sales.home --metric output.total");
    const json page = json::parse(work.read("r.json"));
    const auto keys_of = [](const json& object) {
        std::vector<std::string> keys;
        for (const auto& [key, value] : object.items()) keys.push_back(key);
        std::sort(keys.begin(), keys.end());
        return keys;
    };

    CHECK(ran.code == 0);
    CHECK(page["format"] == "agrocap-bound/1");
    CHECK(keys_of(page) == std::vector<std::string>{"bounds", "format", "scenario", "version"});
    const json sales = page["bounds"][0];
    CHECK(keys_of(sales) == std::vector<std::string>{"allowance", "binding", "bound", "cut", "left_out", "metric", "of", "optimum", "proof",
                                                     "sense", "unit"});
    CHECK(sales["sense"] == "at-most");
    CHECK(sales["of"] == "mean");
    // A load of 10 and 110 units in 110 days, counted in 100.
    CHECK(std::abs(sales["bound"].get<double>() - 120 * 3.65) < 1e-3);
    CHECK(sales["optimum"].get<double>() + sales["allowance"].get<double>() == sales["bound"].get<double>());
    REQUIRE(sales["cut"].size() == 1);
    CHECK(sales["cut"][0]["what"] == "lane.road");
    CHECK(sales["cut"][0]["constraint"] == "lane");
    CHECK(sales["cut"][0]["line"] == 15);
    CHECK(std::abs(sales["cut"][0]["limit"].get<double>() - 120 * 3.65) < 1e-3);
    CHECK_THAT(ran.out, ContainsSubstring("transport alone decides, whatever is made: all goes through lane.road (net.toml:15)\n"));
    const json binding = sales["binding"][0];
    CHECK(keys_of(binding) ==
          std::vector<std::string>{"constraint", "degenerate", "down", "file", "line", "period", "range", "unit", "up", "what"});
    CHECK(binding["period"] == json{{"from_day", 10}, {"to_day", 110}});
    CHECK(binding["unit"] == "units/y per unit");
    const json output = page["bounds"][1];
    CHECK(output["bound"] == 0);  // nothing is made
    CHECK(output["cut"] == json::array());
}

TEST_CASE("where nothing bounds a metric its bound is null in JSON", "[cli][bound]") {
    const Workplace work;
    work.write_plant("failures = { uptime = \"5 h\", repair = \"1 h\", on_failure = \"scrap\" }\n");
    const Ran ran =
        work.agrocap("bound plant.toml --json - --set 'plant.works.line.main.station.press.time={dist=\"lognormal\",mean=\"1 h\",cv=2}'");
    const json endless = json::parse(ran.out)["bounds"][0];

    for (const char* key : {"bound", "optimum", "allowance", "proof"}) CHECK(endless[key].is_null());
    for (const char* key : {"binding", "cut"}) CHECK(endless[key] == json::array());
    CHECK(endless["left_out"] == json{"failures", "work of plant.works.line.main.station.press"});
}

TEST_CASE("a range ends where something else begins to bind", "[cli][bound]") {
    const Workplace work;
    // A press of 1 h before a bench of 50 min: more hours help until the bench's 8,760 h make 10,512.
    work.write_plant("[plant.works.line.main.station.bench]\ntime = \"50 min\"\n");
    const Ran ran = work.agrocap("bound plant.toml --json - --set 'plant.works.line.main.route=[\"press\",\"bench\"]'");
    const json binding = json::parse(ran.out)["bounds"][0]["binding"][0];

    CHECK(binding["what"] == "plant.works.line.main.station.press");
    CHECK(std::abs(binding["range"][1].get<double>() - 1752) < 1e-3);
}

TEST_CASE("metrics that cannot be bounded are refused, and a warm-up that is not known", "[cli][bound]") {
    const Workplace work;
    work.write_plant();

    CHECK(work.agrocap("bound plant.toml --metric output.line.works.main --metric output.total").code == 0);
    const Ran refused = work.agrocap("bound plant.toml --metric busy.works.main.press");
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, StartsWith("agrocap bound: --metric busy.works.main.press: there are bounds of output.… and sales.… only"));
    CHECK(work.agrocap("bound plant.toml --set 'scenario.warmup=\"auto\"'").code == 2);
}

TEST_CASE("the results of a run hold the bound, unless it is left out", "[cli][bound]") {
    const Workplace work;
    work.write_plant();

    CHECK(json::parse(work.agrocap("run plant.toml --json - --quiet").out)["bound"] == json{{"output.total", 8760}});
    CHECK(json::parse(work.agrocap("run plant.toml --json - --quiet --no-bound").out)["bound"] == json::object());
}

TEST_CASE("where a run has no bound, its text and its results say why", "[cli][bound][why]") {
    const Workplace work;
    work.write_plant();
    const std::string waits = "output.total: no bound, since the warm-up is found by simulating.";
    const std::string warmup = " --set 'scenario.warmup=\"auto\"'";
    const std::string kills = " --set 'plant.works.line.main.station.press.time={dist=\"lognormal\",mean=\"1 h\",cv=2}'";
    const std::string endless = "output.total: no bound, since nothing bounds it";

    CHECK_THAT(work.agrocap("run plant.toml --quiet --replications 5" + warmup).out, ContainsSubstring(waits));
    const json results = json::parse(work.agrocap("run plant.toml --json - --quiet --replications 5" + warmup).out);
    CHECK(results["bound"] == json::object());
    CHECK(results["bound_notes"] == json{{"output.total", "no bound, since the warm-up is found by simulating"}});
    CHECK_THAT(results["why"]["sentence"].get<std::string>(), ContainsSubstring(waits));

    CHECK(json::parse(work.agrocap("run plant.toml --json - --quiet").out)["bound_notes"] == json::object());
    CHECK(json::parse(work.agrocap("run plant.toml --json - --quiet --no-bound").out)["bound_notes"] == json::object());

    work.write_plant(
        "failures = { uptime = \"5 h\", repair = \"1 h\", on_failure = \"scrap\" }\n[target.t]\nmetric = \"output.total\"\nat_least = 1\n");
    CHECK_THAT(work.agrocap("run plant.toml --quiet" + kills).out, ContainsSubstring(endless + "."));
    const Ran check = work.agrocap("check plant.toml --json -" + kills);
    CHECK_THAT(check.err, ContainsSubstring(endless + "."));
    CHECK(json::parse(check.out)["bound_notes"] == json{{"output.total", "no bound, since nothing bounds it"}});
}

TEST_CASE("a certificate is accepted, and refused when a number of it is another", "[cli][bound][certificate]") {
    const Workplace work;
    work.write_plant("[plant.works.line.main.station.bench]\ntime = { dist = \"lognormal\", mean = \"50 min\", cv = 0.5 }\n");
    REQUIRE(work.agrocap("bound plant.toml --certificate c.txt --set 'plant.works.line.main.route=[\"press\",\"bench\"]'").code == 0);
    const Ran accepted = work.shell("python3 " + checker + " c.txt");
    CHECK(accepted.code == 0);
    CHECK_THAT(accepted.out, StartsWith("c.txt: proven: output.total is at most 876"));

    const std::string certificate = work.read("c.txt");
    const std::vector<std::size_t> digits = digits_in(certificate);
    std::mt19937 engine(7);
    std::string names;
    for (int i = 0; i < 100; ++i) {
        std::string changed = certificate;
        char& digit = changed[digits[engine() % digits.size()]];
        digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(engine() % 9)) % 10);
        const std::string name = "t" + std::to_string(i) + ".txt";
        work.write(name, changed);
        names += " " + name;
    }
    const Ran refused = work.shell("python3 " + checker + names);
    CHECK(refused.code == 1);
    CHECK(refused.out.find("proven") == std::string::npos);
    CHECK(std::count(refused.out.begin(), refused.out.end(), '\n') == 100);
}
