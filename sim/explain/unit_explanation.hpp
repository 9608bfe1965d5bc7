#pragma once

#include "experiment/experiment.hpp"
#include "thread/line_threads.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// Which unit is asked for: the Nth that a line released, from 1, in one replication (from 0).
struct UnitQuestion {
    std::string line;  // "plant.works.line.main"
    std::uint32_t number = 1;
    std::uint64_t replication = 0;
};

/// A stretch of what led to a unit's leaving, in the scenario's own names.
struct ToldPiece {
    std::int64_t from_ns = 0, to_ns = 0;  // since time 0
    std::string cause, where, of;         // as of a `ThreadShare`
    bool tied = false;
};

enum class UnitFate : std::uint8_t { left, in_line, scrapped, never_released };

/// Why a unit left its line when it did: all that led there, from time 0 on without a gap.
struct UnitExplanation {
    std::string scenario;  // its name
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;
    std::uint64_t seed = 1;
    std::int32_t start = 0;  // of the simulated time, in days since 1970-01-01
    UnitQuestion unit;
    UnitFate fate = UnitFate::left;
    std::uint64_t released = 0;     // units of the line, until the end
    std::vector<ToldPiece> pieces;  // none where it has not left
    LineThreads shares;             // of the time from 0 to its leaving
};

/// Runs the replication and follows the unit. Requires: a scenario read without errors that has the line. Errors: those of
/// `run_experiment`.
UnitExplanation explain_unit(const Scenario& scenario, const ExperimentOptions& options, const UnitQuestion& unit);

/// The paths of the scenario's lines, in their order.
std::vector<std::string> line_paths(const Scenario& scenario);

}  // namespace agrocap
