#pragma once

#include "base/inlining.hpp"
#include "base/large_pages.hpp"
#include "engine/packed_event.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace agrocap {

/// A few events in total order (time, key, order of adding): an implicit 4-ary heap.
///
/// Taking the first event leaves a hole that the next one added fills: most events schedule another, and this saves one of the two ways
/// through the heap. Cost: `add` and `take_first` O(log n).
class EventHeap {
  public:
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const { return heap_.size() - static_cast<std::size_t>(has_hole_); }

    void add(PackedEvent event) {
        if (has_hole_) {
            fill_hole(event.at, event.key, event.rest);
        } else {
            add_last(event.at, event.key, event.rest);
        }
    }

    /// Adds an event out of order. Requires: no hole, and `order()` before anything is taken.
    void add_unordered(PackedEvent event) { heap_.push_back({event.at, event.key, event.rest, sequence_++}); }

    void order() {
        if (heap_.size() < 2) return;
        for (std::size_t parent = (heap_.size() - 2) / arity + 1; parent-- > 0;) sift_down(parent, heap_[parent]);
    }

    /// Closes the hole. Required before `first` and `take_first`.
    void settle() {
        if (has_hole_) close_hole();
    }

    /// The next event. Requires: no hole, and not empty.
    [[nodiscard]] PackedEvent first() const { return event_of(heap_.front()); }

    /// Whether the first event is one that counts. Requires: none is earlier than those that do.
    template <class Counts>
    [[nodiscard]] bool is_first(Counts&& counts) const {
        if (!has_hole_) return !heap_.empty() && counts(event_of(heap_.front()));
        const std::size_t end = std::min(heap_.size(), arity + 1);
        for (std::size_t child = 1; child < end; ++child)
            if (counts(event_of(heap_[child]))) return true;
        return false;
    }

    /// Takes the next event out and leaves a hole. Requires: no hole, and not empty.
    PackedEvent take_first() {
        has_hole_ = true;
        return event_of(heap_.front());
    }

    /// Whether there is no event. Requires: no hole.
    [[nodiscard]] bool is_bare() const { return heap_.empty(); }

    /// Puts all events in order, so that `nth` and `keep_first` make sense; a sorted array is a heap, too. Requires: no hole.
    void sort() { std::sort(heap_.begin(), heap_.end(), before); }
    [[nodiscard]] PackedEvent nth(std::size_t place) const { return event_of(heap_[place]); }
    void keep_first(std::size_t count) { heap_.resize(count); }

    template <class Remove>
    void remove_if(Remove&& remove) {
        settle();
        heap_.erase(std::remove_if(heap_.begin(), heap_.end(), [&](const Entry& entry) { return remove(event_of(entry)); }), heap_.end());
        order();
    }

    void clear() {
        heap_.clear();
        has_hole_ = false;
        sequence_ = 0;
    }

  private:
    static constexpr std::size_t arity = 4;  // measured against 2: shallower, and four entries are two cache lines

    struct Entry {
        std::int64_t at = 0;
        std::uint64_t key = 0;
        std::uint64_t rest = 0;
        std::uint64_t sequence = 0;
    };

    static PackedEvent event_of(const Entry& entry) { return {entry.at, entry.key, entry.rest}; }

    [[gnu::always_inline]] static bool before(const Entry& a, const Entry& b) {
        if (a.at != b.at) return a.at < b.at;
        if (a.key != b.key) return a.key < b.key;
        return a.sequence < b.sequence;
    }

    // Words as arguments stay in registers; a structure of this size would go through memory.
    AGROCAP_APART void fill_hole(std::int64_t at, std::uint64_t key, std::uint64_t rest) {
        has_hole_ = false;
        sift_down(0, {at, key, rest, sequence_++});
    }

    AGROCAP_APART void add_last(std::int64_t at, std::uint64_t key, std::uint64_t rest) {
        const Entry entry{at, key, rest, sequence_++};
        std::size_t hole = heap_.size();
        heap_.push_back(entry);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / arity;
            if (!before(entry, heap_[parent])) break;
            heap_[hole] = heap_[parent];
            hole = parent;
        }
        heap_[hole] = entry;
    }

    AGROCAP_APART void close_hole() {
        has_hole_ = false;
        const Entry last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_down(0, last);
    }

    [[gnu::always_inline]] void sift_down(std::size_t hole, const Entry entry) {
        Entry* const heap = heap_.data();
        const std::size_t size = heap_.size();
        for (std::size_t first = arity * hole + 1; first < size; first = arity * hole + 1) {
            std::size_t least = first;
            const std::size_t end = first + arity < size ? first + arity : size;
            for (std::size_t child = first + 1; child < end; ++child) {
                if (before(heap[child], heap[least])) least = child;
            }
            if (!before(heap[least], entry)) break;
            heap[hole] = heap[least];
            hole = least;
        }
        heap[hole] = entry;
    }

    Rows<Entry> heap_;
    bool has_hole_ = false;  // the front entry has been taken
    std::uint64_t sequence_ = 0;
};

}  // namespace agrocap
