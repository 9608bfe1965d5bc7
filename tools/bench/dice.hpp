#pragma once

#include <cstdint>
#include <random>

namespace agrocap {

/// A whole number straight from the engine: the standard's distributions differ between libraries.
inline int dice(std::mt19937_64& engine, int low, int high) {
    return low + static_cast<int>(engine() % static_cast<std::uint64_t>(high - low + 1));
}

}  // namespace agrocap
