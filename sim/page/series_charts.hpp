#pragma once

#include "experiment/experiment.hpp"
#include "page/html_page.hpp"

#include <vector>

namespace agrocap {

/// What happened over the calendar: output, demand and sales against what the targets ask, stocks, backlogs, queues at crossings; a part
/// of the page each. None where no periods were followed.
std::vector<PageSection> series_sections(const Scenario& scenario, const ExperimentResult& result);

}  // namespace agrocap
