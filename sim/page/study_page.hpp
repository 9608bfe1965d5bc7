#pragma once

#include "experiment/optimise.hpp"
#include "experiment/study_result.hpp"
#include "page/html_page.hpp"
#include "page/page_origin.hpp"
#include "report/optimum_report.hpp"
#include "report/study_report.hpp"

namespace agrocap {

/// The page of a sweep: for each focus metric a tornado and a response curve a key; all points.
Page study_page(const StudyResult& study, const StudyOriginText& files, const PageOrigin& origin);

/// The page of an optimisation: the answer, what each tested point costs and gives, all of them.
Page optimum_page(const Optimum& optimum, const OptimumFrame& frame, const StudyOriginText& files, const PageOrigin& origin);

}  // namespace agrocap
