#pragma once

#include "bound/stated_bound.hpp"

#include <nlohmann/json_fwd.hpp>

namespace agrocap {

/// What `bound --json` wrote. Errors: those of the JSON library, `std::out_of_range`.
StatedBounds stored_bounds(const nlohmann::ordered_json& json);

}  // namespace agrocap
