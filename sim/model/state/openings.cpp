#include "model/state/openings.hpp"

#include "model/state/events.hpp"
#include "model/state/observer.hpp"
#include "model/state/starting.hpp"

namespace agrocap {

namespace {

void schedule_switch(Run& run, ClockId id) {
    const ClockStatus& status = run.state.clocks[id];
    const WorkClock& clock = run.model.clocks[id];
    Time at = time_never;
    if (status.open) {
        at = status.until;
    } else if (status.index < clock.intervals.size()) {
        at = clock.intervals[status.index].open;
    }
    if (at > run.model.end) return;
    schedule(run, EventKind::clock_switched, at, rank::calendar + rank::hours, id.index);
}

void open_clock(Run& run, ClockId id) {
    ClockStatus& status = run.state.clocks[id];
    const WorkInterval& interval = run.model.clocks[id].intervals[status.index];
    status.open = true;
    status.from = interval.open;
    status.until = interval.close;
    status.open_base = interval.open_before;
    std::vector<StationId>& waiting = run.state.openings[id];
    for (StationId station : waiting) {
        run.state.stations[station].queued_for_opening = false;
        queue_start(run.state, station);
    }
    waiting.clear();
}

}  // namespace

void on_clock_switched(Run& run, ClockId id) {
    ClockStatus& status = run.state.clocks[id];
    const WorkClock& clock = run.model.clocks[id];
    ++status.switches;
    if (status.open) {
        status.open = false;
        status.open_base += status.until - status.from;
        ++status.index;
    }
    if (status.index < clock.intervals.size() && clock.intervals[status.index].open == run.now()) open_clock(run, id);
    tell(run, &RunObserver::clock_switched, id);
    schedule_switch(run, id);
}

void begin_clocks(Run& run, const Part& part) {
    for (const ClockId id : part.clocks) {
        const WorkClock& clock = run.model.clocks[id];
        run.state.clocks[id] = {};
        if (!clock.intervals.empty() && clock.intervals[0].open == run.now()) open_clock(run, id);
        tell(run, &RunObserver::clock_switched, id);
        if (!clock.always_open()) schedule_switch(run, id);
    }
}

void await_opening(Run& run, ClockId clock, StationId station) {
    StationStatus& status = run.state.stations[station];
    if (!status.queued_for_opening) run.state.openings[clock].push_back(station);
    status.queued_for_opening = true;
}

Time next_opening(const Run& run, ClockId id) {
    const ClockStatus& status = run.state.clocks[id];
    const std::uint32_t next = status.index + (status.open ? 1 : 0);
    const WorkClock& clock = run.model.clocks[id];
    return next < clock.intervals.size() ? clock.intervals[next].open : time_never;
}

}  // namespace agrocap
