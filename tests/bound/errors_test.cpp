// Deliberate errors in a program's rows, each of which a simulation has to show: a bound that is too low is the one fault that matters.

#include "bound/proof.hpp"
#include "proven.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

using namespace agrocap;

namespace {

struct Known {
    Span span;
    std::string body, metric = "output.total";
};

/// Factories that come within a few units of their bound, by different rows.
std::vector<Known> known_factories() {
    const Span year{.horizon = "365 d"};
    const Span selling{.horizon = "365 d", .home = "KZ"};
    const std::string line = "[plant.works.line.a]\nmakes = \"part\"\n";
    const std::string works =
        "[item.part]\nprice = 1\n[plant.works]\ncountry = \"KZ\"\n[market.home]\ncountry = \"KZ\"\ndemand.part = { per_year = 1000, "
        "arrivals = "
        "\"even\" }\n";
    return {
        {year, "[item.part]\n" + line + "route = [\"press\"]\nstation.press.time = \"1 h\"\n"},
        {year, "[item.part]\n" + line +
                   "route = [\"press\", \"fit\"]\nbuffer = 1\nstation.press.time = \"1 h\"\nstation.fit.time = \"50 min\"\n"},
        {year, "[item.part]\n[plant.works]\ncrew.man.size = 1\n" + line +
                   "route = [\"press\", \"fit\"]\nbuffer = 1\nstation.press = { time = \"1 h\", crew = { man = 1 } }\nstation.fit = { time "
                   "= \"30 min\", "
                   "crew = { man = 1 } }\n"},
        {year,
         "[item.part]\n[item.kit]\n[item.unit]\nuses = { kit = 2 }\n[supplier.far.item.kit]\nper_year = 1000\n[plant.works.store.kit]\n"
         "initial = 50\nreorder = { policy = \"base-stock\", level = 5000 }\n[plant.works.line.a]\nmakes = \"unit\"\nroute = [\"fit\"]\n"
         "station.fit.time = \"10 min\"\n"},
        {year, "[item.part]\n" + line + "release = { every = \"2 h\" }\nroute = [\"press\"]\nstation.press.time = \"1 h\"\n"},
        {{.horizon = "100 d", .warmup = "50 d"},
         "[item.part]\n" + line +
             "route = [\"press\", \"fit\"]\nbuffer = 2\nstation.press.time = \"1 h\"\nstation.fit.time = \"50 min\"\n"},
        {selling,
         works + "[plant.works.line.a]\nmakes = \"part\"\nrelease = \"pull\"\nroute = [\"press\"]\nstation.press.time = \"1 h\"\n"},
        {selling, works + "[plant.works.line.a]\nmakes = \"part\"\nrelease = \"pull\"\nroute = [\"press\"]\nstation.press.time = \"1 h\"\n",
         "sales.total"},
        {selling, works + "[plant.works.store.part]\ncapacity = 5\n[plant.works.line.a]\nmakes = \"part\"\nroute = "
                          "[\"press\"]\nstation.press.time = \"1 h\"\n"},
        {selling,
         works + "[plant.works.line.a]\nmakes = \"part\"\nroute = [\"press\"]\nstation.press.time = \"1 h\"\n[lane.road]\nfrom = "
                 "\"plant.works\"\nto = "
                 "\"market.home\"\nper_year = 700\n",
         "sales.total"},
    };
}

/// The same program with a row that is wrong: a tenth less of its limit, or of all that it lets come.
std::vector<LinearProgram> wrong_programs(const LinearProgram& program, std::size_t row) {
    std::vector<LinearProgram> wrong;
    if (program.rows[row].limit > 0) {
        wrong.push_back(program);
        wrong.back().rows[row].limit *= 0.9;
    }
    LinearProgram less = program;
    bool has_coming = false;
    for (ProgramTerm& term : less.rows[row].terms) {
        if (term.factor >= 0) continue;
        term.factor *= 0.9;
        has_coming = true;
    }
    if (has_coming) wrong.push_back(less);
    LinearProgram more = program;
    for (ProgramTerm& term : more.rows[row].terms)
        if (term.factor > 0) term.factor *= 1.1;
    wrong.push_back(more);
    return wrong;
}

}  // namespace

TEST_CASE("an error of a tenth in any row that binds gives a bound that a run exceeds", "[bound][errors]") {
    int errors = 0, too_small = 0;
    for (const Known& known : known_factories()) {
        const Bound bound = proven(known.span, known.body, known.metric);
        const double made = require_holds(known.span, known.body, known.metric);
        REQUIRE(made > bound.proof->value * 0.997);
        for (std::size_t row = 0; row < bound.program.rows.size(); ++row) {
            if (bound.proof->prices[row] < 1e-9) continue;
            for (const LinearProgram& program : wrong_programs(bound.program, row)) {
                const auto proof = prove(program);
                REQUIRE(proof);
                if (proof->value > bound.proof->value * (1 - 1e-9)) continue;  // another way round it: no error in what is claimed
                if (proof->value > bound.proof->value * 0.997) {               // units in hand that the run's own control does not save up
                    ++too_small;
                    continue;
                }
                CAPTURE(known.body, bound.program.rows[row].what, row_kind_name(bound.program.rows[row].kind));
                CHECK(made > proof->value);
                ++errors;
            }
        }
    }
    CHECK(errors >= 50);
    CHECK(too_small <= 5);  // independent_bound.py notices such ones
}
