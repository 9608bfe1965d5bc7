#include "base/fault.hpp"
#include "model/floor/starts.hpp"
#include "model/run/dispatch.hpp"
#include "model/run/run_model.hpp"
#include "model/speed/fetch_ahead.hpp"
#include "model/state/observer.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr std::uint32_t most_events_at_instant = 20'000'000;

/// Time that stands still would be a run without end.
void watch_instant(Run& run, const Event& event) {
    if (event.at != run.state.instant) {
        run.state.instant = event.at;
        run.state.events_at_instant = 0;
    } else if (++run.state.events_at_instant > most_events_at_instant) {
        const std::string subject = subject_of(run, event);
        throw ScenarioFault(
            fmt::format("error[E091]: after {:.1f} d: more than {} events at one instant{}: something takes no time and never ends",
                        in_hours(event.at - Time{}) / 24, most_events_at_instant, subject.empty() ? "" : ", the latest at " + subject));
    }
}

}  // namespace

void enter_part(RunState& state, std::size_t part) {
    if (part == state.part) return;
    Timeline& in_hand = state;
    std::swap(in_hand, state.timelines[state.part]);
    std::swap(in_hand, state.timelines[part]);
    state.part = part;
}

void advance(Run& run, Time until) {
    for (std::size_t part = 0; part < parts_of(run).size(); ++part) advance_part(run, part, until);
}

void advance_part(Run& run, std::size_t part, Time until) {
    enter_part(run.state, part);
    const auto handle = [&run](const Event& event) {
        watch_instant(run, event);
        dispatch(run, event);
    };
    const auto unsettled = [&run] { return !run.state.starts.empty(); };
    const auto settle = [&run] { settle_starts(run); };
    if (run.observer != nullptr) {
        const auto watched = [&run, &handle](const Event& event) {
            run.observer->event_due(run, event);
            handle(event);
        };
        return run.state.simulation.run_until(until, watched, unsettled, settle);
    }
    if (!outgrows_cache(parts_of(run)[part])) return run.state.simulation.run_until(until, handle, unsettled, settle);
    run.state.simulation.run_until(
        until,
        [&run, &handle](const Event& event) {
            fetch_ahead(run);
            handle(event);
        },
        unsettled, settle);
}

std::uint64_t events_handled(const Run& run) {
    const std::span<const Part> parts = parts_of(run);
    std::vector<char> counted(run.model.clocks.size(), 0);
    std::uint64_t events = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const Timeline& timeline = p == run.state.part ? run.state : run.state.timelines[p];
        events += timeline.simulation.events_handled();
        for (const ClockId id : parts[p].clocks) {
            if (counted[id.index] != 0) events -= timeline.clocks[id].switches;
            counted[id.index] = 1;
        }
    }
    return events;
}

}  // namespace agrocap
