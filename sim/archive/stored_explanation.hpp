#pragma once

#include "explain/explanation.hpp"

#include <nlohmann/json_fwd.hpp>

namespace agrocap {

/// Reads what `explain --json` wrote. Errors: those of the JSON library, `std::out_of_range`.
Explanation stored_explanation(const nlohmann::ordered_json& json);

/// The thread of a line, or of a unit. Errors: as above.
LineThreads stored_threads(const nlohmann::ordered_json& json);

}  // namespace agrocap
