#pragma once

#include "experiment/gantt.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace agrocap {

/// The value of "gantt" in a results file. Errors: those of the JSON library, `std::out_of_range`.
std::vector<Gantt> stored_gantts(const nlohmann::ordered_json& json);

}  // namespace agrocap
