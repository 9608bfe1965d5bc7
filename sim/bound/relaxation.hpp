#pragma once

#include "bound/linear_program.hpp"

#include <cstddef>
#include <vector>

namespace agrocap {

/// That all limits of one kind of an object, such as a station's hours in every stretch of time, are higher by a share.
struct Relaxation {
    std::size_t row = 0;  // LinearProgram::rows: the last of them, which names the object
    double share = 0;     // of each limit
    double amount = 0;    // in the row's own measure, over the simulated time
};

/// The least relaxations that, all together, let the program come to `wanted`, as an annual figure: the sum of their shares is the least
/// there is, of at most `most` objects. Nothing where none are needed or no so few were found.
///
/// An elastic program: each limit that is not 0 may give way, at a price of its share; of more objects than allowed the largest are kept
/// after the prices were set to what each was worth (Candès, Wakin, Boyd, Enhancing sparsity by reweighted l1 minimization, J. Fourier
/// Anal. Appl. 14 (2008)).
std::vector<Relaxation> least_relaxations(const LinearProgram& program, double wanted, std::size_t most);

/// The program with its limits so much higher.
LinearProgram relaxed(const LinearProgram& program, const std::vector<Relaxation>& relaxations);

}  // namespace agrocap
