#pragma once

#include "queues/order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace agrocap::bench {

/// A ladder queue: an unsorted top, rungs of buckets that are spread on demand, and a sorted bottom.
///
/// Source: Tang, Goh, Thng, Ladder queue: an O(1) priority queue structure for large-scale discrete event simulation, TOMACS 2005.
/// Buckets are arrays that keep their memory: faster here than the linked lists of the paper.
class LadderQueue {
  public:
    void schedule(const Event& event) {
        const Entry entry{event, sequence_++};
        const std::int64_t at = count(event);
        if (at >= top_start_) return add_to_top(entry);
        for (std::size_t r = 0; r < used_; ++r) {
            Rung& rung = rungs_[r];
            if (at >= rung.current_start()) {
                rung.buckets[rung.bucket_of(at)].push_back(entry);
                return;
            }
        }
        insert_in_bottom(entry);
    }

    Event pop() {
        if (bottom_.empty()) refill();
        const Event event = bottom_.back().event;
        bottom_.pop_back();
        return event;
    }

  private:
    static constexpr std::size_t threshold = 50;
    static constexpr std::size_t rungs_max = 8;

    struct Rung {
        std::vector<std::vector<Entry>> buckets;
        std::size_t current = 0, used = 0;
        std::int64_t start = 0, width = 1;
        [[nodiscard]] std::int64_t current_start() const { return start + static_cast<std::int64_t>(current) * width; }
        [[nodiscard]] std::size_t bucket_of(std::int64_t at) const {
            return std::min(static_cast<std::size_t>((at - start) / width), used - 1);
        }
    };

    static std::int64_t count(const Event& event) { return event.at.time_since_epoch().count(); }

    void add_to_top(const Entry& entry) {
        const std::int64_t at = count(entry.event);
        if (top_.empty()) top_min_ = top_max_ = at;
        top_min_ = std::min(top_min_, at);
        top_max_ = std::max(top_max_, at);
        top_.push_back(entry);
    }

    void insert_in_bottom(const Entry& entry) {
        bottom_.push_back(entry);
        std::size_t hole = bottom_.size() - 1;
        for (; hole > 0 && before(bottom_[hole - 1], entry); --hole) bottom_[hole] = bottom_[hole - 1];
        bottom_[hole] = entry;
        const std::int64_t last = count(bottom_.front().event), first = count(bottom_.back().event);
        if (bottom_.size() > threshold && used_ < rungs_max && last > first) {
            const std::int64_t end = used_ > 0 ? rungs_[used_ - 1].current_start() : top_start_;
            spread(bottom_, first, std::min(last + 1, end));
        }
    }

    /// Makes a new rung on [start, end) of the entries given, which end up empty.
    void spread(std::vector<Entry>& entries, std::int64_t start, std::int64_t end) {
        if (used_ == rungs_.size()) rungs_.emplace_back();
        Rung& rung = rungs_[used_++];
        const auto size = static_cast<std::int64_t>(entries.size());
        rung.start = start;
        rung.width = std::max<std::int64_t>(1, (end - start + size - 1) / size);
        rung.current = 0;
        rung.used = static_cast<std::size_t>((end - start + rung.width - 1) / rung.width);
        if (rung.buckets.size() < rung.used) rung.buckets.resize(rung.used);
        // From the sorted bottom they come latest first; a bucket is sorted later, so its order does not matter.
        for (const Entry& entry : entries) rung.buckets[rung.bucket_of(count(entry.event))].push_back(entry);
        entries.clear();
    }

    void refill() {
        while (bottom_.empty()) {
            if (used_ == 0) {
                top_start_ = top_max_ + 1;
                moving_.swap(top_);
                spread(moving_, top_min_, top_max_ + 1);
            }
            Rung& rung = rungs_[used_ - 1];
            while (rung.current < rung.used && rung.buckets[rung.current].empty()) ++rung.current;
            if (rung.current == rung.used) {
                --used_;
                continue;
            }
            std::vector<Entry>& bucket = rung.buckets[rung.current];
            const std::int64_t start = rung.current_start();
            ++rung.current;
            if (bucket.size() <= threshold || rung.width == 1 || used_ == rungs_max) {
                std::sort(bucket.begin(), bucket.end(), [](const Entry& a, const Entry& b) { return before(b, a); });
                bottom_.swap(bucket);
                bucket.clear();
            } else {
                const std::int64_t end = start + rung.width;
                moving_.swap(bucket);
                spread(moving_, start, end);
            }
        }
    }

    std::vector<Entry> top_, bottom_, moving_;
    std::vector<Rung> rungs_;
    std::size_t used_ = 0;
    std::int64_t top_start_ = 0, top_min_ = 0, top_max_ = 0;
    std::uint64_t sequence_ = 0;
};

}  // namespace agrocap::bench
