#pragma once

#include "experiment/experiment.hpp"
#include "experiment/study_result.hpp"
#include "scenario/scenario.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// A results file (JSON) that this program wrote: what it says of itself, and the numbers.
struct ResultsFile {
    std::string version, digest, scenario;
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;
    std::uint64_t seed = 1;
    std::int64_t replications = 0;
    double confidence = 0.95;
    std::string study;                    // its name; empty for a run
    std::optional<ExperimentResult> run;  // without the single replications, and without verdicts' intervals beyond the estimate
    std::optional<StudyResult> points;    // of a study
};

/// Reads a file of format "agrocap-results/1" or "agrocap-study/1".
///
/// Errors: `ArchiveFault` for a file that cannot be read, is no JSON or of another format.
ResultsFile read_results(const std::string& path);

}  // namespace agrocap
