#pragma once

#include "model/state/run.hpp"
#include "model/time/scaled_work.hpp"

#include <cstdint>

namespace agrocap {

/// What happens next. At one instant: new values of a date, completions and repairs, then failures, the calendar, what falls due, arrivals,
/// and people who come and go, see `rank`. Starts that something of the same instant could change come after all of these, see
/// `starting.hpp`, and dated orders after them, in the late half of the instant, so that measured time can begin with them.
enum class EventKind : std::uint8_t {
    task_finished,
    failure_struck,
    repair_finished,
    upkeep_finished,
    clock_switched,
    crew_changed,
    line_opened,
    mode_struck,
    upkeep_due,
    unit_arrived,
    batch_due,
    lot_made,
    purchase_ready,
    shipment_arrived,
    vehicle_returned,
    handling_finished,
    place_opened,
    lane_due,
    traffic_arrived,
    demand_arrived,
    tender_arrived,
    patience_ended,
    review_due,
    values_changed,
    disruption_began,
    disruption_ended,
};

/// The order of an instant, its phases. A delivery is a completion of transport.
namespace rank {
inline constexpr std::uint8_t values = 0, completion = 1, failure = 10, calendar = 20, strike = 30, arrival = 40, people = 50,
                              dated = late_rank;
/// Added to a phase: what it happens to, in the order of the paths. Indices order objects of one kind only.
inline constexpr std::uint8_t lane = 0, market = 1, dealers = 2, place = 3, plant = 4, supplier = 5;
/// The same for the calendar.
inline constexpr std::uint8_t hours = 1, disruption = 2, opening = 3;
}  // namespace rank

/// An event of an object: at one instant and rank objects come in path order, then by `detail`, the number of the unit, shipment or mode.
///
/// Records are used again, so their ids tell nothing of who came first: what ties by number carries its number as `detail`, and the
/// record that it happens to as `record`.
constexpr Event event_of(EventKind kind, Time at, std::uint8_t event_rank, std::uint32_t subject, std::uint32_t detail = 0,
                         std::uint32_t record = 0) {
    return {.at = at, .key = event_key(event_rank, subject, detail), .kind = static_cast<std::uint8_t>(kind), .record = record & 0xFFFFFF};
}

/// A server finishes its task. Those of one station that finish together do so by their units' numbers, whichever servers they are on.
inline Event completion_event(Time at, ServerId server, Slice servers, std::uint32_t unit_number) {
    if (servers.count == 1) return event_of(EventKind::task_finished, at, rank::completion + rank::plant, server.index);
    return event_of(EventKind::task_finished, at, rank::completion + rank::plant, servers.first, unit_number, server.index - servers.first);
}

/// The server of a `task_finished`.
inline ServerId server_of(const Event& event) { return ServerId(event.subject() + event.record); }

/// An event that always happens; none where the time is never.
inline void schedule(Run& run, EventKind kind, Time at, std::uint8_t event_rank, std::uint32_t subject, std::uint32_t detail = 0,
                     std::uint32_t record = 0) {
    if (at != time_never) run.state.simulation.schedule(event_of(kind, at, event_rank, subject, detail, record));
}

/// An event that may be withdrawn; none where the time is never.
inline EventTicket schedule_cancellable(Run& run, EventKind kind, Time at, std::uint8_t event_rank, std::uint32_t subject,
                                        std::uint32_t detail = 0, std::uint32_t record = 0) {
    if (at == time_never) return {};
    return run.state.simulation.schedule_cancellable(event_of(kind, at, event_rank, subject, detail, record));
}

}  // namespace agrocap
