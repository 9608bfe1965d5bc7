// The least that would have to change for an impossible target: each relaxation is applied, and the program solved again.

#include "bound/relaxation.hpp"

#include "bound/solver.hpp"
#include "properties/random_factory.hpp"
#include "properties/random_network.hpp"
#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>

using namespace agrocap;
using Catch::Matchers::WithinRel;

namespace {

const Span year{.horizon = "365 d"};

std::string press_and_bench(const char* press, const char* bench) {
    return "[item.part]\n[plant.works.line.a]\nmakes = \"part\"\nroute = [\"press\", \"bench\"]\nstation.press.time = \"" +
           std::string(press) + "\"\nstation.bench.time = \"" + bench + "\"\n";
}

double per_year(const LinearProgram& program) { return static_cast<double>(program.numerator) / static_cast<double>(program.denominator); }

/// What the relaxed program comes to a year.
double reached(const LinearProgram& program, const std::vector<Relaxation>& relaxations) {
    return solve_floating(relaxed(program, relaxations)).value * per_year(program);
}

}  // namespace

TEST_CASE("the hours that are missing are told, and with them the target is reached", "[bound][relaxation]") {
    // 8,760 of a press of 1 h; 9,636 need a tenth more, the bench of 30 min has enough.
    const Bound bound = proven(year, press_and_bench("1 h", "30 min"));
    const std::vector<Relaxation> needed = least_relaxations(bound.program, 9636, 5);

    REQUIRE(needed.size() == 1);
    CHECK(bound.program.rows[needed[0].row].what == "plant.works.line.a.station.press");
    CHECK_THAT(needed[0].share, WithinRel(0.1, 1e-6));
    CHECK_THAT(needed[0].amount, WithinRel(876.0, 1e-6));  // hours
    CHECK_THAT(reached(bound.program, needed), WithinRel(9636.0, 1e-6));
    CHECK(reached(bound.program, needed) >= 9636);
    // The same in the scenario's own words: a press that is a tenth faster.
    CHECK(proven_value(year, press_and_bench("54 min", "30 min")) >= 9636);
}

TEST_CASE("where two limits are in the way, both are told, each with what it lacks", "[bound][relaxation]") {
    // Twice 8,760 needs twice the press, and a third more of a bench of 40 min, which makes 13,140.
    const Bound bound = proven(year, press_and_bench("1 h", "40 min"));
    const std::vector<Relaxation> needed = least_relaxations(bound.program, 17520, 5);

    REQUIRE(needed.size() == 2);
    CHECK_THAT(needed[0].share, WithinRel(1.0, 1e-6));
    CHECK_THAT(needed[1].share, WithinRel(1.0 / 3, 1e-6));
    CHECK(reached(bound.program, needed) >= 17520);
    CHECK(reached(bound.program, {needed[0]}) < 17520);
    CHECK(least_relaxations(bound.program, 17520, 1).empty());
    CHECK_THAT(proven_value(year, press_and_bench("30 min", "30 min")), WithinRel(17520.0, 1e-9));
}

TEST_CASE("of two ways out the smaller change is told", "[bound][relaxation]") {
    // 1,000 kits and 100 in stock: 1,210 need a tenth more of the supplier's or of all 1,100.
    const std::string body =
        "[item.kit]\n[item.unit]\nuses = { kit = 1 }\n[supplier.far.item.kit]\nper_year = 1000\n[plant.works.store.kit]\ninitial = 100\n"
        "reorder = { policy = \"base-stock\", level = 5000 }\n[plant.works.line.a]\nmakes = \"unit\"\nroute = [\"fit\"]\n"
        "station.fit.time = \"10 min\"\n";
    const Bound bound = proven(year, body);
    const std::vector<Relaxation> needed = least_relaxations(bound.program, 1200, 5);

    REQUIRE(needed.size() == 1);
    CHECK(bound.program.rows[needed[0].row].kind == RowKind::supply);
    CHECK_THAT(needed[0].share, WithinRel(0.1, 1e-5));
    CHECK_THAT(needed[0].amount, WithinRel(100.0, 1e-5));
}

TEST_CASE("what is possible needs no relaxation", "[bound][relaxation]") {
    CHECK(least_relaxations(proven(year, press_and_bench("1 h", "40 min")).program, 8000, 5).empty());
}

TEST_CASE("relaxations of made-up scenarios suffice, and none is more than is needed", "[bound][relaxation]") {
    int told = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        for (const std::string& text : {random_factory(seed), random_network(seed)}) {
            const ReadResult read = read_scenario_text(text);
            if (read.diagnostics.has_errors()) continue;
            const Bound bound = bounds_of(read.scenario, bounded_by_default(read.scenario)).back();
            if (!bound.proof || bound.proof->value <= 0) continue;
            const double wanted = bound.proof->value * 1.3;
            const std::vector<Relaxation> needed = least_relaxations(bound.program, wanted, 5);
            CHECK(needed.size() <= 5);
            if (needed.empty()) continue;
            ++told;
            CAPTURE(text);
            CHECK(reached(bound.program, needed) >= wanted * (1 - 1e-9));
            for (std::size_t i = 0; i < needed.size(); ++i) {
                std::vector<Relaxation> less = needed;
                less[i].share *= 0.9;
                CHECK(reached(bound.program, less) < wanted);
            }
        }
    }
    CHECK(told > 30);
}
