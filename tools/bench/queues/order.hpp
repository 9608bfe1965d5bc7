#pragma once

#include "engine/event.hpp"

#include <cstdint>

namespace agrocap::bench {

/// What every candidate stores: the event and, for first in first out among equals, its number in the order of scheduling.
struct Entry {
    Event event;
    std::uint64_t sequence;
};

/// The total order that every candidate keeps, as the product does.
inline bool before(const Entry& a, const Entry& b) {
    if (a.event.at != b.event.at) return a.event.at < b.event.at;
    if (a.event.key != b.event.key) return a.event.key < b.event.key;
    return a.sequence < b.sequence;
}

}  // namespace agrocap::bench
