#include "bound/binding.hpp"

#include "bound/solver.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace agrocap {

namespace {

/// Rows that tell how goods go on, not what there is of anything.
bool is_of_flow(RowKind kind) {
    return kind == RowKind::units || kind == RowKind::leaving || kind == RowKind::output || kind == RowKind::mix;
}

/// Rows whose limits make something of the optimum, those that make most first.
std::vector<std::size_t> candidates(const LinearProgram& program, const std::vector<double>& multipliers) {
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t r = 0; r < program.rows.size(); ++r) {
        const ProgramRow& row = program.rows[r];
        const double part = multipliers[r] * row.limit;
        if (part > 1e-9 && !is_of_flow(row.kind)) ranked.emplace_back(-part, r);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::size_t> rows;
    rows.reserve(ranked.size());
    for (const auto& [part, row] : ranked) rows.push_back(row);
    return rows;
}

struct Slope {
    double slope = 0;             // of the optimum, for each unit further away
    std::optional<double> range;  // units; none: no end
};

/// How the optimum goes on when a limit goes one way: it is concave, so the line from here and a tangent further out meet at or beyond the
/// end of the line; taking that point for the next tangent finds the end in a few steps.
Slope follow(Resolver& resolver, const LinearProgram& program, std::size_t row, double optimum, double direction) {
    const double limit = program.rows[row].limit + program.rows[row].allowance;
    const double near = std::max(1e-6, 1e-7 * std::abs(limit));
    const double far = direction > 0 ? 100 * std::max(1.0, std::abs(limit)) : limit;
    const auto solved_at = [&](double away) { return resolver.with_limit(row, limit + direction * away); };
    const auto close = solved_at(near);
    if (!close) return {0, 0.0};
    Slope side{(close->value - optimum) / near, std::nullopt};
    const double tolerance = 1e-9 * std::max(1.0, std::abs(optimum));
    if (std::abs(side.slope) * near <= tolerance * 1e-3) side.slope = 0;
    double away = far;
    for (int step = 0; step < 30 && away > near; ++step) {
        const auto there = solved_at(away);
        if (!there) return {side.slope, 0.0};
        const double on_line = optimum + side.slope * away;
        if (there->value >= on_line - tolerance - 1e-7 * std::abs(side.slope) * away) {
            if (away < far) side.range = away;
            if (direction < 0 && away == far) side.range = far;
            return side;
        }
        const double tangent = direction * there->multiplier;
        const double meets = (there->value - tangent * away - optimum) / (side.slope - tangent);
        if (!(meets > 0) || !(meets < away)) break;
        away = meets;
    }
    side.range = away;
    return side;
}

}  // namespace

std::vector<BindingRow> binding_rows(const LinearProgram& program, std::size_t most) {
    std::vector<BindingRow> found;
    Resolver resolver(program);
    const FloatingSolution solution = resolver.solve();
    if (solution.status != Solved::optimal) return found;
    const double per_year = static_cast<double>(program.numerator) / static_cast<double>(program.denominator);
    for (const std::size_t row : candidates(program, solution.multipliers)) {
        if (found.size() == most) break;
        const double scale = program.rows[row].scale;  // the row's own units in one of its limit
        const Slope up = follow(resolver, program, row, solution.value, 1);
        const Slope down = follow(resolver, program, row, solution.value, -1);
        BindingRow one{
            .row = row, .up = up.slope * per_year / scale, .down = -down.slope * per_year / scale, .range_up = {}, .range_down = {}};
        if (up.range) one.range_up = *up.range * scale;
        if (down.range) one.range_down = *down.range * scale;
        found.push_back(one);
    }
    return found;
}

}  // namespace agrocap
