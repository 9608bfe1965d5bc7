#pragma once

#include "model/state/run.hpp"

#include <cstdint>

namespace agrocap {

/// What happens next. At one instant: completions and repairs, then the calendar, then strikes, then arrivals, see `rank`.
enum class EventKind : std::uint16_t {
    task_finished,
    failure_struck,
    repair_finished,
    upkeep_finished,
    clock_switched,
    line_opened,
    mode_struck,
    upkeep_due,
    unit_arrived,
    batch_due,
    purchase_ready,
    shipment_arrived,
    vehicle_returned,
    handling_finished,
    place_opened,
    lane_due,
    demand_arrived,
    patience_ended,
    review_due,
    disruption_began,
    disruption_ended,
};

/// The order of an instant. A delivery is a completion of transport.
namespace rank {
inline constexpr std::uint8_t completion = 0, calendar = 1, strike = 2, arrival = 3;
}

/// An event of an object: at one instant and rank objects come in path order, then by `detail` (a unit's, shipment's or mode's number).
constexpr Event event_of(EventKind kind, Time at, std::uint8_t event_rank, std::uint32_t subject, std::uint32_t detail = 0) {
    return {.at = at, .key = event_key(event_rank, subject, detail), .slot = 0, .kind = static_cast<std::uint16_t>(kind), .extra = 0};
}

/// An event that always happens; none where the time is never.
inline void schedule(Run& run, EventKind kind, Time at, std::uint8_t event_rank, std::uint32_t subject, std::uint32_t detail = 0) {
    if (at != time_never) run.state.simulation.schedule(event_of(kind, at, event_rank, subject, detail));
}

/// An event that may be withdrawn. Requires: at is not never.
inline EventTicket schedule_cancellable(Run& run, EventKind kind, Time at, std::uint8_t event_rank, std::uint32_t subject,
                                        std::uint32_t detail = 0) {
    return run.state.simulation.schedule_cancellable(event_of(kind, at, event_rank, subject, detail));
}

}  // namespace agrocap
