#pragma once

#include "base/fault.hpp"
#include "base/inlining.hpp"
#include "base/time.hpp"
#include "engine/event.hpp"
#include "engine/event_list.hpp"

#include <cstdint>

namespace agrocap {

/// The clock and its event list: takes a handler from event to event. Knows nothing of what the events mean.
class Simulation {
  public:
    /// The time of the event being handled; between runs, the time reached.
    [[nodiscard]] Time now() const { return now_; }
    /// How many events have been handled since the start or `reset`.
    [[nodiscard]] std::uint64_t events_handled() const { return events_handled_; }
    [[nodiscard]] EventList& events() { return events_; }

    /// Adds an event that always happens. Requires: `event.at >= now()`. Errors: `InvariantBroken` if it is in the past.
    void schedule(const Event& event) {
        if (event.at < now_) [[unlikely]]
            refuse_past();
        events_.schedule(event);
    }

    /// Adds an event that may be withdrawn later. Requires and errors as `schedule`.
    EventTicket schedule_cancellable(const Event& event) {
        if (event.at < now_) [[unlikely]]
            refuse_past();
        return events_.schedule_cancellable(event);
    }

    /// Withdraws an event. Gives false if it has happened or was withdrawn before, or the ticket stands for none.
    bool cancel(EventTicket ticket) { return events_.cancel(ticket); }

    /// Handles, in order, every event up to and including those at `end`, then stands at `end`. The late half of that instant is left for
    /// the next run: what begins at `end` comes after it, what ends there before.
    ///
    /// `handle(const Event&)` may schedule and cancel; what it schedules for `end` or before is handled too.
    template <class Handler>
    void run_until(Time end, Handler&& handle) {
        run_until(
            end, handle, [] { return false; }, [] {});
    }

    /// The same, with `settle()` called when the last event of an instant has been handled and `unsettled()` says that something is left to
    /// do then; what it schedules for that instant follows.
    ///
    /// It is asked once before the first event, too, unless that is of the present: an initial state may have something to settle.
    template <class Handler, class Unsettled, class Settle>
    void run_until(Time end, Handler&& handle, Unsettled&& unsettled, Settle&& settle) {
        if (unsettled() && is_last_of_instant()) settle();
        for (Event event; events_.pop_by(end, event);) {
            now_ = event.at;
            ++events_handled_;
            handle(event);
            if (unsettled() && is_last_of_instant()) settle();
        }
        if (now_ < end) now_ = end;
    }

    /// What is handled is of the late half of its instant: said by who handles it, so that others need not be asked.
    void enter_late_half() { late_since_ = now_; }

    /// Whether nothing else happens at the present time any more, as far as it is known now.
    ///
    /// What is late comes when all else of the instant is settled.
    [[nodiscard]] bool is_last_of_instant() {
        return !events_.has_event_at(now_, [this](std::uint64_t key) { return key < late_key || late_since_ == now_; });
    }

    /// Makes room for so many events at once that may be cancelled.
    void reserve_tickets(std::size_t tickets) { events_.reserve_tickets(tickets); }

    /// Back to `start` with no events; keeps the memory.
    void reset(Time start = time_zero) {
        events_.clear();
        now_ = start;
        late_since_ = time_never;
        events_handled_ = 0;
    }

  private:
    /// In a release build, too: a run that went on would count what cannot be. Measured: free.
    [[noreturn, gnu::noinline, gnu::cold]] static void refuse_past() { throw InvariantBroken("an event would happen in the past"); }

    EventList events_;
    Time now_{};
    Time late_since_ = time_never;
    std::uint64_t events_handled_ = 0;
};

}  // namespace agrocap
