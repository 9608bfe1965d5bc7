#pragma once

#include "bound/linear_program.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

enum class ProofKind : std::uint8_t { exact, dual };

/// "exact" or "dual".
std::string_view proof_name(ProofKind kind);

/// That no columns give the objective more than `value`: multipliers of the rows whose sum covers the objective, checked in rationals.
struct Proof {
    ProofKind kind = ProofKind::exact;
    double value = 0;      // of the program, rounded up
    double allowance = 0;  // what of it the rows' allowances make
    double gap = 0;        // between what is proven and the optimum that was found, where it is "dual"
    std::string exact_value;
    std::vector<std::string> multipliers;  // by row, "p/q"
    std::vector<double> prices;            // the same, rounded
};

/// Nothing where the program has no bound, or no multipliers were found that prove one.
std::optional<Proof> prove(const LinearProgram& program);

}  // namespace agrocap
