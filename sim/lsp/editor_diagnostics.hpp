#pragma once

#include "scenario/scenario.hpp"

#include <nlohmann/json_fwd.hpp>

namespace agrocap {

/// What is wrong with a scenario as editors are told: the protocol's diagnostics, one for each of `read.diagnostics` and in their order.
/// Each has what `validate --json` says of it as its data.
nlohmann::ordered_json editor_diagnostics(const ReadResult& read);

}  // namespace agrocap
