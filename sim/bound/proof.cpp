#include "bound/proof.hpp"

#include "bound/solver.hpp"

#include <gmpxx.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>

namespace agrocap {

namespace {

constexpr std::size_t exact_rows_max = 1500;
constexpr std::size_t exact_terms_max = 12'000;

mpq_class rational(std::int64_t whole) { return mpq_class(std::to_string(whole)); }

/// The least double that is not below.
double rounded_up(const mpq_class& value) {
    const double near = value.get_d();
    return mpq_class(near) < value ? std::nextafter(near, std::numeric_limits<double>::infinity()) : near;
}

/// What the objective has beyond the rows' sum, by column; to be at most 0 everywhere.
class Uncovered {
  public:
    Uncovered(const LinearProgram& program, std::vector<mpq_class>& multipliers)
        : program_(program), multipliers_(multipliers), rest_(program.columns) {
        for (const ProgramTerm& term : program.objective) rest_[term.column] += mpq_class(term.factor);
        for (std::size_t r = 0; r < program.rows.size(); ++r) subtract(r, multipliers[r]);
    }

    [[nodiscard]] bool is_covered() const {
        return std::all_of(rest_.begin(), rest_.end(), [](const mpq_class& rest) { return rest <= 0; });
    }

    /// Raises multipliers until all is covered: what a solver's rounding left is tiny. Follows goods upstream, as rows that cover a column
    /// uncover those that it comes from. Gives whether it came to an end.
    bool cover() {
        std::vector<std::vector<std::size_t>> rows(program_.columns);  // by column: those that can cover it
        for (std::size_t r = 0; r < program_.rows.size(); ++r)
            for (const ProgramTerm& term : program_.rows[r].terms)
                if (term.factor > 0) rows[term.column].push_back(r);
        std::vector<ColumnId> open;
        for (ColumnId c = 0; c < program_.columns; ++c)
            if (rest_[c] > 0) open.push_back(c);
        std::size_t steps_left = 50 * program_.columns + 1000;
        while (!open.empty()) {
            const ColumnId column = open.back();
            open.pop_back();
            if (rest_[column] <= 0) continue;
            if (rows[column].empty() || steps_left-- == 0) return false;
            const auto [row, factor] = best_row(rows[column], column);
            // A little more than is missing, as a double: fractions of fractions would grow without end.
            const mpq_class more(std::nextafter(mpq_class(rest_[column] / mpq_class(factor)).get_d() * (1 + 1e-12), HUGE_VAL));
            multipliers_[row] += more;
            subtract(row, more);
            for (const ProgramTerm& term : program_.rows[row].terms)
                if (rest_[term.column] > 0) open.push_back(term.column);
        }
        return true;
    }

  private:
    void subtract(std::size_t row, const mpq_class& multiplier) {
        if (multiplier == 0) return;
        for (const ProgramTerm& term : program_.rows[row].terms) rest_[term.column] -= multiplier * mpq_class(term.factor);
    }

    /// One that uncovers nothing, else any; of these the one that costs least.
    [[nodiscard]] std::pair<std::size_t, double> best_row(const std::vector<std::size_t>& rows, ColumnId column) const {
        std::pair<std::size_t, double> best{rows.front(), 1};
        std::pair<bool, double> least{true, HUGE_VAL};
        for (const std::size_t r : rows) {
            const ProgramRow& row = program_.rows[r];
            double factor = 0;
            bool uncovers = false;
            for (const ProgramTerm& term : row.terms) {
                if (term.column == column) factor += term.factor;
                uncovers = uncovers || term.factor < 0;
            }
            if (!(factor > 0)) continue;
            const std::pair<bool, double> cost{uncovers, (row.limit + row.allowance) / factor};
            if (cost < least) {
                least = cost;
                best = {r, factor};
            }
        }
        return best;
    }

    const LinearProgram& program_;
    std::vector<mpq_class>& multipliers_;
    std::vector<mpq_class> rest_;
};

std::optional<std::vector<mpq_class>> exact_multipliers(const LinearProgram& program) {
    std::size_t terms = 0;
    for (const ProgramRow& row : program.rows) terms += row.terms.size();
    if (program.rows.size() > exact_rows_max || terms > exact_terms_max) return std::nullopt;
    const std::optional<ExactSolution> solution = solve_exactly(program);
    if (!solution) return std::nullopt;
    std::vector<mpq_class> multipliers;
    mpq_class value = 0;
    for (std::size_t r = 0; r < program.rows.size(); ++r) {
        multipliers.emplace_back(solution->multipliers[r]);
        if (multipliers.back() < 0) return std::nullopt;
        value += multipliers.back() * (mpq_class(program.rows[r].limit) + mpq_class(program.rows[r].allowance));
    }
    if (value != mpq_class(solution->value) || !Uncovered(program, multipliers).is_covered()) return std::nullopt;
    return multipliers;
}

Proof proof_by(const LinearProgram& program, const std::vector<mpq_class>& multipliers, ProofKind kind) {
    const mpq_class per_year = rational(program.numerator) / rational(program.denominator);
    mpq_class value = 0, allowance = 0;
    Proof proof;
    proof.kind = kind;
    for (std::size_t r = 0; r < program.rows.size(); ++r) {
        value += multipliers[r] * (mpq_class(program.rows[r].limit) + mpq_class(program.rows[r].allowance));
        allowance += multipliers[r] * mpq_class(program.rows[r].allowance);
        proof.multipliers.push_back(multipliers[r].get_str());
        proof.prices.push_back(multipliers[r].get_d());
    }
    value *= per_year;
    allowance *= per_year;
    proof.value = rounded_up(value);
    proof.allowance = allowance.get_d();
    proof.exact_value = value.get_str();
    return proof;
}

}  // namespace

std::string_view proof_name(ProofKind kind) { return kind == ProofKind::exact ? "exact" : "dual"; }

std::string_view row_kind_name(RowKind kind) {
    static constexpr std::array<std::string_view, 17> names{"hours",   "repairs", "people", "units", "arrivals", "mix",
                                                            "leaving", "output",  "stock",  "room",  "pulled",   "demand",
                                                            "orders",  "supply",  "lane",   "fleet", "place"};
    return names[static_cast<std::size_t>(kind)];
}

std::optional<Proof> prove(const LinearProgram& program) {
    // QSopt_ex keeps state of its own and puts allocators of its own, made for one thread, under all rational numbers of the program.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    const FloatingSolution floating = solve_floating(program);
    if (floating.status != Solved::optimal) return std::nullopt;
    if (const auto exact = exact_multipliers(program)) return proof_by(program, *exact, ProofKind::exact);
    std::vector<mpq_class> multipliers;
    for (const double multiplier : floating.multipliers) multipliers.emplace_back(multiplier);
    if (!Uncovered(program, multipliers).cover()) return std::nullopt;
    Proof proof = proof_by(program, multipliers, ProofKind::dual);
    proof.gap =
        std::max(0.0, proof.value - floating.value * static_cast<double>(program.numerator) / static_cast<double>(program.denominator));
    return proof;
}

}  // namespace agrocap
