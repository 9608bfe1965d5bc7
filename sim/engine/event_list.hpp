#pragma once

#include "base/inlining.hpp"
#include "base/time.hpp"
#include "engine/event.hpp"
#include "engine/event_heap.hpp"
#include "engine/event_ticket.hpp"
#include "engine/far_events.hpp"
#include "engine/packed_event.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace agrocap {

/// The list of future events, in the order in which they will happen.
///
/// The order is total and the same on every machine: by `at`, then `key`, then by scheduling (first in, first out).
/// Memory is kept when events leave: a run in steady state allocates nothing. Cancelled events are swept out when they outnumber the
/// others. Method: a few events are a run, sorted; more than that go to a heap beside it. When they become many, only the near future is in
/// order, as run and heap; the rest waits in `FarEvents`. docs/decisions/0002-event-list.md has the measurements. Cost: `schedule` and
/// `pop` amortised O(log of the near events + moves of `FarEvents`), never worse than a heap by more than a factor; `cancel` O(1)
/// amortised.
class EventList {
  public:
    /// Adds an event that always happens. Requires: `event.at` is not before the last popped event.
    void schedule(const Event& event) {
        ++pending_;
        add(pack(event, 0));
    }

    /// Adds an event that may be withdrawn later. Requires: as `schedule`.
    EventTicket schedule_cancellable(const Event& event) {
        const EventTicket ticket = tickets_.issue();
        ++pending_;
        add(pack(event, ticket.slot));
        return ticket;
    }

    /// Withdraws an event. Gives false if it has happened or was withdrawn before, or the ticket stands for none.
    bool cancel(EventTicket ticket) {
        if (!tickets_.is_good(ticket)) return false;
        tickets_.cancel(ticket);
        --pending_;
        if (++cancelled_ > pending_ + cancelled_tolerated) sweep();
        return true;
    }

    /// Takes the next event out. Requires: `!empty()`.
    Event pop() {
        assert(pending_ > 0);
        const PackedEvent next = settle() == Source::run ? run_[run_next_++] : heap_.take_first();
        --pending_;
        tickets_.release(next.slot());
        return unpack(next);
    }

    /// Takes the next event out if it happens by `end`, of that instant in its first half. Gives false, and changes nothing, if it is later
    /// or there is none.
    [[gnu::always_inline]] bool pop_by(Time end, Event& event) {
        Source source = Source::run;
        if (!is_run_all_near()) {
            if (pending_ == 0) return false;
            source = settle();
        }
        if (source == Source::run) {
            const PackedEvent& next = run_[run_next_];
            if (is_after(next, end)) return false;
            ++run_next_;
            give(next, event);
        } else {
            const PackedEvent next = heap_.first();
            if (is_after(next, end)) return false;
            heap_.take_first();
            give(next, event);
        }
        return true;
    }

    /// When the next event happens; `time_never` if there is none.
    [[nodiscard]] Time next_time() {
        if (pending_ == 0) return time_never;
        return Time(Duration(next().at));
    }

    /// Whether some event happens at `now` with a key that counts; of equal times those of lower keys do if any does. Requires: that is
    /// when the event taken last happened.
    ///
    /// What is far is later than what is near, and the hole of the event taken stays open for the next that is scheduled.
    template <class KeyCounts>
    [[nodiscard]] bool has_event_at(Time now, KeyCounts&& key_counts) {
        const std::int64_t at = now.time_since_epoch().count();
        const auto counts = [&](const PackedEvent& event) { return event.at == at && key_counts(event.key); };
        if (is_run_all_near()) return counts(run_[run_next_]);
        const bool may_have = (run_next_ < run_end_ && counts(run_[run_next_])) || heap_.is_first(counts);
        if (!may_have || cancelled_ == 0) return may_have;
        return pending_ > 0 && counts(next());
    }

    /// Shows an event that will happen soon to `look(const Event&)`: the one after `ahead` others, where that is known without work.
    ///
    /// A hint, for fetching what it will need: it may be cancelled, and others may come before it.
    template <class Look>
    void peek(std::size_t ahead, Look&& look) const {
        if (run_next_ + ahead < run_end_) look(unpack(run_[run_next_ + ahead]));
    }

    /// Asks the memory for what taking that event will read.
    void fetch(std::size_t ahead) const {
        if (run_next_ + ahead < run_end_) tickets_.fetch(run_[run_next_ + ahead].slot());
    }

    /// Lets `peek` show at least so many events where there are that many; at most `look_ahead_max`. What comes in what order is the same.
    void look_ahead(std::size_t events) {
        if (run_end_ - run_next_ < events && !far_.empty()) [[unlikely]]
            extend_run();
    }
    static constexpr std::size_t look_ahead_max = 16;

    [[nodiscard]] bool empty() const { return pending_ == 0; }
    /// The number of events that will happen: cancelled ones are not counted.
    [[nodiscard]] std::size_t size() const { return pending_; }

    /// Forgets all events and tickets; keeps the memory.
    void clear() {
        heap_.clear();
        far_.clear();
        tickets_.clear();
        run_next_ = run_end_ = 0;
        near_until_ = forever;
        heap_limit_ = heap_many;
        pending_ = cancelled_ = 0;
    }

    /// Makes room for so many tickets.
    void reserve_tickets(std::size_t tickets) { tickets_.reserve(tickets); }

  private:
    enum class Source { run, heap };

    // Measured: larger runs and heaps cost more to order, smaller ones are refilled too often.
    static constexpr std::size_t run_max = 64;
    static constexpr std::size_t gathered_max = 16;  // small buckets are put together up to here
    static constexpr std::size_t run_few = 32;       // up to here an event is put into its place in the run
    static constexpr std::size_t heap_many = 24;     // from here on a heap is split if it can be
    static constexpr std::size_t cancelled_tolerated = 64;
    static constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max();

    [[gnu::always_inline]] void give(const PackedEvent& taken, Event& event) {
        --pending_;
        tickets_.release(taken.slot());
        event = unpack(taken);
    }

    void add(PackedEvent event) {
        if (event.at > near_until_) {
            add_far(event.at, event.key, event.rest);
            return;
        }
        if (heap_.is_bare() && run_end_ - run_next_ < run_few) [[likely]] {
            insert_near(event.at, event.key, event.rest);
        } else {
            add_beside(event.at, event.key, event.rest);
        }
    }

    /// Puts an event into its place in the run, behind its equals. Requires: no heap, which may hold such, and `run_few`.
    ///
    /// What stands between it and the nearer end moves up: in front the events taken have left places free.
    AGROCAP_APART void insert_near(std::int64_t at, std::uint64_t key, std::uint64_t rest) {
        const PackedEvent event{at, key, rest};
        if (run_end_ == run_.size()) [[unlikely]]
            return move_and_insert(at, key, rest);
        if (run_next_ == 0 || at > run_[(run_next_ + run_end_) / 2].at) return insert_in_run(event);
        PackedEvent* place = &run_[--run_next_];
        const PackedEvent* const last = run_.data() + run_end_ - 1;
        for (; place < last && !is_before(event, place[1]); ++place) place[0] = place[1];
        *place = event;
    }

    AGROCAP_APART void move_and_insert(std::int64_t at, std::uint64_t key, std::uint64_t rest) {
        move_run_to_front();
        insert_near(at, key, rest);
    }

    void move_run_to_front() {
        std::copy(run_.begin() + run_next_, run_.begin() + run_end_, run_.begin());
        run_end_ -= run_next_;
        run_next_ = 0;
    }

    /// Adds a near event where there are many, or were until now.
    AGROCAP_APART void add_beside(std::int64_t at, std::uint64_t key, std::uint64_t rest) {
        if (heap_.size() + (run_end_ - run_next_) < run_few / 2) {
            while (!heap_.empty()) {
                heap_.settle();
                const PackedEvent first = heap_.take_first();
                insert_near(first.at, first.key, first.rest);
            }
            heap_.settle();
            return insert_near(at, key, rest);
        }
        heap_.add({at, key, rest});
        if (heap_.size() > heap_limit_) [[unlikely]]
            split();
    }

    AGROCAP_APART void add_far(std::int64_t at, std::uint64_t key, std::uint64_t rest) { far_.add({at, key, rest}); }

    [[nodiscard, gnu::always_inline]] static bool is_after(const PackedEvent& event, Time end) {
        const std::int64_t at = end.time_since_epoch().count();
        return event.at >= at && (event.at > at || event.key >= late_key);
    }

    /// Whether the next event is that of the run, without another look: few are near, and it is none that may have been cancelled.
    [[nodiscard]] bool is_run_all_near() const {
        return run_next_ < run_end_ && heap_.is_bare() && (cancelled_ == 0 || run_[run_next_].slot() == 0);
    }

    /// Brings the next event to hand and says where it is: the next of the run or the first of the heap. Requires: `pending_ > 0`.
    [[gnu::always_inline]] Source settle() {
        for (;;) {
            heap_.settle();
            Source source = Source::heap;
            if (run_next_ < run_end_) [[likely]] {
                // Among equals the run goes first: what is in the heap was scheduled after the run was made.
                if (heap_.is_bare() || !is_before(heap_.first(), run_[run_next_])) source = Source::run;
            } else if (heap_.is_bare()) {
                refill();
                continue;
            }
            if (cancelled_ == 0) [[likely]]
                return source;
            const PackedEvent next = source == Source::run ? run_[run_next_] : heap_.first();
            if (!drop_if_cancelled(next)) return source;
            if (source == Source::run) {
                ++run_next_;
            } else {
                heap_.take_first();
            }
        }
    }

    /// The next event, which stays. Requires: `pending_ > 0`.
    [[nodiscard]] PackedEvent next() { return settle() == Source::run ? run_[run_next_] : heap_.first(); }

    bool drop_if_cancelled(const PackedEvent& event) {
        if (!tickets_.is_cancelled(event.slot())) return false;
        tickets_.release(event.slot());
        --cancelled_;
        return true;
    }

    /// Brings the next far events near. Requires: run and heap are empty, and some event is far.
    AGROCAP_APART void refill() {
        heap_limit_ = heap_many;
        run_next_ = run_end_ = 0;
        const auto to_heap = [this](PackedEvent event) { heap_.add_unordered(event); };
        if (far_.size() <= run_few) {
            far_.take_all([this](PackedEvent event) { insert_in_run(event); });
            near_until_ = forever;
            return;
        }
        while (far_.first_size() > run_max && far_.first_wheel() > 0) far_.spread_first();
        if (far_.first_size() > run_max) {
            // So many at one instant differ in their keys only.
            near_until_ = far_.take_first(to_heap);
            heap_.order();
            heap_limit_ = 2 * heap_.size();
        } else {
            add_first_to_run();
        }
    }

    /// Brings the next far events behind those of the run, if they are not too many.
    AGROCAP_APART void extend_run() {
        move_run_to_front();
        while (far_.first_size() > run_max && far_.first_wheel() > 0) far_.spread_first();
        if (far_.first_size() <= run_max) add_first_to_run();
        far_.fetch_first();
    }

    /// The first far bucket, or several if they are small, goes behind the run. Requires: it holds at most `run_max` events.
    void add_first_to_run() {
        if (far_.first_size() > gathered_max) {
            take_sorted();
            return;
        }
        // Buckets of one wheel only: the base must stay below what is far.
        const unsigned wheel = far_.first_wheel();
        const std::size_t full = run_end_ + gathered_max;
        do near_until_ = far_.take_first([this](PackedEvent event) { insert_in_run(event); });
        while (!far_.empty() && far_.first_wheel() == wheel && run_end_ + far_.first_size() <= full);
    }

    void insert_in_run(PackedEvent event) {
        PackedEvent* place = &run_[run_end_++];
        const PackedEvent* const first = &run_[run_next_];
        for (; place > first && is_before(event, place[-1]); --place) place[0] = place[-1];
        *place = event;
    }

    /// The first far bucket goes behind the run: one pass of counting sort on six bits of the time, and insertion for the rest.
    void take_sorted() {
        const unsigned shift = far_.first_bits() > 6 ? far_.first_bits() - 6 : 0;
        const auto pile = [shift](const PackedEvent& event) { return (static_cast<std::uint64_t>(event.at) >> shift) % 64; };
        std::array<std::uint8_t, 64> places{};
        std::size_t count = 0;
        near_until_ = far_.take_first([&](PackedEvent event) {
            unsorted_[count++] = event;
            ++places[pile(event)];
        });
        std::uint8_t start = 0;
        for (std::uint8_t& place : places) {
            const std::uint8_t size = place;
            place = start;
            start = static_cast<std::uint8_t>(start + size);
        }
        PackedEvent* const sorted = run_.data() + run_end_;
        for (std::size_t i = 0; i < count; ++i) sorted[places[pile(unsorted_[i])]++] = unsorted_[i];
        for (; count > 0; --count) {  // mostly each stands where it belongs
            const std::size_t place = run_end_;
            if (place > 0 && is_before(run_[place], run_[place - 1])) {
                insert_in_run(PackedEvent(run_[place]));
            } else {
                ++run_end_;
            }
        }
    }

    /// The heap has become large: sends its later half away, and with it what the run has after the new limit of the near future.
    AGROCAP_APART void split() {
        heap_.sort();
        std::int64_t first = heap_.first().at;
        if (run_next_ < run_end_ && run_[run_next_].at < first) first = run_[run_next_].at;
        std::size_t kept = heap_.size() / 2;
        while (kept < heap_.size() && heap_.nth(kept).at == first) ++kept;
        if (kept == heap_.size() || !far_.split_at(first, heap_.nth(kept).at, near_until_)) {
            // All at one instant, or scheduled before the bucket in hand: let it be a heap until it has doubled.
            heap_limit_ = 2 * heap_.size();
            return;
        }
        while (kept > 0 && heap_.nth(kept - 1).at > near_until_) --kept;
        std::size_t run_kept = run_end_;
        while (run_kept > run_next_ && run_[run_kept - 1].at > near_until_) --run_kept;
        // Run before heap: equal events stay in the order of scheduling.
        for (std::size_t place = run_kept; place < run_end_; ++place) far_.add(run_[place]);
        for (std::size_t place = kept; place < heap_.size(); ++place) far_.add(heap_.nth(place));
        run_end_ = run_kept;
        heap_.keep_first(kept);
        heap_limit_ = 2 * kept > heap_many ? 2 * kept : heap_many;
    }

    /// Removes all cancelled events.
    AGROCAP_APART void sweep() {
        const auto drop = [this](const PackedEvent& event) { return drop_if_cancelled(event); };
        heap_.remove_if(drop);
        far_.remove_if(drop);
        std::size_t kept = run_next_;
        for (std::size_t place = run_next_; place < run_end_; ++place) {
            if (!drop(run_[place])) run_[kept++] = run_[place];
        }
        run_end_ = kept;
    }

    EventHeap heap_;  // near; may hold cancelled events, as all parts may: cheaper to skip at pop than to find now
    std::array<PackedEvent, run_max + look_ahead_max> run_;  // near; in order from run_next_ to run_end_
    std::array<PackedEvent, run_max> unsorted_;
    std::size_t run_next_ = 0, run_end_ = 0;
    FarEvents far_;
    std::int64_t near_until_ = forever;  // later events are far
    std::size_t heap_limit_ = heap_many;
    TicketRegister tickets_;
    std::size_t pending_ = 0;
    std::size_t cancelled_ = 0;
};

}  // namespace agrocap
