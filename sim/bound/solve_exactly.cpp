#include "bound/solver.hpp"

#include <gmpxx.h>
extern "C" {
#include <qsopt_ex/QSopt_ex.h>
}

#include <memory>
#include <vector>

namespace agrocap {

namespace {

/// Rationals as the library takes them: a number of the C++ interface is one of C's and nothing else.
mpq_t* in_c(std::vector<mpq_class>& numbers) {
    static_assert(sizeof(mpq_class) == sizeof(mpq_t));
    return reinterpret_cast<mpq_t*>(numbers.data());
}

struct FreeProgram {
    void operator()(mpq_QSdata* program) const { mpq_QSfree_prob(program); }
};

/// A row in which a column stands several times has it once for the solver.
void add_row(mpq_QSdata* solver, const ProgramRow& row, std::vector<mpq_class>& sums) {
    std::vector<int> columns;
    for (const ProgramTerm& term : row.terms) {
        if (sums[term.column] == 0) columns.push_back(static_cast<int>(term.column));
        sums[term.column] += mpq_class(term.factor);
    }
    std::vector<mpq_class> factors;
    for (const int column : columns) {
        factors.push_back(sums[static_cast<std::size_t>(column)]);
        sums[static_cast<std::size_t>(column)] = 0;
    }
    std::vector<mpq_class> limit{mpq_class(row.limit) + mpq_class(row.allowance)};
    mpq_QSadd_row(solver, static_cast<int>(columns.size()), columns.data(), in_c(factors), in_c(limit), 'L', nullptr);
}

std::unique_ptr<mpq_QSdata, FreeProgram> load(const LinearProgram& program) {
    std::unique_ptr<mpq_QSdata, FreeProgram> solver(mpq_QScreate_prob("bound", QS_MAX));
    std::vector<mpq_class> sums(program.columns);
    for (const ProgramTerm& term : program.objective) sums[term.column] += mpq_class(term.factor);
    const mpq_class zero = 0;
    for (ColumnId c = 0; c < program.columns; ++c) {
        mpq_QSnew_col(solver.get(), sums[c].get_mpq_t(), zero.get_mpq_t(), mpq_ILL_MAXDOUBLE, nullptr);
        sums[c] = 0;
    }
    for (const ProgramRow& row : program.rows) add_row(solver.get(), row, sums);
    mpq_QSset_param(solver.get(), QS_PARAM_SIMPLEX_DISPLAY, 0);
    return solver;
}

}  // namespace

std::optional<ExactSolution> solve_exactly(const LinearProgram& program) {
    static const bool started = [] {
        QSexactStart();
        QSexact_set_precision(128);
        return true;
    }();
    static_cast<void>(started);
    const auto solver = load(program);
    int status = 0;
    std::vector<mpq_class> columns(program.columns + program.rows.size()), multipliers(program.rows.size() + 1), value(1);
    if (QSexact_solver(solver.get(), in_c(columns), in_c(multipliers), nullptr, DUAL_SIMPLEX, &status) != 0) return std::nullopt;
    if (status != QS_LP_OPTIMAL) return std::nullopt;
    ExactSolution found;
    if (mpq_QSget_objval(solver.get(), in_c(value)) != 0) return std::nullopt;
    found.value = value.front().get_str();
    for (std::size_t r = 0; r < program.rows.size(); ++r) found.multipliers.push_back(multipliers[r].get_str());
    return found;
}

}  // namespace agrocap
