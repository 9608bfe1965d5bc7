#pragma once

#include "explain/reach.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace agrocap {

/// What `reach --json` wrote, with the names of the what-if files by point of the frontier.
struct StoredReach {
    Reach reach;
    std::vector<std::string> files;
};

/// Errors: those of the JSON library, `std::out_of_range`.
StoredReach stored_reach(const nlohmann::ordered_json& json);

}  // namespace agrocap
