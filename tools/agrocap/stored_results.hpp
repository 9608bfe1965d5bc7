#pragma once

#include "archive/study_reader.hpp"
#include "experiment/experiment.hpp"
#include "experiment/replication_store.hpp"
#include "scenario/resolve.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// The study of a database to work on: the one called `name`, or the one used last. Complains and gives nothing if there is none.
std::optional<StoredStudy> choose_study(StudyReader& reader, const std::string& command, const std::string& file, const std::string& name);

/// A stored scenario, read anew. Gives errors only if this version no longer takes it.
ReadResult read_stored(const StoredStudy& study);

/// The result of a stored run, put together from its replications.
ExperimentResult stored_run(const std::string& file, const StoredStudy& study, const Scenario& scenario);

/// One line for each scenario file that is not as it was: "a.toml has changed since (SHA-256 …)".
std::vector<std::string> changed_files(const std::vector<ScenarioFile>& files);

/// The name of the first file of a scenario; empty if none is told.
std::string scenario_path(const std::vector<ScenarioFile>& files);

}  // namespace agrocap
