#pragma once

#include "model/model.hpp"
#include "model/run_state.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace agrocap {

/// What happens next, in the order of the instant: completions and repairs, then the calendar, then strikes, then arrivals.
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

namespace rank {
inline constexpr std::uint8_t completion = 0, calendar = 1, strike = 2, arrival = 3;
}

class RunObserver;

/// What handlers receive: the immutable model and the run's own state. No globals.
struct Run {
    const Model& model;
    RunState& state;
    RunObserver* observer = nullptr;  // see `observer.hpp`

    [[nodiscard]] Time now() const { return state.simulation.now(); }
    double draw(const Draw& draw) { return draw.distribution.sample(state.streams[draw.stream]); }
    Duration draw_duration(const Draw& draw) { return draw.distribution.sample_duration(state.streams[draw.stream]); }
};

// replication.cpp ---------------------------------------------------------------------------------------------------------------------

/// Sets the state to time 0 of one replication. Memory of an earlier one is used again.
void begin(Run& run, std::uint64_t replication);
/// Goes on to `until`, inclusive.
void advance(Run& run, Time until);
/// The parts that are simulated one after the other, so that the rows of each stay in the processor's cache. An observer wants all events
/// in their order: for it the model is one.
[[nodiscard]] inline std::span<const Part> parts_of(const Run& run) {
    if (run.observer != nullptr || run.model.parts.empty()) return {&run.model.whole, 1};
    return run.model.parts;
}
/// The same for one of `parts_of`. What happens in it does not hang on how far the others are.
void advance_part(Run& run, std::size_t part, Time until);
/// Events since the beginning; where parts share a clock, each of its changes counts once.
[[nodiscard]] std::uint64_t events_handled(const Run& run);
/// Forgets what was measured so far: the end of the warm-up.
void reset_measurements(Run& run);
/// Brings every time average and state time up to now.
void close_measurements(Run& run);

/// Handles one event.
void dispatch(Run& run, const Event& event);
/// The same for events of the supply network and the markets.
void dispatch_trade(Run& run, const Event& event);

// station.cpp: the one life cycle of a server --------------------------------------------------------------------------------------------

[[nodiscard]] inline bool has_place(const Run& run, StationId station) {
    return run.state.stations[station].present < run.model.stations[station].places;
}
/// A unit joins a station. Requires: `has_place`.
void put_unit(Run& run, StationId station, UnitId unit);
/// Starts what can start. Stations that need more than a unit and a server are looked at when the instant's other events are over.
void try_start(Run& run, StationId station);
/// Looks at all stations queued at this instant, by how long they have lacked something, then by path.
void settle_starts(Run& run);
void on_task_finished(Run& run, ServerId server);
/// The server's unit is scrapped; crew has been released.
[[gnu::noinline]] void remove_scrapped(Run& run, ServerId server);
/// Lets servers that wait for room in a store move on.
[[gnu::noinline]] void free_store_room(Run& run, StoreId store);

// server.cpp: states and the ticking of tasks
// -----------------------------------------------------------------------------------------------

/// Shows the state that follows from stops, maintenance, task and lack; books the time since the last change.
void show_state(Run& run, ServerStatus& server);
/// Books the time since the last change under the state shown, and what of it was off shift or without its crew under these.
void book_time(Run& run, ServerStatus& server);
/// The state that is booked at present: the one shown, or off shift, or waiting for a crew that went home in the midst of work.
ServerState booked_state(const Run& run, ServerId server);
/// Books the work of a stretch that ends now on the clock of "busy" failure modes.
void book_work(Run& run, ServerId server);
/// The present task is done when `work` has passed, whatever comes.
void schedule_finish(Run& run, ServerId server, Duration work);
/// Begins or resumes the present task with `work` still to do.
[[gnu::noinline]] void tick(Run& run, ServerId server, Duration work);
/// Stops the clock of the present task and keeps what remains.
void hold_task(Run& run, ServerId server);
/// What interrupts is over: the task goes on, or a new one may start.
void resume_server(Run& run, ServerId server);

// interruptions.cpp
// -------------------------------------------------------------------------------------------------------------------------

void start_modes(Run& run, ServerId server);
void on_failure_struck(Run& run, ServerId server);
void on_mode_struck(Run& run, ModeId mode);
void on_repair_finished(Run& run, ModeId mode);
void on_upkeep_due(Run& run, UpkeepId upkeep);
void on_upkeep_finished(Run& run, UpkeepId upkeep);
/// Begins maintenance that is due, if the server has no task in progress.
[[gnu::noinline]] void begin_due_upkeeps(Run& run, ServerId server);

// crew.cpp
// ----------------------------------------------------------------------------------------------------------------------------------

void take_crew(Run& run, const CrewNeed& need);
[[gnu::noinline]] void release_crew(Run& run, const CrewNeed& need);

// line.cpp
// ----------------------------------------------------------------------------------------------------------------------------------

/// The item of the line's next unit, chosen by its sequence and remembered until it is released; UINT32_MAX: none wanted (pull).
std::uint32_t next_item(Run& run, LineId line);
/// A new unit of the item that `next_item` gave.
UnitId release_unit(Run& run, LineId line, std::uint32_t item);
void on_line_opened(Run& run, LineId line);
void on_unit_arrived(Run& run, LineId line);
/// The unit leaves the line into its store. Requires: there is room.
void leave_line(Run& run, LineId line, UnitId unit);
void scrap_unit(Run& run, LineId line, UnitId unit);
/// One more unit for a line with release = { wip }.
[[gnu::noinline]] void release_if_limited(Run& run, LineId line);

// store.cpp
// ---------------------------------------------------------------------------------------------------------------------------------

[[nodiscard]] bool has_stock(const Run& run, const Need& need);
[[nodiscard]] bool has_room(const Run& run, StoreId store);
/// Takes units out and reviews the stock.
void take_stock(Run& run, StoreId store, std::int64_t quantity);
/// The same without the review, for one demand that is served in parts.
void remove_stock(Run& run, StoreId store, std::int64_t quantity);
void put_stock(Run& run, StoreId store, std::int64_t quantity);

}  // namespace agrocap
