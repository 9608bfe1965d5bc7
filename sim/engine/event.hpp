#pragma once

#include "base/time.hpp"

#include <cstdint>

namespace agrocap {

/// One future event: plain data, 24 bytes. The engine reads `at` and `key`; `kind` and `record` mean something to the handler only.
///
/// The order is total and the same on every machine: by `at`, then `key` (rank, subject, detail packed by `event_key`), then by scheduling.
struct Event {
    Time at{};
    std::uint64_t key = 0;          // rank (8 bits) | kind-independent subject in path order (32) | detail, e.g. a unit number (24)
    std::uint32_t slot = 0;         // the event list's own: whatever is written here is overwritten when the event is scheduled
    std::uint32_t kind : 8 = 0;     // what happens: the handler's enumeration
    std::uint32_t record : 24 = 0;  // the record that it happens to, where `detail` is its number in the order of ties

    [[nodiscard]] std::uint32_t subject() const { return static_cast<std::uint32_t>(key >> 24); }
    [[nodiscard]] std::uint8_t rank() const { return static_cast<std::uint8_t>(key >> 56); }
    [[nodiscard]] std::uint32_t detail() const { return static_cast<std::uint32_t>(key & 0xFFFFFF); }
};

static_assert(sizeof(Event) == 24);

constexpr std::uint64_t event_key(std::uint8_t rank, std::uint32_t subject, std::uint32_t detail = 0) {
    return (std::uint64_t{rank} << 56) | (std::uint64_t{subject} << 24) | (detail & 0xFFFFFF);
}

/// Ranks from here on are of an instant's late half: they come when all that the others have led to at that instant is settled.
inline constexpr std::uint8_t late_rank = 0x80;
inline constexpr std::uint64_t late_key = event_key(late_rank, 0);

}  // namespace agrocap
