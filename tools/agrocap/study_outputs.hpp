#pragma once

#include "archive/study_archive.hpp"
#include "experiment/optimise.hpp"
#include "experiment/study_result.hpp"
#include "page/page_origin.hpp"
#include "report/optimum_report.hpp"
#include "simulation_options.hpp"

namespace agrocap {

/// Writes the files asked for of a sweep, whoever did it: one machine or many. Errors: `OutputFault`.
void write_sweep(const SimulationRequest& request, const StudyResult& result, const StudyOrigin& origin, const PageOrigin& page);

/// The same of a search for the cheapest point.
void write_search(const SimulationRequest& request, const Optimum& optimum, const OptimumFrame& frame, const StudyOrigin& origin,
                  const PageOrigin& page);

}  // namespace agrocap
