#pragma once

#include "experiment/design.hpp"
#include "scenario/resolve.hpp"

#include <cstddef>
#include <string>

namespace agrocap {

/// A study's scenario with the values of one of its points.
struct StudyPointRead {
    ResolvedText text;
    Scenario scenario;
    std::string refused;  // why it is no sound scenario, for people; empty if it is one
};

/// The text of a study's scenario as its points need it: without the studies, which say nothing of a single point.
ResolvedText without_studies(ResolvedText scenario);

StudyPointRead read_point(const ResolvedText& scenario, const Design& design, std::size_t point);

}  // namespace agrocap
