#pragma once

#include "base/time.hpp"
#include "command_line.hpp"
#include "model/rows/model.hpp"
#include "observe/trace_map.hpp"
#include "simulation_options.hpp"
#include "trace_outputs.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace agrocap {

/// A moment as people give it: a date with or without a time of day, or a duration since the start of the simulated time.
struct GivenMoment {
    std::string word;
    std::optional<std::int32_t> day;  // days since 1970-01-01; none: a duration
    Duration after{};                 // midnight of that day, or the start

    /// `start`: days since 1970-01-01 of time 0.
    [[nodiscard]] Time at(std::int32_t start) const;
};

/// Reads "2023-03-01", "2023-03-01 08:00", "2023-03-01T08:00:30" or "90 d". Gives nothing if it is none of them.
std::optional<GivenMoment> read_moment(const std::string& word);

/// What `trace` can be asked.
struct TraceRequest {
    SimulationRequest simulation;  // scenario, --set, --seed, --json, --csv, --quiet
    std::uint64_t replication = 1;
    std::optional<GivenMoment> from, to;
    std::uint64_t sample = 1;
    std::string only;
    std::string perfetto, ocel;
    bool thread = false;  // with --perfetto
    std::size_t lines = 40;
    std::uint64_t limit = 2'000'000;
};

/// Requires: `request` outlives the line.
void add_trace_options(CommandLine& line, TraceRequest& request);

/// What is asked for, in the terms of the model; or what is wrong with it.
struct TraceScope {
    Time from{}, to{};
    TraceChoice choice;
    std::optional<UsageFault> fault;
};

/// `start`: of the simulated time, in days since 1970-01-01. `--only` takes "plant.semey", "plant.semey.line.main", or both without the
/// words "plant" and "line".
TraceScope scope_of(const TraceRequest& request, const Model& model, std::int32_t start);

}  // namespace agrocap
