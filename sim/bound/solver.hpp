#pragma once

#include "bound/linear_program.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

enum class Solved : std::uint8_t { optimal, unbounded, failed };

/// What a solver in floating point found: a claim, to be proven.
struct FloatingSolution {
    Solved status = Solved::failed;
    double value = 0;
    std::vector<double> multipliers;  // by row, not negative
    std::vector<double> columns;
};

/// By Clp's dual simplex.
FloatingSolution solve_floating(const LinearProgram& program);

/// The same in rational numbers, as texts "p/q" in lowest terms: an optimum that is one.
struct ExactSolution {
    std::string value;
    std::vector<std::string> multipliers;  // by row
};

/// By QSopt_ex. Nothing where it finds no optimum. Meant for some thousand rows.
std::optional<ExactSolution> solve_exactly(const LinearProgram& program);

}  // namespace agrocap
