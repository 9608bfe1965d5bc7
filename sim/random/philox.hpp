#pragma once

#include <array>
#include <cstdint>

namespace agrocap {

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

constexpr PhiloxCounter philox_round(const PhiloxCounter& counter, const PhiloxKey& key) {
    const std::uint64_t first = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t second = std::uint64_t{0xCD9E8D57} * counter[2];
    return {static_cast<std::uint32_t>(second >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(second),
            static_cast<std::uint32_t>(first >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(first)};
}

/// Two blocks of Philox4x32-10 under one key: each is 128 bits that are a keyed mix of its counter.
///
/// Written out instead of taken from the Random123 library: a block is a chain of ten multiplications in which each waits for the one
/// before, so two side by side take little longer than one (3.9 against 4.9 ns for 64 bits). Tested against the library's known answers.
/// Source: Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC'11.
constexpr std::array<PhiloxCounter, 2> philox_blocks(PhiloxCounter first, PhiloxCounter second, PhiloxKey key) {
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
        first = philox_round(first, key);
        second = philox_round(second, key);
        key = {key[0] + 0x9E3779B9, key[1] + 0xBB67AE85};
    }
    return {first, second};
}

}  // namespace agrocap
