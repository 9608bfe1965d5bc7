#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace agrocap {

/// Values as they lie in memory: equal only if no bit differs; a value that is no number equals itself.
inline std::vector<std::uint64_t> bits_of(const std::vector<double>& values) {
    std::vector<std::uint64_t> bits;
    for (const double value : values) bits.push_back(std::bit_cast<std::uint64_t>(value));
    return bits;
}

inline bool same_bits(const std::vector<double>& left, const std::vector<double>& right) { return bits_of(left) == bits_of(right); }

}  // namespace agrocap
