#include "random/stream.hpp"

#include "random/even_numbers.hpp"
#include "random/philox.hpp"
#include "random/two_logs.hpp"

namespace agrocap {
namespace {

/// A bijection of 64 bits in which every input bit reaches every output bit. Source: Stafford's variant 13 of MurmurHash3's finaliser.
constexpr std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

/// FNV-1a, one byte at a time. Source: Fowler, Noll, Vo.
constexpr std::uint64_t hash_on(std::uint64_t hash, std::string_view text) {
    for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
    return hash;
}

/// Blocks from here on are of an even sequence: no run comes so far with random ones.
constexpr std::uint64_t even_blocks = std::uint64_t{1} << 63;
constexpr std::uint64_t golden_step = 0x9e3779b97f4a7c15;  // 2^64 divided by the golden ratio

}  // namespace

StreamName stream_name(std::string_view path, std::string_view purpose) {
    constexpr std::string_view border("\0", 1);  // or ("ab", "c") and ("a", "bc") would be one stream
    return mix(hash_on(hash_on(hash_on(0xcbf29ce484222325, path), border), purpose));
}

Stream::Stream(StreamName name, std::uint64_t seed, std::uint64_t replication)
    : seed_(seed), lane_(mix(name ^ mix(replication + 0x9e3779b97f4a7c15))), block_(replication == even_replication ? even_blocks : 0) {}

/// The next four numbers into the buffer.
void Stream::make_block() {
    if (block_ < even_blocks) {
        buffer_ = philox_numbers(block_, lane_, seed_);
    } else {
        for (std::uint32_t i = 0; i < buffer_size; ++i) buffer_[i] = lane_ + (2 * (block_ - even_blocks) + i) * golden_step;
    }
    block_ += 2;
}

void Stream::refill() {
    next_ = 0;
    if (next_log_ < buffer_size) {  // the bits of the logarithms that nobody has asked for
        block_ -= 2;
        next_ = next_log_;
        next_log_ = buffer_size;
    }
    make_block();
}

void Stream::prepare_logs() {
    if (next_ == buffer_size) {
        make_block();
        next_ = 0;
    }
    // Of those before `next_`, too, which nobody reads.
    for (std::uint32_t i = 0; i < buffer_size; i += 2) {
        const TwoDoubles logs = exact_log_of_normal(TwoDoubles{uniform_of(buffer_[i]), uniform_of(buffer_[i + 1])});
        buffer_[i] = std::bit_cast<std::uint64_t>(logs[0]);
        buffer_[i + 1] = std::bit_cast<std::uint64_t>(logs[1]);
    }
    next_log_ = next_;
    next_ = buffer_size;
}

}  // namespace agrocap
