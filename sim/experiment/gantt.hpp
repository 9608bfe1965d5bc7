#pragma once

#include "experiment/experiment.hpp"
#include "scenario/scenario.hpp"
#include "scenario/server_states.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// One state that took most of each hour from one hour of the fortnight to another.
struct GanttSpan {
    int from_h = 0, to_h = 0;
    ServerState state{};
};

struct GanttRow {
    std::string station;  // as tables call it: "works.main.paint"
    int working_h = 0;    // hours of work that the spans have
    std::vector<GanttSpan> spans;
};

/// What stations did in a fortnight of one replication, hour by hour.
struct Gantt {
    std::int32_t from = 0;  // its first day, in days since 1970-01-01
    int hours = 0;          // of a fortnight, as far as they are simulated
    std::uint64_t replication = 0;
    std::vector<GanttRow> rows;
};

inline constexpr int gantt_hours = 14 * 24;

/// Which station, and what it is called.
struct GanttStation {
    std::string path, name;  // "plant.works.line.main.station.paint", "works.main.paint"
};

/// Runs the first replication once more and looks at the stations in the fortnights that begin on these days. Of several servers the state
/// that took most of their time together counts.
///
/// Requires: the days lie in the simulated time. None where the run was stopped. Errors: those of `run_experiment`.
std::vector<Gantt> record_gantts(const Scenario& scenario, const ExperimentOptions& options, const std::vector<std::int32_t>& days,
                                 const std::vector<GanttStation>& stations);

}  // namespace agrocap
