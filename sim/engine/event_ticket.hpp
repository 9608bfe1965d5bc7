#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

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
        if (free_.empty()) {
            generations_.push_back(0);
            free_.reserve(generations_.capacity());  // or it would grow late, when for once all slots are free
            free_.push_back(static_cast<std::uint32_t>(generations_.size() - 1));
        }
        const std::uint32_t slot = free_.back();
        free_.pop_back();
        return {slot, ++generations_[slot]};
    }

    [[nodiscard]] bool is_good(EventTicket ticket) const {
        return ticket.slot != 0 && ticket.slot < generations_.size() && generations_[ticket.slot] == ticket.generation;
    }

    /// The ticket's event is cancelled. The slot stays taken, as the event is still in the list. Requires: `is_good(ticket)`.
    void cancel(EventTicket ticket) { ++generations_[ticket.slot]; }
    [[nodiscard]] bool is_cancelled(std::uint32_t slot) const { return slot != 0 && generations_[slot] % 2 == 0; }

    /// The slot's event has left the list.
    void release(std::uint32_t slot) {
        if (slot == 0) return;
        generations_[slot] += generations_[slot] % 2;
        free_.push_back(slot);
    }

    /// Forgets all tickets. Generations go on, so that a ticket from before means nothing afterwards.
    void clear() {
        free_.clear();
        for (std::uint32_t slot = static_cast<std::uint32_t>(generations_.size()); slot-- > 1;) release(slot);
    }

    void reserve(std::size_t tickets) {
        generations_.reserve(tickets + 1);
        free_.reserve(tickets);
    }

  private:
    std::vector<std::uint32_t> generations_{0U};  // by slot
    std::vector<std::uint32_t> free_;
};

}  // namespace agrocap
