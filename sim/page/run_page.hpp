#pragma once

#include "experiment/experiment.hpp"
#include "page/html_page.hpp"
#include "page/page_origin.hpp"
#include "report/run_report.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The page of a run: the answer, targets, charts, every table, all metrics, where they come from.
Page run_page(const Scenario& scenario, const ExperimentResult& result, const PageOrigin& origin);

/// The page of a check: the verdicts and how the tests came to them.
Page check_page(const Scenario& scenario, const ExperimentResult& result, const PageOrigin& origin);

/// What its last table says of a run or a check.
OriginFacts origin_facts(const Scenario& scenario, const ExperimentResult& result);

/// A page of tables alone, for a report without a result to draw from.
Page plain_page(const RunReport& report);

/// Pages of several scenarios as one, each below a part that gives its answer. `outcome`: of all that were asked for, also
/// of those that could not be tested and have no page.
Page joined_pages(const std::vector<Page>& pages, const std::string& outcome);

/// "15 606 ± 47 units/y are made, 43.5 % of nominal capacity. The target sold (at least 35 000) is missed: 15 598 ± 44."
std::string run_answer(const Scenario& scenario, const ExperimentResult& result);

/// What a target's test rests on: "15 598 ± 44 units/y", or of a probability "97.0 %, from 91.5 % to 99.4 %". `unit`: of its metric.
std::string target_estimate_text(const TargetResult& target, const std::string& unit);

/// "The target sold (sales.total at least 35 000) is missed: 15 598 ± 44 units/y." `unit`: of its metric.
std::string target_sentence(const TargetResult& target, const std::string& unit);

/// Good if every target passes, bad if one fails, doubtful if one is undecided; plain without targets.
Tone tone_of_targets(const ExperimentResult& result);

}  // namespace agrocap
