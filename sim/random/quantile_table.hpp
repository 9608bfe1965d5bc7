#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace agrocap {

/// A standard distribution whose quantiles have no closed form.
struct QuantileShape {
    enum class Family : std::uint8_t { gamma, beta };
    Family family = Family::gamma;
    double first = 1;   // gamma: shape, the mean is 1; beta: the exponent at 0
    double second = 1;  // beta: the exponent at 1
    friend auto operator<=>(const QuantileShape&, const QuantileShape&) = default;
};

/// The distribution function of a shape, and its inverse worked out by Newton's method.
///
/// The density is integrated over the logarithm of the value (gamma) or of its odds (beta), where it is smooth and falls off fast on both
/// sides, panel by panel from each end: small shares have the same relative precision as large ones, some 1e-13.
/// Source: Derflinger, Hörmann and Leydold, Random variate generation by numerical inversion when only the density is known, ACM TOMACS
/// 20 (2010), whose method this is but for the variable and the pieces.
class NumericInversion {
  public:
    /// The quantile where a share is reached, and its first two derivatives by the share.
    struct Point {
        double value, slope, bend;
    };

    explicit NumericInversion(const QuantileShape& shape);

    /// Where a share is below. Requires: 0 < share < 1.
    [[nodiscard]] Point below(double share) const;
    /// Where a share is above; the derivatives are by the share below.
    [[nodiscard]] Point above(double share) const;

  private:
    struct Border {
        double at, mass_below, mass_above;
    };

    double density(double at) const;
    double density_slope(double at) const;  // of its logarithm
    double mass_between(double from, double to) const;
    double beyond(double border, double step, double mass) const;
    void add_panels();
    Point point_at(double at) const;

    QuantileShape shape_;
    double mode_ = 0;
    double width_ = 0;  // of a panel
    double total_ = 0;
    std::vector<Border> borders_;  // of the panels, ascending
};

/// The quantile function of a shape in pieces: a draw is one number, a row and a polynomial.
///
/// A piece is a sixteenth of a binade of the share below or, in the upper half, above: the farther out, the finer. In it stands the
/// polynomial of degree 5 that has value, slope and bend of the quantile at both ends: the share below what comes out is that asked for
/// but for 1e-9 of it (`tests/unit/random/quantile_table_test.cpp`). A draw takes 30 instructions and from 20 KB a row; the table
/// is made in a third of a millisecond. Pieces of the outermost 2^-14 of each side, which one draw of 8,000 meets, are worked out
/// when they are asked for.
class QuantileTable {
  public:
    explicit QuantileTable(const QuantileShape& shape);

    /// Where a share lies below. Requires: 0 < share < 1, not 1/2.
    [[nodiscard]] double at(double share) const {
        const bool upper = share > 0.5;
        const double outside = std::min(share, 1 - share);  // exact; an instruction, where a branch would be a coin tossed
        const auto bits = std::bit_cast<std::uint64_t>(outside);
        const std::uint64_t piece = (below_half - bits) >> (52 - sixteenth_bits);
        const double along = std::bit_cast<double>(((bits << sixteenth_bits) & fraction_bits) | one) - 1;
        if (piece >= kept_pieces) [[unlikely]]
            return far_out(piece, upper, along);
        return value_of(rows_[2 * piece + (upper ? 1 : 0)], along);
    }

  private:
    static constexpr int sixteenth_bits = 4;
    static constexpr std::uint64_t kept_pieces = std::uint64_t{13} << sixteenth_bits;  // thirteen binades from 1/2 outwards
    static constexpr std::uint64_t one = 0x3ff0'0000'0000'0000, fraction_bits = 0x000f'ffff'ffff'ffff;
    static constexpr std::uint64_t below_half = 0x3fdf'ffff'ffff'ffff;  // the last number below 1/2

    /// Coefficients of a polynomial of how far along its piece a share lies, 0 to 1 from the tail inwards.
    using Row = std::array<double, 6>;

    static double value_of(const Row& row, double x) {
        const double x2 = x * x;
        return (row[0] + row[1] * x) + x2 * ((row[2] + row[3] * x) + x2 * (row[4] + row[5] * x));
    }

    static double border_share(std::uint64_t border);
    static double width_of(std::uint64_t piece, bool upper);
    static Row row_between(const NumericInversion::Point& outer, const NumericInversion::Point& inner, double width);
    NumericInversion::Point border(std::uint64_t border, bool upper) const;
    double far_out(std::uint64_t piece, bool upper, double along) const;

    NumericInversion inversion_;
    std::vector<Row> rows_;  // by piece from 1/2 outwards: that of the lower half, that of the upper
};

/// Tables by shape: many stations have times of the same cv, and share one.
class QuantileTables {
  public:
    std::shared_ptr<const QuantileTable> of(const QuantileShape& shape);

  private:
    std::map<QuantileShape, std::shared_ptr<const QuantileTable>> by_shape_;
};

}  // namespace agrocap
