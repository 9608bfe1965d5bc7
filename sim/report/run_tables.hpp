#pragma once

#include "experiment/experiment.hpp"
#include "report/metric_lookup.hpp"
#include "report/table.hpp"

namespace agrocap {

/// The figures a planner asks for first: output against nominal, and sales and money where the scenario has them.
ReportTable headline_table(const Scenario& scenario, const MetricLookup& metrics);

/// Output against nominal capacity by plant and line, with work in progress and time through the line.
ReportTable capacity_table(const Scenario& scenario, const MetricLookup& metrics);

/// Output by family and item. Empty when only one item leaves the plants: the headline says it already.
ReportTable item_table(const Scenario& scenario, const MetricLookup& metrics);

/// Targets with threshold, estimate and verdict, sorted by name.
ReportTable target_table(const ExperimentResult& result);

/// A target's verdict with its tone.
Cell verdict_cell(Verdict verdict);

/// "at least 35 000", "at most 0.2", "from 10 to 20": what a target asks.
std::string threshold_of(const TargetSpec& spec);

/// "35 000", "0.95": a number that somebody has written, in full.
std::string threshold_text(double value);

}  // namespace agrocap
