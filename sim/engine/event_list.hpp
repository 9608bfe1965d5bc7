#pragma once

#include "base/time.hpp"
#include "engine/event.hpp"

#include <cassert>
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

/// The list of future events, in the order in which they will happen.
///
/// The order is total and the same on every machine: by `at`, then `key`, then by scheduling (first in, first out).
/// Memory is kept when events leave: a run in steady state allocates nothing. Cancelled events are swept out when they outnumber the
/// others. Cost: `schedule` and `pop` O(log n), `cancel` O(1) amortised.
class EventList {
  public:
    /// Adds an event that always happens. Requires: `event.at` is not before the last popped event.
    void schedule(const Event& event) {
        push(event, no_slot);
        ++pending_;
    }

    /// Adds an event that may be withdrawn later.
    EventTicket schedule_cancellable(const Event& event) {
        const std::uint32_t slot = take_slot();
        push(event, slot);
        ++pending_;
        return {slot, ++generations_[slot]};
    }

    /// Withdraws an event. Gives false if it has happened or was withdrawn before, or the ticket stands for none.
    bool cancel(EventTicket ticket) {
        if (ticket.slot == no_slot || ticket.slot >= generations_.size() || generations_[ticket.slot] != ticket.generation) return false;
        ++generations_[ticket.slot];
        --pending_;
        if (++cancelled_ > pending_ + cancelled_tolerated) sweep();
        return true;
    }

    /// Takes the next event out. Requires: `!empty()`.
    Event pop() {
        drop_cancelled();
        assert(pending_ > 0);
        const Event event = heap_.front().event;
        remove_front();
        --pending_;
        if (event.slot != no_slot) {
            ++generations_[event.slot];
            free_slots_.push_back(event.slot);
        }
        return event;
    }

    /// When the next event happens; `time_never` if there is none.
    [[nodiscard]] Time next_time() {
        drop_cancelled();
        return heap_.empty() ? time_never : heap_.front().event.at;
    }

    [[nodiscard]] bool empty() const { return pending_ == 0; }
    /// The number of events that will happen: cancelled ones are not counted.
    [[nodiscard]] std::size_t size() const { return pending_; }

    /// Forgets all events and tickets; keeps the memory.
    void clear() {
        heap_.clear();
        free_slots_.clear();
        // Generations go on, so that a ticket from before means nothing afterwards.
        for (std::uint32_t slot = static_cast<std::uint32_t>(generations_.size()); slot-- > 1;) {
            generations_[slot] += generations_[slot] & 1U;
            free_slots_.push_back(slot);
        }
        pending_ = cancelled_ = 0;
        sequence_ = 0;
    }

    /// Makes room for so many pending events.
    void reserve(std::size_t events) {
        heap_.reserve(events);
        generations_.reserve(events + 1);
        free_slots_.reserve(events);
    }

  private:
    struct Entry {
        Event event;
        std::uint64_t sequence;
    };

    static constexpr std::uint32_t no_slot = 0;
    static constexpr std::size_t cancelled_tolerated = 64;

    static bool before(const Entry& a, const Entry& b) {
        if (a.event.at != b.event.at) return a.event.at < b.event.at;
        if (a.event.key != b.event.key) return a.event.key < b.event.key;
        return a.sequence < b.sequence;
    }

    std::uint32_t take_slot() {
        if (free_slots_.empty()) {
            generations_.push_back(0);
            return static_cast<std::uint32_t>(generations_.size() - 1);
        }
        const std::uint32_t slot = free_slots_.back();
        free_slots_.pop_back();
        return slot;
    }

    [[nodiscard]] bool is_cancelled(const Event& event) const { return event.slot != no_slot && generations_[event.slot] % 2 == 0; }

    void push(const Event& event, std::uint32_t slot) {
        Entry entry{event, sequence_++};
        entry.event.slot = slot;
        heap_.push_back(entry);
        sift_up(heap_.size() - 1, entry);
    }

    void drop_cancelled() {
        while (cancelled_ > 0 && !heap_.empty() && is_cancelled(heap_.front().event)) {
            free_slots_.push_back(heap_.front().event.slot);
            remove_front();
            --cancelled_;
        }
    }

    void remove_front() {
        const Entry last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_down(0, last);
    }

    void sift_up(std::size_t hole, const Entry& entry) {
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!before(entry, heap_[parent])) break;
            heap_[hole] = heap_[parent];
            hole = parent;
        }
        heap_[hole] = entry;
    }

    void sift_down(std::size_t hole, const Entry& entry) {
        const std::size_t size = heap_.size();
        for (std::size_t first = 4 * hole + 1; first < size; first = 4 * hole + 1) {
            std::size_t least = first;
            const std::size_t end = first + 4 < size ? first + 4 : size;
            for (std::size_t child = first + 1; child < end; ++child) {
                if (before(heap_[child], heap_[least])) least = child;
            }
            if (!before(heap_[least], entry)) break;
            heap_[hole] = heap_[least];
            hole = least;
        }
        heap_[hole] = entry;
    }

    void sweep() {
        std::size_t kept = 0;
        for (const Entry& entry : heap_) {
            if (is_cancelled(entry.event)) {
                free_slots_.push_back(entry.event.slot);
            } else {
                heap_[kept++] = entry;
            }
        }
        heap_.resize(kept);
        for (std::size_t parent = kept / 4 + 1; parent-- > 0;) {
            if (parent < kept) sift_down(parent, Entry(heap_[parent]));
        }
        cancelled_ = 0;
    }

    std::vector<Entry> heap_;                     // may hold cancelled entries: cheaper to skip at pop than to find now
    std::vector<std::uint32_t> generations_{0U};  // by slot; odd while the slot's event is pending; slot 0 is nobody's
    std::vector<std::uint32_t> free_slots_;
    std::size_t pending_ = 0;
    std::size_t cancelled_ = 0;
    std::uint64_t sequence_ = 0;
};

}  // namespace agrocap
