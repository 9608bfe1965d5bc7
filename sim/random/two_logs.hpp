#pragma once

#include "base/math.hpp"

#include <bit>
#include <cstdint>

namespace agrocap {

/// Two numbers side by side, in one register of every 64-bit processor: what is done to them is done to each.
using TwoDoubles [[gnu::vector_size(16)]] = double;
using TwoWords [[gnu::vector_size(16)]] = std::uint64_t;

/// The logarithms of two positive normal numbers: the operations of `exact_log` one by one, and so its bits, in little more than half the
/// instructions of two.
inline TwoDoubles exact_log_of_normal(TwoDoubles x) {
    constexpr std::uint64_t table_start = 0x3fe6'0000'0000'0000;
    constexpr double ln2_high = 0x1.62e42fefa3800p-1;
    constexpr double ln2_low = 0x1.ef35793c76730p-45;
    constexpr std::uint64_t bias = 1024;  // makes a whole number of an exponent that may be below 0 …
    constexpr std::uint64_t two_to_52 = 0x4330'0000'0000'0000;

    const auto bits = std::bit_cast<TwoWords>(x);
    const TwoWords offset = bits - table_start;
    // … which is made a double as the last bits of 2^52: processors have no instruction for two of 64 bits.
    const TwoDoubles exponent = std::bit_cast<TwoDoubles>(((offset + (bias << 52)) >> 52) | two_to_52) - (0x1p52 + bias);
    const auto z = std::bit_cast<TwoDoubles>(bits - (offset & 0xfff0'0000'0000'0000));
    const LogRow& first = log_rows[(offset[0] >> 45) & 127];
    const LogRow& second = log_rows[(offset[1] >> 45) & 127];
    const TwoDoubles r = (z - TwoDoubles{first.centre, second.centre}) * TwoDoubles{first.inverse, second.inverse};

    const TwoDoubles whole = exponent * ln2_high + TwoDoubles{first.log_high, second.log_high};
    const TwoDoubles high = whole + r;
    const TwoDoubles low = (whole - high) + r + (exponent * ln2_low + TwoDoubles{first.log_low, second.log_low});
    const TwoDoubles r2 = r * r;
    const TwoDoubles series = (-0.5 + r * (1.0 / 3)) + r2 * ((-0.25 + r * 0.2) + r2 * ((-1.0 / 6 + r * (1.0 / 7)) - r2 * 0.125));
    return (low + r2 * series) + high;
}

}  // namespace agrocap
