#pragma once

#include "bound/binding_limits.hpp"
#include "report/metric_lookup.hpp"
#include "scenario/scenario.hpp"
#include "scenario/server_states.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
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

/// Why a metric has no bound, or nobody knows what makes it, by metric: "no bound, since nothing bounds it".
using BoundNotes = std::map<std::string, std::string>;

/// "output.total, sales.total: no bound, since nothing bounds it."; empty where there are none.
std::string notes_text(const BoundNotes& notes);

/// Why no more is made, as far as a run and its bound tell.
struct Reasons {
    std::optional<double> made;               // mean of what is bounded
    std::optional<double> sold;               // of demand; none without markets
    std::optional<BindingLimits> limits;      // none: no bound was worked out
    std::vector<LostTime> lost;               // the most first; what is worth telling only
    std::optional<OccupiedStation> tightest;  // of all stations that were open
    BoundNotes notes;                         // on bounds that are missing
    bool is_closed = false;                   // there are stations, and none was ever open
};

Reasons why_no_more(const Scenario& scenario, const MetricLookup& metrics, const std::optional<BindingLimits>& limits,
                    const BoundNotes& notes = {});

/// One sentence: "What binds: buyers (bound 16 945 units/y); the next is hours of stations (bound 37 958)." Empty where nothing can be
/// said. Where a bound is missing, a second one says why.
std::string why_sentence(const Reasons& why);

/// The same as "why" of a results file.
nlohmann::ordered_json why_json(const Reasons& why);

}  // namespace agrocap
