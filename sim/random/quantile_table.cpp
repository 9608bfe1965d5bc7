#include "random/quantile_table.hpp"

#include "base/math.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace agrocap {
namespace {

/// e^x - 1 - x without loss near 0.
double excess_of_exp(double x) {
    if (std::abs(x) > 0.5) return exact_exp(x) - 1 - x;
    double sum = 0, term = x;
    for (int n = 2; n <= 16; ++n) sum += term *= x / n;
    return sum;
}

struct Node {
    double at, weight;
};

/// Gauss's rule of 8 points on (-1, 1): the positive half. Source: Abramowitz & Stegun 25.4.30.
constexpr std::array<Node, 4> gauss_nodes{{{0.183434642495649805, 0.362683783378361983},
                                           {0.525532409916328986, 0.313706645877887287},
                                           {0.796666477413626740, 0.222381034453374471},
                                           {0.960289856497536232, 0.101228536290376259}}};

/// What is beyond a panel with this share of the mass found so far is nothing, even beside a share of 2^-53.
constexpr double negligible = 1e-28;

}  // namespace

NumericInversion::NumericInversion(const QuantileShape& shape) : shape_(shape) {
    const double sum = shape.first + shape.second;
    const bool is_gamma = shape.family == QuantileShape::Family::gamma;
    mode_ = is_gamma ? 0 : exact_log(shape.first / shape.second);
    const double curvature = is_gamma ? shape.first : shape.first * shape.second / sum;  // minus that of the logarithm, at the mode
    width_ = std::min(0.25, 0.5 / std::sqrt(curvature));
    add_panels();
}

/// 1 at the mode.
double NumericInversion::density(double at) const {
    if (shape_.family == QuantileShape::Family::gamma) return exact_exp(-shape_.first * excess_of_exp(at));
    // With odds e^y the logarithm is a y - (a + b) log(1 + e^y); the terms from the mode on, or their sum would lose digits.
    const double step = at - mode_;
    const double share = shape_.first / (shape_.first + shape_.second);  // the value at the mode
    const double grown = exact_log1p(share * (exact_exp(step) - 1));
    return exact_exp(shape_.first * step - (shape_.first + shape_.second) * grown);
}

double NumericInversion::density_slope(double at) const {
    if (shape_.family == QuantileShape::Family::gamma) return -shape_.first * (exact_exp(at) - 1);
    return shape_.first - (shape_.first + shape_.second) / (1 + exact_exp(-at));
}

double NumericInversion::mass_between(double from, double to) const {
    const double middle = 0.5 * (from + to), half = 0.5 * (to - from);
    double sum = 0;
    for (const Node& node : gauss_nodes) sum += node.weight * (density(middle - half * node.at) + density(middle + half * node.at));
    return half * sum;
}

void NumericInversion::add_panels() {
    std::vector<double> left, right;  // masses of the panels from the mode outwards
    const auto fill = [&](std::vector<double>& masses, double step) {
        double sum = 0;
        do {
            const double from = mode_ + static_cast<double>(masses.size()) * step;
            masses.push_back(std::abs(mass_between(from, from + step)));
            sum += masses.back();
        } while (masses.back() > negligible * sum);
    };
    fill(left, -width_);
    fill(right, width_);
    std::vector<double> masses(left.rbegin(), left.rend());
    masses.insert(masses.end(), right.begin(), right.end());

    const double first = mode_ - static_cast<double>(left.size()) * width_;
    borders_.resize(masses.size() + 1);
    for (std::size_t i = 0; i < borders_.size(); ++i) borders_[i].at = first + static_cast<double>(i) * width_;
    borders_.front().mass_below = borders_.back().mass_above = 0;
    for (std::size_t i = 0; i < masses.size(); ++i) borders_[i + 1].mass_below = borders_[i].mass_below + masses[i];
    for (std::size_t i = masses.size(); i-- > 0;) borders_[i].mass_above = borders_[i + 1].mass_above + masses[i];
    total_ = borders_.back().mass_below;
}

NumericInversion::Point NumericInversion::below(double share) const {
    const double sought = share * total_;
    const auto next = std::ranges::upper_bound(borders_, sought, {}, &Border::mass_below);
    const Border& border = *std::prev(std::min(next, std::prev(borders_.end())));
    return point_at(beyond(border.at, width_, sought - border.mass_below));
}

NumericInversion::Point NumericInversion::above(double share) const {
    const double sought = share * total_;
    const auto first = std::ranges::lower_bound(borders_, sought, std::ranges::greater{}, &Border::mass_above);
    const Border& border = *std::max(first, std::next(borders_.begin()));
    return point_at(beyond(border.at, -width_, sought - border.mass_above));
}

/// Where the mass between a border and there is what is wanted, by Halley's method. Requires: it is in the panel that `step` leads over.
double NumericInversion::beyond(double border, double step, double mass) const {
    const double sign = step < 0 ? -1 : 1;
    const double low = std::min(border, border + step), high = std::max(border, border + step);
    double at = border + 0.5 * step;
    for (int round = 0; round < 8; ++round) {
        const double miss = (std::abs(mass_between(border, at)) - mass) / (sign * density(at));
        const double move = miss / (1 - 0.5 * miss * density_slope(at));
        at = std::clamp(at - move, low, high);
        if (std::abs(move) < 1e-6 * width_) break;  // its cube is what is left
    }
    return at;
}

NumericInversion::Point NumericInversion::point_at(double at) const {
    const double pace = total_ / density(at);  // of `at` by the share
    if (shape_.family == QuantileShape::Family::gamma) {
        const double value = exact_exp(at);
        return {value, value * pace, value * pace * pace * (1 - density_slope(at))};
    }
    const double value = 1 / (1 + exact_exp(-at));
    const double slope = value * (1 - value);
    return {value, slope * pace, slope * pace * pace * (1 - 2 * value - density_slope(at))};
}

QuantileTable::QuantileTable(const QuantileShape& shape) : inversion_(shape), rows_(2 * kept_pieces) {
    for (const bool upper : {false, true}) {
        NumericInversion::Point inner = border(0, upper);
        for (std::uint64_t piece = 0; piece < kept_pieces; ++piece) {
            const NumericInversion::Point outer = border(piece + 1, upper);
            rows_[2 * piece + (upper ? 1 : 0)] = row_between(outer, inner, width_of(piece, upper));
            inner = outer;
        }
    }
}

/// A border of pieces counted from 1/2 outwards, as the share outside of it.
double QuantileTable::border_share(std::uint64_t border) {
    return std::bit_cast<double>(below_half + 1 - (border << (52 - sixteenth_bits)));
}

NumericInversion::Point QuantileTable::border(std::uint64_t border, bool upper) const {
    const double outside = border_share(border);
    return upper ? inversion_.above(outside) : inversion_.below(outside);
}

/// By the share below, which falls where that above grows.
double QuantileTable::width_of(std::uint64_t piece, bool upper) {
    const double width = border_share(piece) - border_share(piece + 1);
    return upper ? -width : width;
}

QuantileTable::Row QuantileTable::row_between(const NumericInversion::Point& outer, const NumericInversion::Point& inner, double width) {
    const double slope = outer.slope * width, bend = 0.5 * outer.bend * width * width;
    const double rise = inner.value - outer.value - slope - bend;
    const double turn = inner.slope * width - slope - 2 * bend;
    const double twist = 0.5 * inner.bend * width * width - bend;
    return {outer.value, slope, bend, 10 * rise - 4 * turn + twist, -15 * rise + 7 * turn - 2 * twist, 6 * rise - 3 * turn + twist};
}

double QuantileTable::far_out(std::uint64_t piece, bool upper, double along) const {
    return value_of(row_between(border(piece + 1, upper), border(piece, upper), width_of(piece, upper)), along);
}

std::shared_ptr<const QuantileTable> QuantileTables::of(const QuantileShape& shape) {
    std::shared_ptr<const QuantileTable>& table = by_shape_[shape];
    if (!table) table = std::make_shared<const QuantileTable>(shape);
    return table;
}

}  // namespace agrocap
