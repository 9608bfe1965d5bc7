#pragma once

#include "explain/unit_explanation.hpp"

#include <nlohmann/json_fwd.hpp>

namespace agrocap {

/// What `explain --unit --json` wrote. Errors: those of the JSON library, `std::out_of_range`.
UnitExplanation stored_unit(const nlohmann::ordered_json& json);

}  // namespace agrocap
