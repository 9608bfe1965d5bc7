#pragma once

#include "scenario/scenario.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// The people of a crew by calendar, however it was written.
std::vector<CrewShiftSpec> shifts_of(const CrewSpec& crew);

/// The most of them who are ever there at once in the hours of a calendar, by weeks without holidays; an empty one is day and night.
std::int64_t people_max(const Scenario& scenario, const CrewSpec& crew, const std::string& hours);

}  // namespace agrocap
