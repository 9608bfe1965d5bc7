#pragma once

#include "bound/linear_program.hpp"

#include <memory>
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

/// A program at Clp, to be solved again and again with other limits. Each time goes on from the last.
class Resolver {
  public:
    explicit Resolver(const LinearProgram& program);
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;
    ~Resolver();

    FloatingSolution solve();

    struct Moved {
        double value = 0, multiplier = 0;  // of the optimum; of the row
    };
    /// With another limit of one row, allowance included; the program is as before afterwards. Nothing where there is no optimum.
    std::optional<Moved> with_limit(std::size_t row, double limit);

  private:
    struct Clp;
    const LinearProgram& program_;
    std::unique_ptr<Clp> clp_;
};

/// By Clp's simplex.
FloatingSolution solve_floating(const LinearProgram& program);

/// The same in rational numbers, as texts "p/q" in lowest terms: an optimum that is one.
struct ExactSolution {
    std::string value;
    std::vector<std::string> multipliers;  // by row
};

/// By QSopt_ex. Nothing where it finds no optimum. Meant for some thousand rows.
std::optional<ExactSolution> solve_exactly(const LinearProgram& program);

}  // namespace agrocap
