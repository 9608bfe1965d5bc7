#include "stats/time_average.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;
using namespace std::chrono_literals;

TEST_CASE("the average over time weighs each level by how long it held", "[stats][time_average]") {
    TimeAverage queue;
    queue.change(time_zero + 2h, 3);
    queue.change(time_zero + 6h, -2);
    queue.change(time_zero + 8h, 4);

    // 0 for 2 h, 3 for 4 h, 1 for 2 h, 5 for 2 h: 24 unit hours in 10 h.
    CHECK(queue.mean(time_zero, time_zero + 10h, 5) == 2.4);
    CHECK(queue.area(time_zero + 10h, 5) == 24 * ns_per_hour);
}

TEST_CASE("a level that held for no time leaves no area", "[stats][time_average]") {
    TimeAverage queue;
    queue.change(time_zero + 1h, 9);
    queue.change(time_zero + 1h, -9);

    CHECK(queue.area(time_zero + 5h, 0) == 0);
}

TEST_CASE("a reset forgets the past", "[stats][time_average]") {
    TimeAverage stock(time_zero, 100);
    stock.change(time_zero + 10h, -60);

    stock.reset(time_zero + 20h, 40);
    stock.change(time_zero + 21h, -20);

    // 40 for 1 h, 20 for 3 h.
    CHECK(stock.mean(time_zero + 20h, time_zero + 24h, 20) == 25.0);
}

TEST_CASE("the area is exact beyond 64 bits", "[stats][time_average]") {
    // 2^40 - 1 units for 2^40 ns and one unit for 2^40 ns: 2^80, where each part alone needs more bits than a double has.
    constexpr std::int64_t many = (std::int64_t{1} << 40) - 1;
    TimeAverage stock(time_zero, many);
    const Time half = time_zero + Duration(std::int64_t{1} << 40);
    stock.change(half, 1 - many);

    CHECK(stock.area(half + Duration(std::int64_t{1} << 40), 1) == 0x1p80);
}
