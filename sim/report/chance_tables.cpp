#include "report/chance_tables.hpp"

#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "report/run_tables.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

Cell end_of(const std::optional<Interval>& interval, double Interval::*end) { return interval ? Cell((*interval).*end) : Cell(); }

}  // namespace

ReportTable probability_table(const ExperimentResult& result) {
    ReportTable table;
    table.title = "How likely a replication is to have";
    table.short_title = "How likely";
    table.columns = {{"metric", "", Align::left},
                     {"value", "", Align::left},
                     {"probability", "%", Align::right, Digits::percent},
                     {"from", "%", Align::right, Digits::percent},
                     {"to", "%", Align::right, Digits::percent}};
    for (const ProbabilityResult& one : result.probabilities) {
        TargetSpec asked;
        asked.sense = one.spec.at_least ? TargetSense::at_least : TargetSense::at_most;
        asked.low.value = asked.high.value = one.spec.threshold;
        table.add({Cell(*one.spec.metric), Cell(threshold_of(asked)), one.estimate, end_of(one.interval, &Interval::low),
                   end_of(one.interval, &Interval::high)});
    }
    for (const TargetResult& target : result.targets) {
        if (!target.spec.probability) continue;
        TargetSpec asked = target.spec;
        asked.probability.reset();
        table.add({Cell(*asked.metric), Cell(threshold_of(asked)), target.estimate.mean, end_of(target.interval, &Interval::low),
                   end_of(target.interval, &Interval::high)});
    }
    return table;
}

ReportTable quantile_table(const Scenario& scenario, const ExperimentResult& result) {
    ReportTable table;
    table.title = result.batches > 0 ? "How batches differ" : "How replications differ";
    table.columns = {{"metric", "", Align::left}, {"5 % are below"}, {"from"}, {"to"},
                     {"5 % are above"},           {"from"},          {"to"},   {"unit", "", Align::left}};
    for (const std::string& name : focus_of(scenario)) {
        const std::int64_t metric = result.find(name);
        if (metric < 0) continue;
        const Estimate& estimate = result.estimates[static_cast<std::size_t>(metric)];
        if (!estimate.p05_interval && !estimate.p95_interval) continue;
        const double width = estimate.p05_interval ? estimate.p05_interval->high - estimate.p05_interval->low
                                                   : estimate.p95_interval->high - estimate.p95_interval->low;
        std::vector<Cell> cells{Cell(name),
                                estimate.p05,
                                end_of(estimate.p05_interval, &Interval::low),
                                end_of(estimate.p05_interval, &Interval::high),
                                estimate.p95,
                                end_of(estimate.p95_interval, &Interval::low),
                                end_of(estimate.p95_interval, &Interval::high),
                                Cell(plain_unit(result.metrics[static_cast<std::size_t>(metric)].unit, *scenario.currency))};
        const int decimals = width > 0 ? decimals_for_half_width(width / 2) : decimals_for_magnitude(estimate.p95.value_or(0.0));
        for (Cell& cell : cells) cell.decimals = decimals;
        table.add(std::move(cells));
    }
    return table;
}

}  // namespace agrocap
