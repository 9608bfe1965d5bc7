#include "stats/time_average.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;
using namespace std::chrono_literals;

TEST_CASE("the average over time weighs each level by how long it held", "[stats][time_average]") {
    TimeAverage queue;
    queue.set(time_zero + 2h, 3);
    queue.set(time_zero + 6h, 1);
    queue.set(time_zero + 8h, 5);

    // 0 for 2 h, 3 for 4 h, 1 for 2 h, 5 for 2 h: 24 unit hours in 10 h.
    CHECK(queue.mean(time_zero, time_zero + 10h) == 2.4);
    CHECK(queue.area(time_zero + 10h) == 24 * ns_per_hour);
    CHECK(queue.level() == 5);
}

TEST_CASE("a level that held for no time leaves no area", "[stats][time_average]") {
    TimeAverage queue;
    queue.set(time_zero + 1h, 9);
    queue.set(time_zero + 1h, 0);

    CHECK(queue.area(time_zero + 5h) == 0);
}

TEST_CASE("a reset forgets the past", "[stats][time_average]") {
    TimeAverage stock(time_zero, 100);
    stock.set(time_zero + 10h, 40);

    stock.reset(time_zero + 20h, 40);
    stock.set(time_zero + 21h, 20);

    // 40 for 1 h, 20 for 3 h.
    CHECK(stock.mean(time_zero + 20h, time_zero + 24h) == 25.0);
}

TEST_CASE("the area is exact beyond 64 bits", "[stats][time_average]") {
    // 2^40 - 1 units for 2^40 ns and one unit for 2^40 ns: 2^80, where each part alone needs more bits than a double has.
    TimeAverage stock(time_zero, (std::int64_t{1} << 40) - 1);
    const Time half = time_zero + Duration(std::int64_t{1} << 40);
    stock.set(half, 1);

    CHECK(stock.area(half + Duration(std::int64_t{1} << 40)) == 0x1p80);
}
