#pragma once

#include "queues/order.hpp"

#include <cstddef>
#include <queue>
#include <vector>

namespace agrocap::bench {

/// An implicit heap: parent of i at (i - 1) / arity.
template <std::size_t arity>
class Heap {
  public:
    void schedule(const Event& event) {
        const Entry entry{event, sequence_++};
        heap_.push_back(entry);
        sift_up(heap_.size() - 1, entry);
    }

    Event pop() {
        const Event event = heap_.front().event;
        const Entry last = heap_.back();
        heap_.pop_back();
        if (!heap_.empty()) sift_down(last);
        return event;
    }

    /// Pop and schedule in one, for the variant that leaves a hole.
    void replace_front(const Event& event) { sift_down({event, sequence_++}); }
    [[nodiscard]] const Event& front() const { return heap_.front().event; }

  private:
    void sift_up(std::size_t hole, const Entry& entry) {
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / arity;
            if (!before(entry, heap_[parent])) break;
            heap_[hole] = heap_[parent];
            hole = parent;
        }
        heap_[hole] = entry;
    }

    void sift_down(const Entry& entry) {
        const std::size_t size = heap_.size();
        std::size_t hole = 0;
        for (std::size_t first = 1; first < size; first = arity * hole + 1) {
            std::size_t least = first;
            const std::size_t end = first + arity < size ? first + arity : size;
            for (std::size_t child = first + 1; child < end; ++child) {
                if (before(heap_[child], heap_[least])) least = child;
            }
            if (!before(heap_[least], entry)) break;
            heap_[hole] = heap_[least];
            hole = least;
        }
        heap_[hole] = entry;
    }

    std::vector<Entry> heap_;
    std::uint64_t sequence_ = 0;
};

/// A heap whose pop leaves a hole at the root, for the next schedule to fill.
template <std::size_t arity>
class HeapWithHole {
  public:
    void schedule(const Event& event) {
        if (!hole_) return heap_.schedule(event);
        hole_ = false;
        heap_.replace_front(event);
    }

    Event pop() {
        if (hole_) heap_.pop();
        hole_ = true;
        return heap_.front();
    }

  private:
    Heap<arity> heap_;
    bool hole_ = false;
};

/// The standard library's queue.
class StdQueue {
  public:
    void schedule(const Event& event) { queue_.push({event, sequence_++}); }
    Event pop() {
        const Event event = queue_.top().event;
        queue_.pop();
        return event;
    }

  private:
    struct Later {
        bool operator()(const Entry& a, const Entry& b) const { return before(b, a); }
    };
    std::priority_queue<Entry, std::vector<Entry>, Later> queue_;
    std::uint64_t sequence_ = 0;
};

/// A sorted array, the next event last: for a handful of events only.
class SortedArray {
  public:
    void schedule(const Event& event) {
        events_.push_back(event);
        std::size_t hole = events_.size() - 1;
        // Equal ones stay nearer to the end, so they leave first.
        while (hole > 0 && !later(events_[hole - 1], event)) {
            events_[hole] = events_[hole - 1];
            --hole;
        }
        events_[hole] = event;
    }

    Event pop() {
        const Event event = events_.back();
        events_.pop_back();
        return event;
    }

  private:
    static bool later(const Event& a, const Event& b) { return a.at != b.at ? a.at > b.at : a.key > b.key; }
    std::vector<Event> events_;
};

}  // namespace agrocap::bench
