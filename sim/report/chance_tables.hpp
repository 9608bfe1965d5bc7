#pragma once

#include "experiment/experiment.hpp"
#include "report/table.hpp"

namespace agrocap {

/// How likely one replication is to answer each question, with its interval: those of the scenario, then targets of kind probability.
ReportTable probability_table(const ExperimentResult& result);

/// The 5 % and 95 % quantiles of the metrics that count, with their intervals. Empty where replications are too few to tell any.
ReportTable quantile_table(const Scenario& scenario, const ExperimentResult& result);

}  // namespace agrocap
