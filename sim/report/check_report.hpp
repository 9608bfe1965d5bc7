#pragma once

#include "experiment/experiment.hpp"
#include "report/run_report.hpp"
#include "report/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// How far the estimate lies on the right side of its threshold, the nearer one of two; negative on the wrong side.
struct TargetMargin {
    double units = 0;            // of the metric, or of the share of years
    std::optional<double> part;  // of the threshold; empty where that is 0
};

/// Empty where nothing was observed.
std::optional<TargetMargin> margin_of(const TargetResult& target);

/// Each target with its estimate, by how much it is met or missed, after how many replications, and the verdict.
ReportTable verdict_table(const ExperimentResult& result);

/// Why the replications that there were decided nothing, and what helps.
std::string undecided_note(const TargetResult& target);

/// The report of a check: the verdicts, and what they rest on.
RunReport check_report(const Scenario& scenario, const ExperimentResult& result);

/// The verdict of a scenario as a whole: the first of impossible, fail and undecided that one of its targets has, else pass.
std::string outcome_of(const ExperimentResult& result);

/// "3 scenarios: 1 pass, 1 fail, 1 undecided": what a suite came to. What is no verdict stands last, as it is given.
std::string suite_line(const std::vector<std::string>& outcomes);

/// "fail: estimate 34 871 ± 95, asked at least 35 000: 129 (0.4 %) short, 30 replications": a target in one line.
std::string verdict_line(const TargetResult& target);

}  // namespace agrocap
