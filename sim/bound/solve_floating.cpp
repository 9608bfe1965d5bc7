#include "bound/solver.hpp"

#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>

#include <algorithm>

namespace agrocap {

struct Resolver::Clp {
    ClpSimplex simplex;
};

Resolver::Resolver(const LinearProgram& program) : program_(program), clp_(std::make_unique<Clp>()) {
    const auto rows = static_cast<int>(program.rows.size());
    const auto columns = static_cast<int>(program.columns);
    std::vector<int> row_of, column_of;
    std::vector<double> factors, upper;
    for (int r = 0; r < rows; ++r) {
        const ProgramRow& row = program.rows[static_cast<std::size_t>(r)];
        upper.push_back(row.limit + row.allowance);
        for (const ProgramTerm& term : row.terms) {
            row_of.push_back(r);
            column_of.push_back(static_cast<int>(term.column));
            factors.push_back(term.factor);
        }
    }
    std::vector<double> objective(program.columns, 0.0);
    for (const ProgramTerm& term : program.objective) objective[term.column] += term.factor;
    CoinPackedMatrix matrix(true, row_of.data(), column_of.data(), factors.data(), static_cast<CoinBigIndex>(factors.size()));
    matrix.setDimensions(rows, columns);
    const std::vector<double> lower(program.rows.size(), -COIN_DBL_MAX), zero(program.columns, 0.0), most(program.columns, COIN_DBL_MAX);
    clp_->simplex.setLogLevel(0);
    clp_->simplex.loadProblem(matrix, zero.data(), most.data(), objective.data(), lower.data(), upper.data());
    clp_->simplex.setOptimizationDirection(-1);
}

Resolver::~Resolver() = default;

FloatingSolution Resolver::solve() {
    ClpSimplex& clp = clp_->simplex;
    clp.initialSolve();
    FloatingSolution found;
    if (clp.isProvenOptimal()) found.status = Solved::optimal;
    if (clp.isProvenDualInfeasible()) found.status = Solved::unbounded;
    if (found.status != Solved::optimal) return found;
    found.value = clp.objectiveValue();
    found.multipliers.assign(clp.dualRowSolution(), clp.dualRowSolution() + program_.rows.size());
    found.columns.assign(clp.primalColumnSolution(), clp.primalColumnSolution() + program_.columns);
    for (double& multiplier : found.multipliers) multiplier = std::max(multiplier, 0.0);
    return found;
}

std::optional<Resolver::Moved> Resolver::with_limit(std::size_t row, double limit) {
    ClpSimplex& clp = clp_->simplex;
    const auto number = static_cast<int>(row);
    const double before = clp.getRowUpper()[number];
    clp.setRowUpper(number, limit);
    clp.dual();
    std::optional<Moved> moved;
    if (clp.isProvenOptimal()) moved = Moved{clp.objectiveValue(), clp.dualRowSolution()[number]};
    clp.setRowUpper(number, before);
    return moved;
}

FloatingSolution solve_floating(const LinearProgram& program) { return Resolver(program).solve(); }

}  // namespace agrocap
