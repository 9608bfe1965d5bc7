#include "base/fault.hpp"
#include "base/inlining.hpp"
#include "model/floor/turns.hpp"
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
constexpr std::uint64_t events_between_looks = 1U << 13U;       // at the wish to stop: some hundred a second are enough
constexpr std::uint64_t events_between_watches = 1U << 24U;     // at how far time has come
constexpr std::int64_t least_part_between_watches = 1'000'000;  // of the whole time: with less, 10^13 events would not reach the end

[[noreturn]] void report_endless(const Run& run, const Event& event, const std::string& events, const std::string& reason) {
    const std::string subject = subject_of(run, event);
    throw ScenarioFault(fmt::format("error[E091]: after {:.1f} d: {}{}: {}", in_hours(event.at - Time{}) / 24, events,
                                    subject.empty() ? "" : ", the latest at " + subject, reason));
}

/// Time that hardly moves is a run without end, too.
void watch_pace(Run& run, const Event& event) {
    const Duration passed = event.at - run.state.watched;
    run.state.watched = event.at;
    if (passed >= (run.model.end - Time{}) / least_part_between_watches) return;
    report_endless(run, event, fmt::format("{} events in {:.3g} s", events_between_watches, static_cast<double>(passed.count()) / 1e9),
                   "something takes next to no time and never ends");
}

AGROCAP_APART void look_around(Run& run, const Event& event, std::uint64_t events) {
    if (run.state.stop != nullptr && run.state.stop->load(std::memory_order_relaxed)) throw RunStopped();
    if (events % events_between_watches == 0) watch_pace(run, event);
}

/// Time that stands still would be a run without end.
inline void watch_instant(Run& run, const Event& event) {
    if (const std::uint64_t events = run.state.simulation.events_handled(); events % events_between_looks == 0) [[unlikely]]
        look_around(run, event, events);
    if (event.at != run.state.instant) {
        run.state.instant = event.at;
        run.state.events_at_instant = 0;
    } else if (++run.state.events_at_instant > most_events_at_instant) {
        report_endless(run, event, fmt::format("more than {} events at one instant", most_events_at_instant),
                       "something takes no time and never ends");
    }
}

inline void handle(Run& run, const Event& event) {
    watch_instant(run, event);
    dispatch(run, event);
}

template <class HandleOne>
void advance_by(Run& run, Time until, const HandleOne& handle_one) {
    run.state.simulation.run_until(
        until, handle_one, [&run] { return !run.state.starts.empty(); }, [&run] { settle_starts(run); });
}

[[nodiscard]] inline bool is_told(const Run& run, const Event& event) {
    return static_cast<EventKind>(event.kind) != EventKind::task_finished || run.state.servers[server_of(event)].ends_told;
}

/// With an observer.
AGROCAP_APART void advance_watched(Run& run, Time until) {
    advance_by(run, until, [&run](const Event& event) {
        if (is_told(run, event)) run.observer->event_due(run, event);
        handle(run, event);
    });
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
    if (run.observer != nullptr) return advance_watched(run, until);
    if (!outgrows_cache(parts_of(run)[part])) return advance_by(run, until, [&run](const Event& event) { handle(run, event); });
    advance_by(run, until, [&run](const Event& event) {
        fetch_ahead(run);
        handle(run, event);
    });
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
