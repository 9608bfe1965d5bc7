#include "experiment/comparison.hpp"

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace agrocap;
using Catch::Matchers::WithinRel;

namespace {

std::string press(int servers) {
    return "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\n[plant.works.line.main.station.press]\n"
           "time = { dist = \"exponential\", mean = \"1 h\" }\nservers = " +
           std::to_string(servers) + "\n";
}

}  // namespace

TEST_CASE("the intervals of a comparison hold all at once: each has its part of the error", "[experiment][comparison]") {
    const Span span{.horizon = "30 d", .replications = 8, .seed = 3};
    const Scenario base = scenario_of(scenario_text(span, press(1)));
    const Scenario two = scenario_of(scenario_text(span, press(2)));
    const Scenario three = scenario_of(scenario_text(span, press(3)));
    const std::vector<std::string> metrics{"output.total", "busy.works.main.press", "wip.works.main"};
    const Comparison comparison = run_comparison({&base, &two, &three}, {}, metrics);

    // Six intervals, 95 % together: 1 - 0.05 / 6 each, Student's t at 1 - 0.05 / 12 with 7 degrees of freedom.
    REQUIRE(comparison.whatifs.size() == 2);
    CHECK(comparison.intervals == 6);
    for (const WhatIfComparison& whatif : comparison.whatifs) {
        const Estimate& difference = whatif.metrics[0].difference;
        CHECK_THAT(difference.confidence, WithinRel(1 - 0.05 / 6, 1e-12));
        CHECK_THAT(*difference.half_width, WithinRel(student_t_quantile(1 - 0.05 / 12, 7) * *difference.sd / std::sqrt(8.0), 1e-12));
        CHECK(whatif.metrics[0].base.confidence == 0.95);
    }
}

TEST_CASE("a difference whose interval holds 0 is no change, whichever of the two is more", "[experiment][comparison]") {
    const Span span{.horizon = "30 d", .replications = 8, .seed = 3};
    std::string renamed = press(1);
    for (std::size_t at; (at = renamed.find("press")) != std::string::npos;) renamed.replace(at, 5, "punch");
    const Scenario one = scenario_of(scenario_text(span, press(1))),
                   other = scenario_of(scenario_text(span, renamed));  // streams of its own

    std::set<bool> is_more;
    for (const auto& [base, whatif] : {std::pair{&one, &other}, std::pair{&other, &one}}) {
        const MetricComparison row = run_comparison({base, whatif}, {}, {"output.total"}).whatifs[0].metrics[0];
        REQUIRE(*row.difference.half_width > std::abs(*row.difference.mean));
        is_more.insert(*row.difference.mean > 0);
        CHECK(row.change == Change::none);
    }
    CHECK(is_more.size() == 2);
}

TEST_CASE("a change is identical where no bit of what both measure differs, and what is new stays at nothing", "[experiment][comparison]") {
    const Span span{.horizon = "30 d", .replications = 3, .seed = 3};
    const Scenario base = scenario_of(scenario_text(span, press(1)));
    const Scenario idle = scenario_of(scenario_text(span, press(1) + "[item.spare]\n[plant.other]\ncountry = \"KZ\"\n"));
    const Scenario other = scenario_of(scenario_text(span, press(2)));
    const Comparison comparison = run_comparison({&base, &idle, &other}, {}, {"output.total"});

    CHECK(comparison.whatifs[0].identical);
    CHECK_FALSE(comparison.whatifs[1].identical);
}
