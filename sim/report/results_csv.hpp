#pragma once

#include "experiment/experiment.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// One file of a directory of results.
struct CsvFile {
    std::string name;  // "metrics.csv"
    std::string text;
};

/// The results as CSV files: metrics.csv (one row a metric), replications.csv (tidy: replication or batch
/// from 1, metric, value), targets.csv and, where they were asked for, probabilities.csv and series.csv.
///
/// Shares and confidence levels from 0 to 1, full precision, empty fields where nothing was observed.
std::vector<CsvFile> results_csv(const ExperimentResult& result);

/// What metrics.csv and targets.csv hold. NaN is an empty field, as is a value that was never estimated.
ReportTable metrics_table(const ExperimentResult& result);
ReportTable targets_table(const ExperimentResult& result);

/// Names of the files that `results_csv` may give.
std::vector<std::string> results_csv_names();

}  // namespace agrocap
