#pragma once

#include "scenario/scenario.hpp"

namespace agrocap {

/// What the scenario needs and this version cannot simulate: an error for each kind of table, at the first of its tables.
///
/// Such a scenario is sound, so `validate` lets it pass; running it and leaving these out would give a wrong answer.
Diagnostics not_yet_simulated(const Scenario& scenario);

}  // namespace agrocap
