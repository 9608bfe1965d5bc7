#include "base/time.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;
using namespace std::chrono_literals;

TEST_CASE("a duration in hours is exact for whole minutes", "[base][time]") {
    CHECK(in_hours(Duration(90min)) == 1.5);
    CHECK(Time{} + 24h - time_zero == Duration(24h));
}
