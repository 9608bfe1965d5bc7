#pragma once

#include "archive/results_file.hpp"
#include "archive/study_reader.hpp"
#include "experiment/experiment.hpp"
#include "experiment/replication_store.hpp"
#include "scenario/resolve.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// The study of a database to work on: the one called `name` ("kits", or "study.toml:kits" where several scenarios have one so called), or
/// the one used last. Complains and gives nothing if there is none.
std::optional<StoredStudy> choose_study(StudyReader& reader, const std::string& command, const std::string& file, const std::string& name);

/// A stored scenario, read anew. Gives errors only if this version no longer takes it.
ReadResult read_stored(const StoredStudy& study);

/// The result of a stored run, put together from its replications. A database holds no series: for one they run again.
ExperimentResult stored_run(const std::string& file, const StoredStudy& study, const Scenario& scenario,
                            std::optional<Every> series = std::nullopt);

/// What a search for the cheapest point came to, by the replications that its database holds; `interrupted` where they do not settle it.
/// Whether it relied on an order of the points is not stored: it did if that takes no replication that is not there.
StoredOptimum stored_search(const std::string& file, const StoredStudy& study, const Scenario& scenario);

/// The files that results name, where they are now: from the present directory, as they were written; or else, if they are there and as
/// they were, from the folder of the results.
std::vector<ScenarioFile> found_files(std::vector<ScenarioFile> files, const std::string& results);

/// One line for each scenario file that is not as it was: "a.toml has changed since (SHA-256 …)".
std::vector<std::string> changed_files(const std::vector<ScenarioFile>& files);

/// The name of the first file of a scenario; empty if none is told.
std::string scenario_path(const std::vector<ScenarioFile>& files);

}  // namespace agrocap
