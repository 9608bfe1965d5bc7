#pragma once

#include "experiment/experiment.hpp"
#include "experiment/gantt.hpp"
#include "report/told_relaxation.hpp"
#include "report/why.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// Which command the results are of: a check shows its targets only.
enum class Asked : std::uint8_t { run, check };

/// What stands in a results file over the results themselves.
struct JsonExtras {
    bool timing = false;                     // adds "performance", which is never part of the digest
    std::vector<std::string> warnings = {};  // of reading the scenario, one line each
    Asked asked = Asked::run;
    std::map<std::string, double> bound = {};  // what means are proven not to exceed, by metric
    TargetRelaxations relaxations = {};        // of targets that are impossible for such a bound
    std::optional<Reasons> why = {};           // of a run: why no more is made
    std::vector<Gantt> gantts = {};            // fortnights that were asked for
    BoundNotes bound_notes = {};               // on bounds that are missing
};

/// The results in the format "agrocap-results/1", one metric a line, keys in the order of the documentation, ending in a newline.
///
/// Numbers read back as the same doubles; what was not observed is null. Text that is not UTF-8 is replaced, never an error.
std::string results_json(const Scenario& scenario, const ExperimentResult& result, const JsonExtras& extras = {});

}  // namespace agrocap
