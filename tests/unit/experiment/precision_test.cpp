#include "experiment/precision.hpp"

#include <catch2/catch_test_macros.hpp>

#include <vector>

using namespace agrocap;

namespace {

PrecisionGoal goal_of(double relative) {
    return {.relative = relative, .metrics = {"output.total"}, .replications_max = 1000, .confidence = 0.95};
}

/// 100 plus and minus `spread` in turn: of 20 the half-width is 2.093 × spread ÷ √19 (Student's t with 19 degrees of freedom).
std::vector<std::vector<double>> values_of(double spread, std::size_t count) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(100 + (i % 2 == 0 ? spread : -spread));
    return {values};
}

}  // namespace

TEST_CASE("a precision is of the true mean, so the interval has to be narrower than of the estimate", "[experiment][precision]") {
    // Within 10 % of the true mean: a half-width of at most 0.1 / 1.1 of the estimate, 9.09. Here it is 9.5.
    PrecisionPlan plan(goal_of(0.1));
    REQUIRE(plan.count() == 20);
    CHECK_FALSE(plan.is_enough(values_of(19.785, 20)));
    CHECK(plan.count() == 25);  // five more at least; a width to confirm would ask for a tenth
}

TEST_CASE("a narrow interval is believed when it lasts for a tenth more replications", "[experiment][precision]") {
    PrecisionPlan plan(goal_of(0.1));
    CHECK_FALSE(plan.is_enough(values_of(10, 20)));
    CHECK(plan.count() == 22);
    CHECK(plan.is_enough(values_of(10, 22)));
}

TEST_CASE("values that do not differ are enough at once", "[experiment][precision]") {
    CHECK(PrecisionPlan(goal_of(0.1)).is_enough(values_of(0, 20)));
}
