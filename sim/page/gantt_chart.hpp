#pragma once

#include "experiment/gantt.hpp"
#include "page/html_page.hpp"

#include <vector>

namespace agrocap {

/// What stations did in each fortnight that was looked at, hour by hour: a part of the page each, of which the reader chooses one.
std::vector<PageSection> gantt_sections(const std::vector<Gantt>& gantts);

}  // namespace agrocap
