#pragma once

#include "model/rows/model.hpp"

namespace agrocap {

/// Turns a scenario into its model. Requires: a scenario read without errors. Cannot fail: what could is validation's.
Model compile(const Scenario& scenario);

}  // namespace agrocap
