#pragma once

#include "base/time.hpp"
#include "engine/event.hpp"
#include "engine/event_list.hpp"

#include <cassert>
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

    /// Adds an event that always happens. Requires: `event.at >= now()`.
    void schedule(const Event& event) {
        assert(event.at >= now_);
        events_.schedule(event);
    }

    /// Adds an event that may be withdrawn later. Requires: `event.at >= now()`.
    EventTicket schedule_cancellable(const Event& event) {
        assert(event.at >= now_);
        return events_.schedule_cancellable(event);
    }

    /// Withdraws an event. Gives false if it has happened or was withdrawn before, or the ticket stands for none.
    bool cancel(EventTicket ticket) { return events_.cancel(ticket); }

    /// Handles, in order, every event up to and including those at `end`, then stands at `end`.
    ///
    /// `handle(const Event&)` may schedule and cancel; what it schedules for `end` or before is handled too.
    template <class Handler>
    void run_until(Time end, Handler&& handle) {
        while (!events_.empty() && events_.next_time() <= end) {
            const Event event = events_.pop();
            now_ = event.at;
            ++events_handled_;
            handle(event);
        }
        if (now_ < end) now_ = end;
    }

    /// The same, with `settle()` called when the last event of an instant has been handled; what it schedules for that instant follows.
    ///
    /// It is called once before the first event, too: an initial state may have something to settle.
    template <class Handler, class Settle>
    void run_until(Time end, Handler&& handle, Settle&& settle) {
        settle();
        for (Time next = events_.next_time(); next <= end && !events_.empty();) {
            const Event event = events_.pop();
            now_ = event.at;
            ++events_handled_;
            handle(event);
            next = events_.next_time();
            if (next != now_) {
                settle();
                next = events_.next_time();
            }
        }
        if (now_ < end) now_ = end;
    }

    /// Back to `start` with no events; keeps the memory.
    void reset(Time start = time_zero) {
        events_.clear();
        now_ = start;
        events_handled_ = 0;
    }

  private:
    EventList events_;
    Time now_{};
    std::uint64_t events_handled_ = 0;
};

}  // namespace agrocap
