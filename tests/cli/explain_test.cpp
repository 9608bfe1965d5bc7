#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

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
