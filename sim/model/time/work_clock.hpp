#pragma once

#include "base/time.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// One open stretch [open, close) with what was done before it.
///
/// `open_before` is open time, `work_before` is work at speed 1; they differ only on a clock with a ramp, whose speed runs linearly
/// from `speed_open` to `speed_close`.
struct WorkInterval {
    Time open{}, close{};
    Duration open_before{}, work_before{};
    double speed_open = 1, speed_close = 1;

    /// Work done from `open` until `at`. Requires: open <= at <= close.
    [[nodiscard]] Duration work_until(Time at) const;
    /// The moment at which `work` is done, counted from `open`. Requires: work <= work_until(close).
    [[nodiscard]] Time moment_of(Duration work) const;
};

/// When work can be done: sorted open stretches over the simulated time. Immutable; `ClockStatus` says where a run stands in it.
struct WorkClock {
    std::vector<WorkInterval> intervals;
    bool ramped = false;

    [[nodiscard]] bool always_open() const {
        return !ramped && intervals.size() == 1 && intervals[0].open <= Time{} && intervals[0].close == time_never;
    }
    /// Open time from the start until `at`; and work at the ramp's speed. Cost: O(log n).
    [[nodiscard]] Duration open_until(Time at) const;
    [[nodiscard]] Duration work_until(Time at) const;
    /// Open at that moment and for some time to come. Cost: O(log n).
    [[nodiscard]] bool is_open(Time at) const;
};

/// Where a run stands in a clock: inside stretch `index` (open) or before it (closed). Kept by the clock's switch events.
struct ClockStatus {
    Time from{};                 // opening of the present stretch
    Time until{};                // its end; closed: the past end
    Duration open_base{};        // open time at `from`, or in all so far when closed
    std::uint32_t index = 0;     // present stretch, or the next one
    std::uint32_t switches = 0;  // openings and closings so far
    bool open = false;

    /// Open now and for some time to come (a stretch that ends now is over).
    [[nodiscard]] bool is_open(Time now) const { return open && now < until; }
    /// Open time from the start until now.
    [[nodiscard]] Duration open_at(Time now) const { return open ? open_base + (now - from) : open_base; }
};

/// Work done from the start until now: open time, weighted by the ramp where there is one.
Duration work_at(const WorkClock& clock, const ClockStatus& status, Time now);

/// The moment at which the work clock shows `work`; `time_never` if the simulated time ends before.
///
/// Requires: work >= work_at(now). Cost: O(1) within the present stretch, else O(stretches passed).
Time moment_of_work(const WorkClock& clock, const ClockStatus& status, Duration work);

/// The moment at which the open clock shows `open`; `time_never` if never.
inline Time moment_of_open(const WorkClock& clock, const ClockStatus& status, Duration open) {
    for (std::size_t i = status.index; i < clock.intervals.size(); ++i) {
        const WorkInterval& interval = clock.intervals[i];
        const Duration inside = open - interval.open_before;
        if (inside <= interval.close - interval.open) return interval.open + inside;
    }
    return time_never;
}

/// Open day and night.
WorkClock always_open_clock();

/// Open stretches of a work calendar from `start` (a day number) for `span`: shifts of every week less breaks, less whole holidays.
///
/// A night shift's hours after midnight belong to the day on which they fall when holidays are taken away.
WorkClock clock_of(const WorkCalendarSpec& calendar, Day start, Duration span);

/// Open stretches that two clocks share.
WorkClock intersection(const WorkClock& left, const WorkClock& right);

/// The clock without anything before `opens`, at the ramp's speeds after it (linear between points, constant after the last).
WorkClock with_opening(const WorkClock& clock, Time opens, const std::vector<std::pair<Duration, double>>& ramp);

}  // namespace agrocap
