#pragma once

#include "experiment/comparison.hpp"
#include "experiment/optimise.hpp"
#include "experiment/study_result.hpp"
#include "workbook/workbook.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The scenario that results are of.
struct WorkbookOrigin {
    std::string command;  // "run"
    std::string scenario;
    std::vector<ScenarioFile> files;
    std::vector<std::string> set;
    std::string currency = {};  // that amounts of money are told in; empty where it is not known
};

/// Any report as it is: its words and where it comes from on the first sheet, its tables behind.
Workbook report_workbook(const WorkbookOrigin& origin, const RunReport& report);

/// A run or a check: its report, then targets, the calendar, states and all metrics in full. `focus`: metrics whose figures get names
/// besides the totals.
Workbook run_workbook(const WorkbookOrigin& origin, const RunReport& report, const ExperimentResult& result,
                      const std::vector<std::string>& focus);

/// One of several that were checked together.
struct CheckedScenario {
    WorkbookOrigin origin;
    const ExperimentResult& result;
};

/// Checks of several scenarios: all verdicts, then a sheet of all metrics a scenario.
Workbook suite_workbook(const std::vector<CheckedScenario>& checked, const std::string& outcome);

/// A comparison: a sheet a what-if, all differences, and the changed keys.
Workbook comparison_workbook(const ComparedScenarios& compared, const Comparison& comparison);

/// A sweep: every point, and the effects.
Workbook study_workbook(const WorkbookOrigin& origin, const StudyResult& study);

/// An optimisation: the tested points.
Workbook optimum_workbook(const WorkbookOrigin& origin, const RunReport& report, const Optimum& optimum, std::uint64_t seed);

}  // namespace agrocap
