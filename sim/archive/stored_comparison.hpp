#pragma once

#include "experiment/comparison.hpp"

#include <nlohmann/json_fwd.hpp>

namespace agrocap {

/// What a comparison found, as its JSON tells it: without the replications, of which only the number is known.
struct StoredComparison {
    ComparedScenarios compared;
    Comparison result;
};

/// Reads the format "agrocap-comparison/1". Errors: those of the JSON library, `std::out_of_range`.
StoredComparison stored_comparison(const nlohmann::ordered_json& json);

}  // namespace agrocap
