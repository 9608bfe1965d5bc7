#pragma once

#include "base/cache.hpp"
#include "base/large_pages.hpp"

#include <cstddef>
#include <cstdint>

namespace agrocap {

/// Stands for one event scheduled with `EventList::schedule_cancellable`. A default-constructed ticket stands for none.
struct EventTicket {
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;
    friend bool operator==(const EventTicket&, const EventTicket&) = default;
};

/// Who holds a ticket that is still good. Slots are used again; their generation tells old tickets from new ones.
///
/// A generation is odd while the slot's event is pending; it repeats after 2^31 uses of one slot. Slot 0 is nobody's.
class TicketRegister {
  public:
    EventTicket issue() {
        std::uint32_t slot = free_;
        if (slot == 0) {
            slot = static_cast<std::uint32_t>(slots_.size());
            slots_.push_back({});
        } else {
            free_ = slots_[slot].next_free;
        }
        return {slot, ++slots_[slot].generation};
    }

    [[nodiscard]] bool is_good(EventTicket ticket) const {
        return ticket.slot != 0 && ticket.slot < slots_.size() && slots_[ticket.slot].generation == ticket.generation;
    }

    /// The ticket's event is cancelled. The slot stays taken, as the event is still in the list. Requires: `is_good(ticket)`.
    void cancel(EventTicket ticket) { ++slots_[ticket.slot].generation; }
    [[nodiscard]] bool is_cancelled(std::uint32_t slot) const { return slot != 0 && slots_[slot].generation % 2 == 0; }

    /// The slot's event has left the list.
    void release(std::uint32_t slot) {
        if (slot == 0) return;
        slots_[slot].generation += slots_[slot].generation % 2;
        slots_[slot].next_free = free_;
        free_ = slot;
    }

    /// Asks the memory for what `is_cancelled` and `release` read.
    void fetch(std::uint32_t slot) const { fetch_lines(&slots_[slot]); }

    /// Forgets all tickets. Generations go on, so that a ticket from before means nothing afterwards.
    void clear() {
        free_ = 0;
        for (std::uint32_t slot = static_cast<std::uint32_t>(slots_.size()); slot-- > 1;) release(slot);
    }

    void reserve(std::size_t tickets) { slots_.reserve(tickets + 1); }

  private:
    struct Slot {
        std::uint32_t generation = 0;
        std::uint32_t next_free = 0;  // of a free slot; 0: the last
    };
    Rows<Slot> slots_{Slot{}};
    std::uint32_t free_ = 0;  // the free slot to issue next; 0: none
};

}  // namespace agrocap
