#pragma once

#include <cstdint>

namespace agrocap {

/// The replication without chance: streams of this number give an even sequence, the multiples of the golden ratio modulo 1, in place of
/// random numbers. Of n things of which a share is drawn, it takes n x share to within a few, evenly spaced, from a start of its own for
/// each stream.
///
/// Source: Niederreiter, Random Number Generation and Quasi-Monte Carlo Methods, 1992, 3.1 (Kronecker sequences).
inline constexpr std::uint64_t even_replication = UINT64_MAX;

}  // namespace agrocap
