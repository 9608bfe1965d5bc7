#include "report/number_format.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

using namespace agrocap;

TEST_CASE("numbers for people stand in groups of three digits", "[report][number]") {
    CHECK(grouped(34871.2, 0) == "34 871");
    CHECK(grouped(1234567.891, 2) == "1 234 567.89");
    CHECK(grouped(999, 0) == "999");
    CHECK(grouped(-1000, 0) == "-1 000");
    CHECK(grouped(-123, 1) == "-123.0");
}

TEST_CASE("a negative number that rounds to zero shows no sign", "[report][number]") { CHECK(grouped(-0.004, 2) == "0.00"); }

TEST_CASE("digits that matter, and no exponent however large", "[report][number]") {
    CHECK(significant(2.74) == "2.74");
    CHECK(significant(5) == "5");
    CHECK(significant(999.4) == "999");
    CHECK(significant(999.6) == "1 000");
    CHECK(significant(2038.4) == "2 038");
    CHECK(significant(10957.3, 4) == "10 957");
    CHECK(significant(0.00041) == "0.00041");
}

TEST_CASE("what was not observed shows as a dash", "[report][number]") {
    CHECK(grouped(NAN, 2) == "–");
    CHECK(grouped(std::numeric_limits<double>::infinity(), 0) == "–");
}

TEST_CASE("a half-width keeps two significant digits", "[report][number]") {
    CHECK(decimals_for_half_width(950) == 0);
    CHECK(decimals_for_half_width(95.1) == 0);
    CHECK(decimals_for_half_width(9.96) == 0);  // would round to 10
    CHECK(decimals_for_half_width(9.94) == 1);
    CHECK(decimals_for_half_width(0.041) == 3);
    CHECK(decimals_for_half_width(1e-12) == 6);
    CHECK(decimals_for_half_width(0) == 0);
    CHECK(decimals_for_half_width(NAN) == 0);
}

TEST_CASE("a value without an interval shows about three significant digits", "[report][number]") {
    CHECK(decimals_for_magnitude(12000) == 0);
    CHECK(decimals_for_magnitude(99.4) == 1);
    CHECK(decimals_for_magnitude(-1.2) == 2);
    CHECK(decimals_for_magnitude(0) == 0);
}

TEST_CASE("numbers in files read back as the same double", "[report][number]") {
    CHECK(exact_number(0.1) == "0.1");
    CHECK(std::stod(exact_number(1.0 / 3.0)) == 1.0 / 3.0);
    CHECK(exact_number(-0.0) == "0");
    CHECK(exact_number(NAN).empty());
}

TEST_CASE("counts agree with their noun", "[report][number]") {
    CHECK(counted(0, "error") == "no errors");
    CHECK(counted(1, "error") == "1 error");
    CHECK(counted(1000, "error") == "1 000 errors");
}
