#pragma once

#include "bound/binding_limits.hpp"
#include "report/metric_lookup.hpp"
#include "scenario/scenario.hpp"
#include "scenario/server_states.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// Time that lines lose to one state, as a share of open time: of each line, at the station that loses most to it.
struct LostTime {
    ServerState state{};
    double share = 0;
};

struct OccupiedStation {
    std::string path;  // "works.main.press"
    double share = 0;  // of its open time
};

/// Why no more is made, as far as a run and its bound tell.
struct Reasons {
    std::optional<double> made;               // mean of what is bounded
    std::optional<double> sold;               // of demand; none without markets
    std::optional<BindingLimits> limits;      // none: no bound was worked out
    std::vector<LostTime> lost;               // the most first; what is worth telling only
    std::optional<OccupiedStation> tightest;  // of all stations
};

Reasons why_no_more(const Scenario& scenario, const MetricLookup& metrics, const std::optional<BindingLimits>& limits);

/// One sentence: "What binds: buyers (bound 16 945 units/y); the next is hours of stations (bound 37 958)." Empty where nothing can be
/// said.
std::string why_sentence(const Reasons& why);

/// The same as "why" of a results file.
nlohmann::ordered_json why_json(const Reasons& why);

}  // namespace agrocap
