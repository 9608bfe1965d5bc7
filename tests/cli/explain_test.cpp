#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <cmath>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

const char* const down_one_hour_in_hundred = "failures = { uptime = \"99 h\", repair = \"1 h\" }\n";

}  // namespace

TEST_CASE("explain tells what stands between nominal capacity and output", "[cli][explain]") {
    const Workplace work;
    work.write_plant(down_one_hour_in_hundred);
    const Ran ran = work.agrocap("explain plant.toml");

    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK_THAT(ran.out, ContainsSubstring("Why not more? output.total: 8 673 of 8 760 units/y: failures takes 87\n"));
    CHECK_THAT(ran.out, !ContainsSubstring("█"));  // a pipe
}

TEST_CASE("what explain wrote as JSON is reported word for word, and as CSV", "[cli][explain]") {
    const Workplace work;
    work.write_plant(down_one_hour_in_hundred);
    const Ran told = work.agrocap("explain plant.toml --json why.json --csv out");
    const json results = json::parse(work.read("why.json"));

    CHECK(results["format"] == "agrocap-explain/1");
    CHECK(results["account"]["losses"][1]["cause"] == "failures");
    CHECK(results["account"]["losses"][1]["mean"] == 87);
    CHECK(results["account"]["losses"][1]["parts"][0]["what"] == "plant.works.line.main.station.press");
    CHECK(work.agrocap("explain plant.toml --json -").out == work.read("why.json"));
    CHECK(work.agrocap("report why.json").out == told.out);
    CHECK_THAT(work.read("out/account.csv"), ContainsSubstring("failures,,87,0,yes\r\n"));
    CHECK_THAT(told.out, ContainsSubstring("of thread"));
    CHECK_THAT(work.read("out/bottlenecks.csv"),
               ContainsSubstring("line,verdict,outside,station,gain,half_width,share_of_thread,longest_active,first_in\r\n"
                                 "plant.works.line.main,bottleneck,no,press,"));
}

TEST_CASE("explain tells the thread of each line, and where its time went in files", "[cli][explain][thread]") {
    // One hour of repair after 99 h of work: of 8760 h to the last unit, which leaves at the end, 87 are repairs.
    const Workplace work;
    work.write_plant(down_one_hour_in_hundred);
    const Ran ran = work.agrocap("explain plant.toml --json why.json --csv out");
    const json thread = json::parse(work.read("why.json"))["thread"];

    CHECK_THAT(ran.out, ContainsSubstring("thread of works.main, 365 days: 361 work at press"));
    REQUIRE(thread.size() == 1);
    CHECK(thread[0]["what"] == "plant.works.line.main");
    CHECK(thread[0]["tied"]["mean"] == 0);
    CHECK(thread[0]["shares"][0]["cause"] == "working");
    CHECK(thread[0]["shares"][1]["cause"] == "down");
    CHECK(thread[0]["shares"][1]["where"] == "plant.works.line.main.station.press");
    const double working = thread[0]["shares"][0]["share"], down = thread[0]["shares"][1]["share"];
    CHECK(std::abs(working + down - 1) < 1e-12);
    CHECK(std::abs(down - 87 / 8760.0) < 1e-12);
    CHECK_THAT(work.read("out/thread.csv"), ContainsSubstring("plant.works.line.main,working,plant.works.line.main.station.press,,"));
}

TEST_CASE("explain accounts for outputs only, and says so", "[cli][explain]") {
    const Workplace work;
    work.write_plant();
    const Ran sales = work.agrocap("explain plant.toml --metric sales.total");
    const Ran nobody = work.agrocap("explain plant.toml --metric output.plant.nobody");
    const Ran line = work.agrocap("explain plant.toml --metric output.line.works.main");

    CHECK(sales.code == 2);
    CHECK_THAT(sales.err, ContainsSubstring("\"sales.total\" is no output of this scenario\n  hint: output.total,"));
    CHECK(nobody.code == 2);
    CHECK(line.code == 0);
    CHECK_THAT(line.out, ContainsSubstring("8 760 of 8 760"));
    CHECK(work.agrocap("explain").code == 2);
    CHECK(work.agrocap("explain plant.toml --parts 31").code == 2);
    CHECK(work.agrocap("explain missing.toml").code == 3);
}

TEST_CASE("explain names the bottleneck, on the screen and in the JSON", "[cli][explain]") {
    const Workplace work;
    work.write_plant(down_one_hour_in_hundred);
    const json results = json::parse(work.agrocap("explain plant.toml -n 2 --json -").out);
    const json line = results["bottlenecks"][0];

    CHECK(line["what"] == "plant.works.line.main");
    CHECK(line["verdict"] == "bottleneck");
    CHECK(line["station"] == "press");
    CHECK(line["stations"][0]["first_in"] == 1);
    CHECK(line["stations"][0]["share_of_thread"] == 1);
    CHECK(json::parse(work.agrocap("explain plant.toml --no-bottlenecks --json -").out)["bottlenecks"].empty());
}

TEST_CASE("compare --explain tells what each changed key brings", "[cli][explain][compare]") {
    const Workplace work;
    work.write_plant();
    const std::string changes =
        "compare plant.toml --what-if 'plant.works.line.main.station.press.time=\"30 min\"; plant.works.line.main.opens=2023-07-02' "
        "--explain";
    const Ran ran = work.agrocap(changes + " --json why.json");

    // By half the time alone 8 760 more, by opening 182 days later 4 368 fewer; both together 8 784: 6 576 and -6 552 on average.
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("output.total: +24 units/y, by what is changed\n"));
    CHECK_THAT(ran.out, ContainsSubstring("+6 576"));
    const json effects = json::parse(work.read("why.json"))["whatifs"][0]["changes"]["output.total"];
    CHECK(effects[0]["mean"] == 6576);
    CHECK(effects[1]["mean"] == -6552);
    CHECK(effects[1]["keys"] == json::array({"plant.works.line.main.opens"}));
    CHECK(work.agrocap("report why.json").out == ran.out);
}

TEST_CASE("reach finds the change that meets a target, writes it as a what-if, and is reported word for word", "[cli][reach]") {
    const Workplace work;
    work.write_plant(std::string(down_one_hour_in_hundred) + "[target.more]\nmetric = \"output.total\"\nat_least = 8750\n");
    const Ran ran = work.agrocap("reach plant.toml --json reach.json --write out");
    const json reach = json::parse(work.read("reach.json"));

    CHECK(ran.code == 0);
    CHECK(reach["finding"] == "least");
    CHECK(reach["changes"] == 1);
    CHECK(reach["frontier"][0]["mean"] == 8673);
    CHECK(reach["frontier"][1]["meets"] == "yes");
    CHECK(work.agrocap("report reach.json").out == ran.out);
    const json results = json::parse(work.agrocap("run out/reach-1.toml --json -").out);
    CHECK(results["metrics"]["output.total"]["mean"] == reach["frontier"][1]["mean"]);
}

TEST_CASE("reach asks for a target that is a mean, and names those that there are", "[cli][reach]") {
    const Workplace work;
    work.write_plant();
    CHECK_THAT(work.agrocap("reach plant.toml").err,
               ContainsSubstring("which target is to be reached?\n  hint: write one into the scenario"));
    work.write_plant("[target.some]\nmetric = \"output.total\"\nbetween = [1, 9000]\n");
    CHECK_THAT(work.agrocap("reach plant.toml --target more").err, ContainsSubstring("there is no target \"more\"\n  hint: one of some"));
    CHECK(work.agrocap("reach plant.toml").code == 2);
}
