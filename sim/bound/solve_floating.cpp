#include "bound/solver.hpp"

#include <coin/ClpSimplex.hpp>
#include <coin/CoinPackedMatrix.hpp>

#include <algorithm>

namespace agrocap {

FloatingSolution solve_floating(const LinearProgram& program) {
    const auto rows = static_cast<int>(program.rows.size());
    const auto columns = static_cast<int>(program.columns);
    std::vector<int> row_of, column_of;
    std::vector<double> factors, upper, lower(program.rows.size(), -COIN_DBL_MAX);
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
    const CoinPackedMatrix matrix(true, row_of.data(), column_of.data(), factors.data(), static_cast<CoinBigIndex>(factors.size()));

    ClpSimplex clp;
    clp.setLogLevel(0);
    CoinPackedMatrix whole = matrix;
    whole.setDimensions(rows, columns);
    const std::vector<double> zero(program.columns, 0.0), most(program.columns, COIN_DBL_MAX);
    clp.loadProblem(whole, zero.data(), most.data(), objective.data(), lower.data(), upper.data());
    clp.setOptimizationDirection(-1);
    clp.initialSolve();

    FloatingSolution found;
    if (clp.isProvenOptimal()) found.status = Solved::optimal;
    if (clp.isProvenDualInfeasible()) found.status = Solved::unbounded;
    if (found.status != Solved::optimal) return found;
    found.value = clp.objectiveValue();
    found.multipliers.assign(clp.dualRowSolution(), clp.dualRowSolution() + rows);
    for (double& multiplier : found.multipliers) multiplier = std::max(multiplier, 0.0);
    found.columns.assign(clp.primalColumnSolution(), clp.primalColumnSolution() + columns);
    return found;
}

}  // namespace agrocap
