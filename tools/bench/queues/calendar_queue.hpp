#pragma once

#include "queues/order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace agrocap::bench {

/// A calendar queue: days of equal width, each a small array sorted with its next event last; width and number adapt to the load.
///
/// Source: Brown, Calendar queues: a fast O(1) priority queue implementation for the simulation event set problem, CACM 1988.
/// Widths are powers of two, so that a day is found by a shift.
class CalendarQueue {
  public:
    CalendarQueue() { resize(2); }

    void schedule(const Event& event) {
        insert({event, sequence_++});
        if (++size_ > 2 * days_.size()) resize(2 * days_.size());
    }

    Event pop() {
        const std::size_t mask = days_.size() - 1;
        for (std::size_t tried = 0; tried <= mask; ++tried, ++today_) {
            std::vector<Entry>& day = days_[today_ & mask];
            if (!day.empty() && day_of(day.back().event) <= today_) return take(day);
        }
        // A whole year without an event: look for the first one directly.
        std::vector<Entry>* first = nullptr;
        for (std::vector<Entry>& day : days_) {
            if (!day.empty() && (first == nullptr || before(day.back(), first->back()))) first = &day;
        }
        today_ = day_of(first->back().event);
        return take(*first);
    }

  private:
    [[nodiscard]] std::uint64_t day_of(const Event& event) const {
        return static_cast<std::uint64_t>(event.at.time_since_epoch().count()) >> shift_;
    }

    void insert(const Entry& entry) {
        const std::uint64_t number = day_of(entry.event);
        if (number < today_) today_ = number;
        std::vector<Entry>& day = days_[number & (days_.size() - 1)];
        day.push_back(entry);
        std::size_t hole = day.size() - 1;
        for (; hole > 0 && before(day[hole - 1], entry); --hole) day[hole] = day[hole - 1];
        day[hole] = entry;
    }

    Event take(std::vector<Entry>& day) {
        const Event event = day.back().event;
        day.pop_back();
        last_ = event.at;
        if (--size_ < days_.size() / 2 && days_.size() > 2) resize(days_.size() / 2);
        return event;
    }

    void resize(std::size_t count) {
        std::vector<Entry> all;
        for (const std::vector<Entry>& day : days_) all.insert(all.end(), day.begin(), day.end());
        std::sort(all.begin(), all.end(), before);
        shift_ = width_shift(all);
        days_.assign(count, {});
        today_ = static_cast<std::uint64_t>(last_.time_since_epoch().count()) >> shift_;
        // Latest first, so that each lands at the end of its day.
        for (std::size_t i = all.size(); i-- > 0;) insert(all[i]);
    }

    /// About three mean gaps among the first events, as Brown advises, rounded to a power of two.
    static unsigned width_shift(const std::vector<Entry>& sorted) {
        if (sorted.size() < 2) return 30;
        const std::size_t last = std::min<std::size_t>(sorted.size() - 1, 25 + sorted.size() / 50);
        const std::int64_t span = (sorted[last].event.at - sorted[0].event.at).count();
        std::int64_t width = 3 * (span / static_cast<std::int64_t>(last));
        unsigned shift = 0;
        while (width > 1) {
            width /= 2;
            ++shift;
        }
        return shift;
    }

    std::vector<std::vector<Entry>> days_;
    unsigned shift_ = 30;
    std::uint64_t today_ = 0;
    Time last_{};
    std::size_t size_ = 0;
    std::uint64_t sequence_ = 0;
};

}  // namespace agrocap::bench
