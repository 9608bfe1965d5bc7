#pragma once

#include "experiment/experiment.hpp"
#include "report/table.hpp"
#include "report/table_text.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What a run has to say, before it is written in some format: one line on what was run, tables, and how it was computed.
struct RunReport {
    std::string title;                 // the scenario's name
    std::string subtitle;              // measured time, replications, seed, confidence
    std::vector<ReportTable> tables;   // none of them empty
    std::vector<std::string> remarks;  // such as "interrupted"
    std::string closing = {};          // one sentence below all tables; empty: none
};

/// The report of a run, most important first; tables without content are left out.
RunReport run_report(const Scenario& scenario, const ExperimentResult& result);

/// Names of the parts of a run's report, the closing sentence ("why") among them, and one with only those wanted.
const std::vector<std::string>& run_sections();
void keep_sections(RunReport& report, const std::vector<std::string>& wanted);

/// That the precision asked for was not reached, and how well its metrics are known. Requires: `result.precision_missed`.
std::string precision_remark(const Scenario& scenario, const ExperimentResult& result);

/// How a warm-up that was to be found was found, or that the run is too short for it. Requires: `result.warmup`.
std::string warmup_remark(const ExperimentResult& result);

/// A warning where neighbouring batches agree in a metric that counts, so that the intervals are too narrow; empty if none do.
std::string batch_remark(const Scenario& scenario, const ExperimentResult& result);

/// The report as text for people.
std::string text_of(const RunReport& report, Screen screen = {});

/// "51 234 567 events in 2.9 s, 17.7 million a second, 2 threads": what `--timing` adds.
std::string timing_line(const ExperimentResult& result);

}  // namespace agrocap
