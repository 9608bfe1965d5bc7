#pragma once

#include "archive/study_archive.hpp"
#include "experiment/design.hpp"
#include "scenario/resolve.hpp"
#include "simulation_options.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace agrocap {

/// Where the numbers of a study or run come from: files, options, seed, and the merged scenario.
StudyOrigin origin_of(const SimulationRequest& request, const ReadResult& read, const ResolvedText& text, StudyKind kind);

/// The database that `--db` asks for, or nothing. Errors: `ArchiveFault`.
std::unique_ptr<RunArchive> open_run_archive(const SimulationRequest& request, const ReadResult& read, const ResolvedText& text);

/// A precision asked of a sweep is kept with the scenario, so that whoever reads the database knows how many replications count.
SimulationRequest with_precision(SimulationRequest request);

/// What `--discard-damaged` says.
Damage damage_of(const SimulationRequest& request);

/// Says what was taken out of a database, if anything.
void tell_discarded(const std::string& db, const Discarded& discarded);

/// The study to work on: the one wanted, or the only one. Complains and gives an empty text if there is no such study.
std::string study_named(const std::string& command, const std::string& file, const std::string& wanted, const Scenario& scenario);

/// The database of a study: the one asked for, else NAME.study.db, unless that has a study so called of another scenario. Complains and
/// gives an empty text then.
std::string study_database(const std::string& command, const SimulationRequest& request, const std::string& study,
                           const Scenario& scenario);

}  // namespace agrocap
