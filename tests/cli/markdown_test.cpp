#include "cli/program.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

void write_promise(const Workplace& work) { work.write_plant("[target.enough]\nmetric = \"output.total\"\nat_least = 8000\n"); }

}  // namespace

TEST_CASE("check writes its verdicts for a pull request", "[cli][markdown]") {
    const Workplace work;
    write_promise(work);
    const Ran ran = work.agrocap("check plant.toml --markdown -");

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, StartsWith("### pass: One hour a unit\n"));
    CHECK_THAT(ran.out, ContainsSubstring("\n| `enough` | output.total | at least 8 000 | 8 760 | "));
    CHECK_THAT(ran.out, ContainsSubstring(" **pass** |\n"));
    work.agrocap("check plant.toml --markdown m.md");
    CHECK(work.read("m.md") == ran.out);
}

TEST_CASE("a suite has a heading a scenario and ends with how many passed", "[cli][markdown]") {
    const Workplace work;
    write_promise(work);
    work.write("more.toml", "extends = \"plant.toml\"\n[target.enough]\nat_least = 9000\n");
    const Ran ran = work.agrocap("check plant.toml more.toml --markdown -");

    CHECK(ran.code == 5);
    CHECK_THAT(ran.out, ContainsSubstring("### pass: One hour a unit (plant.toml)\n"));
    CHECK_THAT(ran.out, ContainsSubstring("### impossible: One hour a unit (more) (more.toml)\n"));
    CHECK_THAT(ran.out, ContainsSubstring("\n2 scenarios: 1 pass, 1 impossible\n"));
}

TEST_CASE("compare writes differences and all changed keys for a pull request", "[cli][markdown]") {
    const Workplace work;
    work.write_plant();
    const Ran ran = work.agrocap("compare plant.toml --what-if 'plant.works.line.main.station.press.time=\"50 min\"' --markdown -");

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, StartsWith("### One hour a unit (plant.toml), compared\n"));
    CHECK_THAT(ran.out, ContainsSubstring("| `output.total` | units/y | 8 760 | 10 512 | 1 752 | 0 | 20.0 | **better** |\n"));
    CHECK_THAT(ran.out,
               ContainsSubstring("| changed key | base | what-if |\n|---|---|---|\n| `plant.works.line.main.station.press.time` | "));
}

TEST_CASE("stdout takes one of JSON and Markdown", "[cli][markdown]") {
    const Workplace work;
    write_promise(work);

    CHECK(work.agrocap("check plant.toml --markdown - --json -").code == 2);
    CHECK(work.agrocap("compare plant.toml plant.toml --markdown - --json -").code == 2);
    CHECK(work.agrocap("check plant.toml --markdown plant.toml").code != 0);
    CHECK(work.agrocap("run plant.toml --xlsx -").code == 2);
    CHECK(work.agrocap("run plant.toml --xlsx plant.toml").code != 0);
}
