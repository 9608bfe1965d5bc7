#pragma once

#include "base/time.hpp"
#include "engine/event.hpp"

#include <cstdint>

namespace agrocap {

/// An event in three words, as the event list keeps it.
///
/// Words go through registers. Fields of mixed widths that are written singly and read back as a block stall the processor, at four times
/// the price.
struct PackedEvent {
    std::int64_t at = 0;
    std::uint64_t key = 0;
    std::uint64_t rest = 0;  // slot (32 bits) | kind (8) | record (24), lowest first

    [[nodiscard]] std::uint32_t slot() const { return static_cast<std::uint32_t>(rest); }
};

/// By time, then key.
inline bool is_before(const PackedEvent& a, const PackedEvent& b) { return a.at < b.at || (a.at == b.at && a.key < b.key); }

inline PackedEvent pack(const Event& event, std::uint32_t slot) {
    return {event.at.time_since_epoch().count(), event.key, slot | (std::uint64_t{event.kind} << 32) | (std::uint64_t{event.record} << 40)};
}

inline Event unpack(const PackedEvent& packed) {
    return {.at = Time(Duration(packed.at)),
            .key = packed.key,
            .slot = packed.slot(),
            .kind = static_cast<std::uint32_t>(packed.rest >> 32) & 0xFF,
            .record = static_cast<std::uint32_t>(packed.rest >> 40) & 0xFFFFFF};
}

}  // namespace agrocap
