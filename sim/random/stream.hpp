#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace agrocap {

/// Names one stream of random numbers: the object's path and the purpose of its draws, hashed to 64 bits.
using StreamName = std::uint64_t;

/// Hash of (path, purpose), the same on every machine. Two objects with different paths draw from unrelated streams.
StreamName stream_name(std::string_view path, std::string_view purpose);

/// A counter-based stream of random numbers keyed by (seed, replication, name).
///
/// No state is shared between streams: adding one shifts no draw of another, which is what common random numbers need.
/// Method: Philox4x32-10, two blocks at a time; key = seed, high counter words = name mixed with the replication.
/// A cache line of its own: a draw waits for memory once.
/// Source: Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC'11.
class alignas(64) Stream {
  public:
    Stream() = default;
    Stream(StreamName name, std::uint64_t seed, std::uint64_t replication);

    /// 64 random bits.
    std::uint64_t bits() {
        if (next_ == buffer_size) refill();
        return buffer_[next_++];
    }

    /// Uniform on the open interval (0, 1): (k + 0.5) 2^-52 with k of 52 random bits, so that neither 0 nor 1 comes out.
    ///
    /// 52 and not 53 bits: k + 0.5 must be exact, or the largest k would round up to 1.
    double uniform() { return uniform_of(bits()); }

    /// The logarithm of what `uniform` would give here, to the last bit.
    ///
    /// The next four are at hand: a logarithm is a chain of operations that each wait for the one before, and the event list would wait
    /// for all of them; four chains side by side, begun when nobody waits yet, take little longer than one.
    double log_uniform() {
        if (next_log_ == buffer_size) prepare_logs();
        const double log = std::bit_cast<double>(buffer_[next_log_++]);
        if (next_log_ == buffer_size) prepare_logs();
        return log;
    }

  private:
    static constexpr std::uint32_t buffer_size = 4;

    static double uniform_of(std::uint64_t bits) {
        const double one_to_two = std::bit_cast<double>((bits >> 12) | 0x3ff0'0000'0000'0000);  // 1 + k 2^-52
        return one_to_two - (1 - 0x1p-53);                                                      // exact
    }

    void refill();
    void prepare_logs();
    void make_block();

    std::uint64_t seed_ = 0;
    std::uint64_t lane_ = 0;  // name mixed with the replication
    std::uint64_t block_ = 0;
    // The buffer holds bits from `next_` on, or logarithms from `next_log_` on; the other is at its end.
    std::uint32_t next_ = buffer_size;
    std::uint32_t next_log_ = buffer_size;
    std::array<std::uint64_t, buffer_size> buffer_{};
};

static_assert(sizeof(Stream) == 64);

}  // namespace agrocap
