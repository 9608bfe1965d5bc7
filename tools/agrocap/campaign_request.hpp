#pragma once

#include "campaign/campaign.hpp"
#include "exit_code.hpp"
#include "simulation_options.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agrocap {

/// What `agrocap campaign` was asked.
struct CampaignRequest {
    std::string action, place;  // `place`: the scenario of `plan`, the folder of all others
    SimulationRequest simulation;
    std::string study, dir, engine, as = "sweep";  // `as`: the command whose rule it stops by
    std::optional<std::size_t> task, tasks;
    std::optional<double> minutes, budget;  // `budget`: core hours
    std::optional<std::int64_t> until;      // seconds since 1970-01-01 UTC
    bool open = false, array = false, no_order = false;
    std::vector<std::pair<std::string, std::vector<std::string_view>>> given;  // options, and the actions that take them
};

/// Says what is wrong with the words that were given.
ExitCode misused_campaign(const std::string& text, const std::string& hint);

/// "12 s", "34 min", "5.6 h".
std::string rough_time(double seconds);

}  // namespace agrocap
