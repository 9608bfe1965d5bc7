#include "base/math.hpp"

#include <array>
#include <limits>

namespace agrocap {
namespace {

/// An unevaluated sum high + low with |low| <= ulp(high) / 2: some 106 bits. Source: Dekker, Numerische Mathematik 18 (1971).
struct DoublePair {
    double high = 0, low = 0;
};

constexpr DoublePair sum_exactly(double a, double b) {
    const double sum = a + b;
    const double of_b = sum - a;
    return {sum, (a - (sum - of_b)) + (b - of_b)};
}

constexpr DoublePair multiply_exactly(double a, double b) {
    constexpr double splitter = 0x1p27 + 1;
    const double a_scaled = splitter * a, b_scaled = splitter * b;
    const double a_high = a_scaled - (a_scaled - a), b_high = b_scaled - (b_scaled - b);
    const double a_low = a - a_high, b_low = b - b_high;
    const double product = a * b;
    return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

constexpr DoublePair operator+(DoublePair a, DoublePair b) {
    const DoublePair sum = sum_exactly(a.high, b.high);
    return sum_exactly(sum.high, sum.low + a.low + b.low);
}

constexpr DoublePair operator*(DoublePair a, DoublePair b) {
    const DoublePair product = multiply_exactly(a.high, b.high);
    return sum_exactly(product.high, product.low + (a.high * b.low + a.low * b.high));
}

constexpr DoublePair operator/(DoublePair a, double b) {
    const double first = a.high / b;
    const DoublePair back = multiply_exactly(first, b);
    const double rest = ((a.high - back.high) - back.low) + a.low;
    return sum_exactly(first, rest / b);
}

constexpr DoublePair ln2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

/// log(c) = 2 artanh((c - 1) / (c + 1)) by its series; |argument| < 0.19, so 24 terms reach 2^-106.
constexpr DoublePair log_by_series(double c) {
    const DoublePair t = DoublePair{c - 1} / (c + 1);  // both exact for the short numbers of the table
    const DoublePair t2 = t * t;
    DoublePair power = t, sum = t;
    for (int n = 3; n < 51; n += 2) {
        power = power * t2;
        sum = sum + power / n;
    }
    return {2 * sum.high, 2 * sum.low};
}

constexpr std::array<LogRow, 128> computed_log_rows() {
    std::array<LogRow, 128> rows{};
    for (std::uint64_t i = 0; i < 128; ++i) {
        // The two rows that touch 1 are centred there: log(x) is then x - 1 and a small correction, exact to the last bit near 1.
        const double middle = std::bit_cast<double>(0x3fe6'0000'0000'0000 + (i << 45) + (std::uint64_t{1} << 44));
        const double centre = i == 79 || i == 80 ? 1.0 : middle;
        const DoublePair log = log_by_series(centre);
        const double log_high = (log.high + 0x1.8p9) - 0x1.8p9;  // rounds to a multiple of 2^-43
        rows[i] = {centre, 1.0 / centre, log_high, (log.high - log_high) + log.low};
    }
    return rows;
}

/// 2^(i/128) as bits of a double and what is missing, as a share of it.
struct ExpRow {
    std::uint64_t bits;
    double missing;
};

constexpr std::array<ExpRow, 128> computed_exp_rows() {
    std::array<ExpRow, 128> rows{};
    for (int i = 0; i < 128; ++i) {
        const DoublePair x = ln2 * DoublePair{i / 128.0};
        DoublePair term{1.0}, sum{1.0};
        for (int n = 1; n < 28; ++n) {
            term = term * x / n;
            sum = sum + term;
        }
        rows[static_cast<std::size_t>(i)] = {std::bit_cast<std::uint64_t>(sum.high), sum.low / sum.high};
    }
    return rows;
}

constexpr std::array<ExpRow, 128> exp_rows = computed_exp_rows();

/// 2^n. Requires: -1022 <= n <= 1023.
double power_of_two(std::int64_t n) { return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52); }

/// e to the power x + correction. Requires: -746 < x < 710, |correction| small.
double exp_of_sum(double x, double correction) {
    constexpr double steps_per_unit = 0x1.71547652b82fep7;  // 128 / log(2)
    constexpr double step_high = 0x1.62e42fefa0000p-8;      // log(2) / 128 in two parts; the product of the first with n is exact
    constexpr double step_low = 0x1.cf79abc9e3b39p-47;
    constexpr double rounder = 0x1.8p52;

    const double n_real = (x * steps_per_unit + rounder) - rounder;
    const auto n = static_cast<std::int64_t>(n_real);
    const double r = ((x - n_real * step_high) - n_real * step_low) + correction;
    const ExpRow& row = exp_rows[static_cast<std::size_t>(n & 127)];
    const double r2 = r * r;
    const double growth = row.missing + r + r2 * ((0.5 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120)));

    const std::int64_t exponent = n >> 7;
    const double base = std::bit_cast<double>(row.bits);
    const double value = base + base * growth;
    if (exponent >= -1021 && exponent <= 1022) [[likely]]
        return value * power_of_two(exponent);
    const std::int64_t half = exponent / 2;  // two steps: neither power leaves the range
    return value * power_of_two(half) * power_of_two(exponent - half);
}

/// log(x) to some 68 bits, as `exact_log` with its remainders kept. Requires: x positive, normal and finite.
DoublePair log_to_pair(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t offset = bits - log_table_start;
    const double exponent = static_cast<double>(static_cast<std::int64_t>(offset) >> 52);
    const double z = std::bit_cast<double>(bits - (offset & exponent_bits));
    const LogRow& row = log_rows[(offset >> 45) & 127];

    const DoublePair r = DoublePair{z - row.centre} / row.centre;
    const DoublePair r2 = r * r;
    const double h = r.high;
    const double series = 1.0 / 3 + h * (-0.25 + h * (0.2 + h * (-1.0 / 6 + h * (1.0 / 7 + h * (-0.125 + h * (1.0 / 9))))));
    const DoublePair fraction = r + DoublePair{-0.5 * r2.high, -0.5 * r2.low} + DoublePair{r2.high * h * series};
    const DoublePair whole = sum_exactly(exponent * 0x1.62e42fefa3800p-1 + row.log_high, exponent * 0x1.ef35793c76730p-45 + row.log_low);
    return whole + fraction;
}

}  // namespace

constinit const std::array<LogRow, 128> log_rows = computed_log_rows();

double log_of_special(double x) {
    if (x == 0) return -std::numeric_limits<double>::infinity();
    if (!(x > 0)) return std::numeric_limits<double>::quiet_NaN();
    if (x > std::numeric_limits<double>::max()) return x;
    return exact_log(x * 0x1p52) - 52 * ln2.high;  // subnormal
}

double exact_exp(double x) {
    if (x > 709.79) return std::numeric_limits<double>::infinity();
    if (x < -745.2) return 0;
    if (x != x) return x;
    return exp_of_sum(x, 0);
}

double exact_pow(double x, double y) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (y == 0 || x == 1) return 1;
    if (x == 0) return y > 0 ? 0 : infinity;
    if (!(x > 0) || y != y) return std::numeric_limits<double>::quiet_NaN();
    if (x == infinity) return y > 0 ? infinity : 0;

    constexpr double smallest_normal = std::numeric_limits<double>::min();
    DoublePair log = x < smallest_normal ? log_to_pair(x * 0x1p52) : log_to_pair(x);
    if (x < smallest_normal) log = log + DoublePair{-52} * ln2;
    const double rough = log.high * y;
    if (rough > 709.79) return infinity;
    if (rough < -745.2) return 0;
    const DoublePair product = multiply_exactly(log.high, y);
    return exp_of_sum(product.high, product.low + log.low * y);
}

double exact_log1p(double x) {
    // log(1 + x) of the rounded sum, and the first order of what the rounding lost. Source: Higham, Accuracy and Stability, 1.14.1.
    const double sum = 1 + x;
    if (sum > std::numeric_limits<double>::max()) return sum;
    const double lost = sum - 1 > x || x < 1 ? x - (sum - 1) : 1 - (sum - x);
    return exact_log(sum) + lost / sum;
}

}  // namespace agrocap
