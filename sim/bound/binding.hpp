#pragma once

#include "bound/linear_program.hpp"

#include <optional>
#include <vector>

namespace agrocap {

/// What one more and one less of a row's limit is worth, and how far that holds: all found by solving again. In the row's own measure.
struct BindingRow {
    std::size_t row = 0;                         // LinearProgram::rows
    double up = 0, down = 0;                     // a year, for each unit more and for each less
    std::optional<double> range_up, range_down;  // units; none: as far as one likes
    [[nodiscard]] bool is_degenerate() const {
        return down > up * (1 + 1e-6) + 1e-9;
    }  // the first unit less costs more than one more brings
};

/// The rows that bind most, by what their limits make of the optimum; at most so many.
std::vector<BindingRow> binding_rows(const LinearProgram& program, std::size_t most);

}  // namespace agrocap
