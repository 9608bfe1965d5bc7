#include "report/check_report.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

TargetMargin margin_at(double mean, TargetSense sense) {
    TargetResult target;
    target.spec.sense = sense;
    target.spec.low.value = 10;
    target.spec.high.value = 100;
    target.estimate.mean = mean;
    return margin_of(target).value();
}

}  // namespace

TEST_CASE("a margin is to the nearer threshold, on the wrong side negative, and a part of it", "[report][check]") {
    CHECK(margin_at(20, TargetSense::between).units == 10);
    CHECK(*margin_at(20, TargetSense::between).part == 1);
    CHECK(margin_at(95, TargetSense::between).units == 5);
    CHECK(*margin_at(95, TargetSense::between).part == 0.05);
    CHECK(margin_at(5, TargetSense::between).units == -5);
    CHECK(margin_at(110, TargetSense::between).units == -10);
    CHECK(margin_at(95, TargetSense::at_least).units == 85);
    CHECK(margin_at(20, TargetSense::at_most).units == 80);
    CHECK_FALSE(margin_of(TargetResult{}).has_value());
}
