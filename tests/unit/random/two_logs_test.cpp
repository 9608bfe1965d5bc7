#include "random/two_logs.hpp"

#include "base/math.hpp"

#include <catch2/catch_test_macros.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

using namespace agrocap;

namespace {

/// Whether the logarithms of two numbers side by side are those of each by itself, to the last bit.
bool are_those_of_each(double first, double second) {
    const TwoDoubles logs = exact_log_of_normal(TwoDoubles{first, second});
    const auto same = [](double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); };
    return same(logs[0], exact_log(first)) && same(logs[1], exact_log(second));
}

}  // namespace

TEST_CASE("logarithms worked out two at a time have the bits of those worked out one by one", "[random][two_logs]") {
    constexpr std::uint64_t smallest_normal = 0x0010'0000'0000'0000, infinity = 0x7ff0'0000'0000'0000;
    std::mt19937_64 bits(1);
    const auto uniform = [&] { return 1 - std::ldexp(static_cast<double>(bits() >> 11), -53); };
    const auto any = [&] { return std::bit_cast<double>(smallest_normal + bits() % (infinity - smallest_normal)); };
    for (int i = 0; i < 200'000; ++i) {
        REQUIRE(are_those_of_each(uniform(), uniform()));
        REQUIRE(are_those_of_each(any(), uniform()));
        REQUIRE(are_those_of_each(std::ldexp(uniform(), -static_cast<int>(bits() % 53)), any()));
    }

    for (const double border : {1.0, 0.5, 0.6875, 1.375, 2.0, 0x1p-53, 1 - 0x1p-53, 0x1p-1022, 0x1.fffffffffffffp1023}) {
        REQUIRE(are_those_of_each(border, 1));
        REQUIRE(are_those_of_each(1, border));
    }
}
