#include "base/math.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <random>

using namespace agrocap;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Error in units of the last place of a double; `wanted` comes from the C library's long double, which has 11 bits more.
double error_ulp(double found, long double wanted) {
    int exponent = 0;
    std::frexp(wanted, &exponent);
    const long double ulp = std::ldexp(1.0L, std::max(exponent - 53, -1074));
    return static_cast<double>(std::abs(found - wanted) / ulp);
}

/// Uniform on [low, high), the same on every machine.
class Points {
  public:
    double between(double low, double high) { return low + (high - low) * std::ldexp(static_cast<double>(bits_() >> 11), -53); }
    std::uint64_t bits() { return bits_(); }

  private:
    std::mt19937_64 bits_{1};
};

/// Largest error of a function over many arguments.
template <class Argument, class Function, class Reference>
double worst_error_ulp(Argument argument, Function function, Reference reference) {
    double worst = 0;
    for (int i = 0; i < 100'000; ++i) {
        const double x = argument();
        worst = std::max(worst, error_ulp(function(x), reference(x)));
    }
    return worst;
}

long double reference_log(double x) { return std::log(static_cast<long double>(x)); }
long double reference_exp(double x) { return std::exp(static_cast<long double>(x)); }
long double reference_log1p(double x) { return std::log1p(static_cast<long double>(x)); }

std::uint64_t bits_of(double x) { return std::bit_cast<std::uint64_t>(x); }

/// One number that depends on every bit of every result.
template <class Function>
std::uint64_t digest(double low, double high, Function function) {
    Points points;
    std::uint64_t sum = 0;
    for (int i = 0; i < 10'000; ++i) sum = (sum ^ bits_of(function(points.between(low, high)))) * 0x100000001b3;
    return sum;
}

}  // namespace

TEST_CASE("the logarithm is within 1 ulp", "[base][math]") {
    Points points;
    CHECK(worst_error_ulp([&] { return points.between(0, 1); }, exact_log, reference_log) < 0.9);
    CHECK(worst_error_ulp([&] { return points.between(0.98, 1.02); }, exact_log, reference_log) < 0.9);
    CHECK(worst_error_ulp([&] { return 1 + std::ldexp(points.between(-0.5, 0.5), -static_cast<int>(points.bits() % 50)); }, exact_log,
                          reference_log) < 0.9);
    CHECK(worst_error_ulp([&] { return std::bit_cast<double>(points.bits() % 0x7ff0'0000'0000'0000); }, exact_log, reference_log) < 0.9);
    CHECK(worst_error_ulp([&] { return points.between(0, 1e-310); }, exact_log, reference_log) < 0.9);
}

TEST_CASE("the exponential is within 1 ulp", "[base][math]") {
    Points points;
    CHECK(worst_error_ulp([&] { return points.between(-708, 709.78); }, exact_exp, reference_exp) < 0.52);
    CHECK(worst_error_ulp([&] { return std::ldexp(points.between(-0.5, 0.5), -static_cast<int>(points.bits() % 60)); }, exact_exp,
                          reference_exp) < 0.52);
    CHECK(worst_error_ulp([&] { return points.between(-745, -708); }, exact_exp, reference_exp) < 1);  // subnormal: rounded twice
}

TEST_CASE("a power is within 1 ulp, however large the exponent", "[base][math]") {
    Points points;
    double worst = 0;
    for (int i = 0; i < 100'000; ++i) {
        const double near_one = points.between(0.9, 1.1), large_exponent = points.between(-3000, 3000);
        worst =
            std::max(worst, error_ulp(exact_pow(near_one, large_exponent), std::pow(static_cast<long double>(near_one), large_exponent)));
        const double wide = exact_exp(points.between(-100, 100)), small_exponent = points.between(-3, 3);
        worst = std::max(worst, error_ulp(exact_pow(wide, small_exponent), std::pow(static_cast<long double>(wide), small_exponent)));
    }
    CHECK(worst < 0.52);
}

TEST_CASE("log(1 + x) keeps its precision for tiny x", "[base][math]") {
    Points points;
    CHECK(worst_error_ulp([&] { return std::ldexp(points.between(-0.9, 1), -static_cast<int>(points.bits() % 60)); }, exact_log1p,
                          reference_log1p) < 2);
    CHECK(worst_error_ulp([&] { return std::ldexp(points.between(0, 1), static_cast<int>(points.bits() % 300)); }, exact_log1p,
                          reference_log1p) < 2);
}

TEST_CASE("the elementary functions know their limits", "[base][math]") {
    CHECK(exact_log(0) == -infinity);
    CHECK(exact_log(-0.0) == -infinity);
    CHECK(exact_log(infinity) == infinity);
    CHECK(std::isnan(exact_log(-1)));
    CHECK(std::isnan(exact_log(-infinity)));
    CHECK(std::isnan(exact_log(none)));
    CHECK(bits_of(exact_log(1)) == 0);

    CHECK(exact_exp(0) == 1);
    CHECK(exact_exp(710) == infinity);
    CHECK(exact_exp(-746) == 0);
    CHECK(exact_exp(-infinity) == 0);
    CHECK(exact_exp(infinity) == infinity);
    CHECK(std::isnan(exact_exp(none)));

    CHECK(exact_pow(0, 2) == 0);
    CHECK(exact_pow(0, -2) == infinity);
    CHECK(exact_pow(0, 0) == 1);
    CHECK(exact_pow(infinity, -1) == 0);
    CHECK(exact_pow(2, 1024) == infinity);
    CHECK(exact_pow(2, -1100) == 0);
    CHECK(exact_pow(2, 0.5) == std::sqrt(2.0));
    CHECK(exact_pow(10, 15) == 1e15);
    CHECK(exact_pow(0x1p-1060, 0.5) == 0x1p-530);
    CHECK(std::isnan(exact_pow(none, 2)));

    CHECK(exact_log1p(0) == 0);
    CHECK(exact_log1p(1e-300) == 1e-300);
}

TEST_CASE("the elementary functions have the same bits on every machine", "[base][math]") {
    // Golden: recorded once. A difference means that a compiler fused, reordered or widened an operation.
    CHECK(bits_of(exact_log(0.1)) == 0xc002'6bb1'bbb5'5515);
    CHECK(bits_of(exact_log(3.0)) == 0x3ff1'93ea'7aad'030b);
    CHECK(bits_of(exact_exp(-1.0)) == 0x3fd7'8b56'362c'ef38);
    CHECK(bits_of(exact_exp(50.3)) == 0x4477'b655'e81f'0704);
    CHECK(bits_of(exact_pow(1.7, 3.3)) == 0x4017'0b0a'6f6e'ccfa);
    CHECK(bits_of(exact_log1p(0.01)) == 0x3f84'60d6'ccca'3677);
    CHECK(digest(0, 1, exact_log) == 0x83e7'681b'ddf1'19fa);
    CHECK(digest(-40, 40, exact_exp) == 0xa734'0028'ecd0'35ea);
    CHECK(digest(0, 37, [](double x) { return exact_pow(x, 1 / 1.5); }) == 0x7831'2948'5238'716b);
    CHECK(digest(-0.5, 0.5, exact_log1p) == 0x2359'37b0'c946'87a7);
}
