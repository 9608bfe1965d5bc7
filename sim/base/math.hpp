#pragma once

#include <array>
#include <bit>
#include <cstdint>

/// Elementary functions that give the same bits on every machine.
///
/// The C library picks its variants of `log`, `exp` and `pow` by processor (with or without fused multiply-add), so their last bit
/// differs between machines and a replication with them. These use + - * / and integer bit operations only, which IEEE 754 fixes to
/// the last bit; the build forbids contraction into fused multiply-add. Everything that reaches a draw goes through here.
/// Method: table of 128 rows and a short polynomial. Source: Tang, Table-driven implementation of the exponential / logarithm function,
/// ACM TOMS 15 (1989) and 16 (1990). The tables are computed by the compiler in double-double arithmetic (math.cpp).
namespace agrocap {

/// One interval of the logarithm's table: its centre c, 1/c, and log(c) in two parts, the high one a multiple of 2^-43.
struct alignas(32) LogRow {
    double centre, inverse, log_high, log_low;
};
extern const std::array<LogRow, 128> log_rows;

/// The logarithm where `exact_log` has no fast way: zero, subnormal, negative, infinite, NaN.
double log_of_special(double x);

/// Where the table of logarithms starts, as bits: 0.6875, so that 1 is a border of two rows, both centred at 1.
inline constexpr std::uint64_t log_table_start = 0x3fe6'0000'0000'0000;
inline constexpr std::uint64_t exponent_bits = 0xfff0'0000'0000'0000;

/// log(2^exponent z), of one number or of several side by side: exponent log(2) + log(c) + log(1 + r) with r = (z - c) / c. The others: the
/// row of z in the table.
template <class Numbers>
[[gnu::always_inline]] inline Numbers log_by_row(Numbers exponent, Numbers z, Numbers centre, Numbers inverse, Numbers log_high,
                                                 Numbers log_low) {
    constexpr double ln2_high = 0x1.62e42fefa3800p-1;  // a multiple of 2^-42: its product with an exponent is exact
    constexpr double ln2_low = 0x1.ef35793c76730p-45;
    const Numbers r = (z - centre) * inverse;              // the difference is exact
    const Numbers whole = exponent * ln2_high + log_high;  // exact
    const Numbers high = whole + r;
    const Numbers low = (whole - high) + r + (exponent * ln2_low + log_low);
    const Numbers r2 = r * r;
    const Numbers series = (-0.5 + r * (1.0 / 3)) + r2 * ((-0.25 + r * 0.2) + r2 * ((-1.0 / 6 + r * (1.0 / 7)) - r2 * 0.125));
    return (low + r2 * series) + high;
}

/// Natural logarithm, within 1 ulp. Gives -infinity for 0, NaN below 0.
inline double exact_log(double x) {
    constexpr std::uint64_t smallest_normal = 0x0010'0000'0000'0000;
    constexpr std::uint64_t infinity = 0x7ff0'0000'0000'0000;

    const auto bits = std::bit_cast<std::uint64_t>(x);
    if (bits - smallest_normal >= infinity - smallest_normal) [[unlikely]]
        return log_of_special(x);

    // x = 2^exponent * z with z in [0.6875, 1.375).
    const std::uint64_t offset = bits - log_table_start;
    const double exponent = static_cast<double>(static_cast<std::int64_t>(offset) >> 52);
    const double z = std::bit_cast<double>(bits - (offset & exponent_bits));
    const LogRow& row = log_rows[(offset >> 45) & 127];
    return log_by_row(exponent, z, row.centre, row.inverse, row.log_high, row.log_low);
}

/// e to the power x, within 1 ulp where the result is a normal number. Gives 0 and infinity beyond the range.
double exact_exp(double x);

/// x to the power y, within 1 ulp where the result is a normal number. Requires: x >= 0.
double exact_pow(double x, double y);

/// log(1 + x), within 2 ulp also for tiny x. Requires: x > -1.
double exact_log1p(double x);

}  // namespace agrocap
