#pragma once

#include <cstdint>

namespace agrocap {

/// A sum of 128 bits; of two words, and no more room than they need.
__extension__ using WideSum [[gnu::aligned(8)]] = __int128;

/// The nearest double. Nearly all sums fit into 64 bits, for which the processor has an instruction; the others take a call.
[[nodiscard]] inline double nearest_double(const WideSum& sum) {
    const auto word = static_cast<std::int64_t>(sum);
    return word == sum ? static_cast<double>(word) : static_cast<double>(sum);
}

}  // namespace agrocap
