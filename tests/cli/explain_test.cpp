#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>

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
    CHECK_THAT(ran.out, ContainsSubstring("Why not more? output.total: 8 673 of 8 760 units/y: failures take 87\n"));
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

TEST_CASE("a what-if that reach writes has what --set had changed, too", "[cli][reach]") {
    const Workplace work;
    work.write_plant(std::string(down_one_hour_in_hundred) + "[target.more]\nmetric = \"output.total\"\nat_least = 8750\n");
    const std::string set = " --set scenario.horizon='\"100 d\"' --set target.more.at_least=8700";
    REQUIRE(work.agrocap("reach plant.toml --json reach.json --write out" + set).code == 0);
    const json reach = json::parse(work.read("reach.json"));
    const json results = json::parse(work.agrocap("run out/reach-1.toml --json -").out);

    CHECK(results["measured_days"] == 100);
    CHECK(results["targets"][0]["at_least"] == 8700);
    CHECK(results["metrics"]["output.total"]["mean"] == reach["frontier"][1]["mean"]);
}

TEST_CASE("reach finds the cheapest where changes have costs, as text, CSV, page and JSON", "[cli][reach]") {
    const Workplace work;
    work.write_plant("[target.more]\nmetric = \"output.total\"\nat_least = 10000\n[changes]\nwork = 700\nserver = 900\nstock = 5\n");
    const Ran ran = work.agrocap("reach plant.toml --json reach.json --csv out --html r.html --write out");
    const json reach = json::parse(work.read("reach.json"));

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("it takes 700 USD for 1 change, and"));
    CHECK_THAT(ran.out, ContainsSubstring("no change has the cost changes.stock"));
    CHECK(reach["cost"] == 700);
    CHECK(reach["frontier"].back()["cost"] == 700);
    CHECK(work.agrocap("report reach.json").out == ran.out);
    CHECK_THAT(work.read("out/frontier.csv"), ContainsSubstring("\r\n1,700,10950,"));
    CHECK_THAT(work.read("r.html"), ContainsSubstring("What each set reaches that is better than all cheaper ones"));
    CHECK(work.agrocap("run out/reach-1.toml --quiet").code == 0);
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

TEST_CASE("explain --unit tells why a unit left when it did, in pieces without a gap", "[cli][explain][thread]") {
    // One hour of repair after 99 h of work: the 100th unit begins when the repair is over, at 100 h.
    const Workplace work;
    work.write_plant(down_one_hour_in_hundred);
    const Ran ran = work.agrocap("explain plant.toml --unit 100 --json unit.json --csv out");
    const json unit = json::parse(work.read("unit.json"));

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("unit 100 of works.main left 2023-01-05 05:00:00, 101 h after the start; replication 1, seed 7"));
    CHECK_THAT(ran.out, ContainsSubstring("2023-01-05 03:00:00  2023-01-05 04:00:00   1.00  down"));
    CHECK(unit["format"] == "agrocap-unit/1");
    CHECK(unit["unit"] == 100);
    REQUIRE(unit["pieces"].size() == 3);
    CHECK(unit["pieces"][1]["cause"] == "down");
    CHECK(unit["pieces"][1]["where"] == "plant.works.line.main.station.press");
    CHECK(unit["pieces"][1]["from_ns"] == 99 * 3'600'000'000'000);
    std::int64_t end = 0;
    for (const json& piece : unit["pieces"]) {
        CHECK(piece["from_ns"] == end);
        end = piece["to_ns"];
    }
    CHECK(end == 101 * 3'600'000'000'000);
    CHECK(work.agrocap("report unit.json").out == ran.out);
    CHECK_THAT(work.read("out/unit.csv"),
               ContainsSubstring("2023-01-05T03:00:00.000,2023-01-05T04:00:00.000,1,down,plant.works.line.main.station.press,,no\r\n"));
}

TEST_CASE("the last unit that is told by its number is the last unit of the line's thread", "[cli][explain][thread]") {
    const Workplace work;
    work.write_plant(down_one_hour_in_hundred);
    const json thread = json::parse(work.agrocap("explain plant.toml --no-bottlenecks --json -").out)["thread"][0];
    const json unit = json::parse(work.agrocap("explain plant.toml --unit 8673 --json -").out);

    REQUIRE(unit["thread"]["shares"].size() == thread["shares"].size());
    for (std::size_t i = 0; i < thread["shares"].size(); ++i) CHECK(unit["thread"]["shares"][i]["share"] == thread["shares"][i]["share"]);
}

TEST_CASE("explain --unit says what is wrong with a unit or a line that it cannot follow", "[cli][explain][thread]") {
    const Workplace work;
    work.write_plant("scrap = 0.999999\n[plant.works.line.other]\nmakes = \"part\"\nroute = [\"press\"]\nstation.press.time = \"2 h\"\n");
    const auto refused = [&work](const std::string& options, const std::string& message) {
        const Ran ran = work.agrocap("explain plant.toml " + options);
        CAPTURE(options);
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, ContainsSubstring(message));
        CHECK(ran.out.empty());
    };
    refused("--unit 5", "--line: the scenario has 2 lines: which one's unit is meant?\n  hint: one of works.main, works.other");
    refused("--unit 5 --line works.othre", "no line \"works.othre\"\n  hint: did you mean \"works.other\"?");
    refused("--unit 5 --line works.main", "--unit: unit 5 of works.main never left: it was scrapped");
    refused("--unit 4381 --line works.other",
            "unit 4381 of works.other had not left when the time was over\n  hint: it released 4 381 units");
    refused("--unit 9000 --line works.other", "works.other has no unit 9000: it released 4 381 units in replication 1");
    refused("--line works.main", "--line says whose unit is meant\n  hint: add --unit N");
    refused("--replication 2", "--replication says in which one a unit is followed\n  hint: add --unit N");
    refused("--unit 0", "expected a whole number from 1");
    refused("--unit 5 --parts 3", "--unit and --parts exclude each other");
    CHECK(work.agrocap("explain plant.toml --unit 4380 --line plant.works.line.other --replication 3").code == 0);
}
