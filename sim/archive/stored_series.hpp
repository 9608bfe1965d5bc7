#pragma once

#include "experiment/series_tally.hpp"

#include <nlohmann/json_fwd.hpp>

namespace agrocap {

/// The series under a key of results, if there is one. Errors: as of their other parts, `std::out_of_range` where it is not sound.
std::optional<Series> series_at(const nlohmann::ordered_json& parent, const char* key);

}  // namespace agrocap
