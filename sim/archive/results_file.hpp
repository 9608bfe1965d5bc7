#pragma once

#include "archive/stored_comparison.hpp"
#include "archive/stored_lists.hpp"
#include "archive/stored_reach.hpp"
#include "bound/stated_bound.hpp"
#include "experiment/experiment.hpp"
#include "experiment/gantt.hpp"
#include "experiment/optimise.hpp"
#include "experiment/study_result.hpp"
#include "explain/explanation.hpp"
#include "explain/unit_explanation.hpp"
#include "scenario/scenario.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What an optimisation found, with the points that it tested; of the others `design` holds nothing.
struct StoredOptimum {
    Optimum result;
    Design design;
    std::string currency;
};

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
    std::map<std::string, double> bound;  // of a run: what means are proven not to exceed, by metric
    std::string why;                      // the same in a sentence: why no more is made
    std::vector<Gantt> gantts;            // fortnights that were asked for
    std::optional<StudyResult> points;    // of a study, or those that an optimisation tested
    std::optional<StoredOptimum> optimum;
    bool is_check = false;           // the run is one that tested targets
    bool is_one_of_several = false;  // that were checked together
    // In place of all that:
    std::optional<StoredComparison> comparison;
    std::optional<Explanation> explanation;
    std::optional<UnitExplanation> unit;
    std::optional<StoredReach> reach;
    std::optional<StatedBounds> bounds;
    std::optional<StoredMessages> messages;
    std::optional<std::vector<StoredMetric>> metrics;
};

/// Reads what any command wrote with `--json`: of several scenarios checked together each, else one.
///
/// Errors: `ArchiveFault` for a file that cannot be read, is no JSON or of another format.
std::vector<ResultsFile> read_results(const std::string& path);

}  // namespace agrocap
