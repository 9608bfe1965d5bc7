#include "report/why.hpp"

#include "report/json_value.hpp"
#include "report/number_format.hpp"
#include "report/station_tables.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace agrocap {

namespace {

constexpr double worth_losing = 0.01;   // of the open time: less is no reason
constexpr double near_the_bound = 0.9;  // what is further off is lost to something else
constexpr double all_sold = 0.98;       // of demand: what is left is on its way over the year's end
constexpr std::size_t losses_told = 3;

/// States that something is missing in or wrong: a line that is starved or blocked waits for another station, which has the reason.
struct LossWord {
    ServerState state;
    const char* word;
};
constexpr std::array loss_words{LossWord{ServerState::waiting_material, "material"}, LossWord{ServerState::waiting_crew, "people"},
                                LossWord{ServerState::down, "repairs"}, LossWord{ServerState::setup, "set-ups"},
                                LossWord{ServerState::maintenance, "maintenance"}};

const char* word_of(ServerState state) {
    return std::find_if(loss_words.begin(), loss_words.end(), [state](const LossWord& one) { return one.state == state; })->word;
}

/// Of each line the station that loses most to the state, and all of them together: a line stands where its first kit is missing.
double lost_share(const std::vector<StationTime>& stations, ServerState state) {
    struct Most {
        double lost = 0, open = 0;
    };
    std::map<std::string, Most> lines;
    for (const StationTime& station : stations) {
        Most& most = lines[station.owner()];
        if (station.share(state) > most.lost || most.open == 0) most = {station.share(state), station.open_share()};
    }
    Most all;
    for (const auto& [line, most] : lines) {
        all.lost += most.lost;
        all.open += most.open;
    }
    return all.open > 0 ? all.lost / all.open : 0;
}

std::string per_cent(double share) { return grouped(100 * share, 1) + " %"; }

/// "material (4.1 %), people (2.0 %)"
std::string losses_text(const std::vector<LostTime>& lost) {
    std::string text;
    for (const LostTime& one : lost) text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", word_of(one.state), per_cent(one.share));
    return text;
}

std::string limit_text(const ProvenLimit& limit, const std::string& unit) {
    return fmt::format("{} ({}bound {}{})", limit.word, limit.object.empty() ? "" : limit.object + ", ", grouped(limit.bound, 0),
                       unit.empty() ? "" : " " + unit);
}

/// "What binds: buyers (bound 16 945 units/y); the next is …": the bound is nearly reached.
std::string binding_text(const Reasons& why) {
    const BindingLimits& limits = *why.limits;
    std::vector<std::string> next;
    for (const LostTime& one : why.lost) {
        if (word_of(one.state) == limits.first.word) continue;  // lines lose time to what binds
        next.push_back(next.empty() ? fmt::format("{} (lines lose {} of their open time to it)", word_of(one.state), per_cent(one.share))
                                    : fmt::format("{} ({})", word_of(one.state), per_cent(one.share)));
    }
    if (limits.next) next.push_back(limit_text(*limits.next, {}));
    std::string text = "What binds: " + limit_text(limits.first, limits.unit);
    if (!next.empty()) text += fmt::format("; the next is {}", fmt::join(next, ", then "));
    return text + ".";
}

/// What is made is far below what is proven: the reason is within.
std::string loss_text(const Reasons& why) {
    std::string text = fmt::format("No luck and no dispatching makes more than {} {}, for {}", grouped(why.limits->first.bound, 0),
                                   why.limits->unit, why.limits->first.word);
    if (why.lost.empty()) return text + "; what is lost below that, agrocap explain tells.";
    return text + fmt::format("; of what is lost below that lines lose most open time to {}.", losses_text(why.lost));
}

std::string reason_text(const Reasons& why) {
    if (why.limits) return why.made.value_or(0) >= near_the_bound * why.limits->first.bound ? binding_text(why) : loss_text(why);
    if (why.sold.value_or(0) >= all_sold)
        return fmt::format("What binds is the market: {} of what it asks for is sold.", per_cent(*why.sold));
    if (why.is_closed) return "Nothing was open in the time that was measured.";
    std::string text;
    if (why.tightest)
        text = fmt::format("The most occupied station is {}, at {} of its open time", why.tightest->path, per_cent(why.tightest->share));
    if (!why.lost.empty()) text += fmt::format("; lines lose most open time to {}", losses_text(why.lost));
    return text.empty() ? text : text + ".";
}

Json limit_part(const ProvenLimit& limit) {
    return {
        {"what", limit.word}, {"object", limit.object.empty() ? Json(nullptr) : Json(limit.object)}, {"bound", json_number(limit.bound)}};
}

}  // namespace

std::string notes_text(const BoundNotes& notes) {
    std::map<std::string, std::vector<std::string>> metrics;  // by note
    for (const auto& [metric, note] : notes) metrics[note].push_back(metric);
    std::string text;
    for (const auto& [note, of] : metrics) text += fmt::format("{}{}: {}.", text.empty() ? "" : " ", fmt::join(of, ", "), note);
    return text;
}

Reasons why_no_more(const Scenario& scenario, const MetricLookup& metrics, const std::optional<BindingLimits>& limits,
                    const BoundNotes& notes) {
    Reasons why{.made = {}, .sold = {}, .limits = limits, .lost = {}, .tightest = {}, .notes = notes};
    if (limits) why.made = metrics.mean(limits->metric);
    const double demand = metrics.mean_or_zero(metric_name("demand.total"));
    if (demand > 0) why.sold = metrics.mean_or_zero(metric_name("sales.total")) / demand;
    std::vector<StationTime> stations = station_times(scenario, metrics);
    const bool has_stations = !stations.empty();
    std::erase_if(stations, [](const StationTime& station) { return !(station.open_share() > 0); });
    why.is_closed = has_stations && stations.empty();
    for (const LossWord& loss : loss_words)
        if (const double share = lost_share(stations, loss.state); share >= worth_losing) why.lost.push_back({loss.state, share});
    std::stable_sort(why.lost.begin(), why.lost.end(), [](const LostTime& a, const LostTime& b) { return a.share > b.share; });
    if (why.lost.size() > losses_told) why.lost.resize(losses_told);
    if (stations.empty()) return why;
    const auto most = std::max_element(stations.begin(), stations.end(),
                                       [](const StationTime& a, const StationTime& b) { return a.occupied < b.occupied; });
    why.tightest = OccupiedStation{most->path(), most->occupied};
    return why;
}

std::string why_sentence(const Reasons& why) {
    const std::string reason = reason_text(why), notes = notes_text(why.notes);
    return reason.empty() || notes.empty() ? reason + notes : reason + " " + notes;
}

Json why_json(const Reasons& why) {
    Json part{{"sentence", why_sentence(why)}};
    part["metric"] = why.limits ? Json(why.limits->metric) : Json(nullptr);
    part["made"] = json_number(why.made);
    part["sold_share"] = json_number(why.sold);
    part["limit"] = why.limits ? limit_part(why.limits->first) : Json(nullptr);
    part["next"] = why.limits && why.limits->next ? limit_part(*why.limits->next) : Json(nullptr);
    part["lost"] = Json::array();
    for (const LostTime& one : why.lost)
        part["lost"].push_back({{"state", server_state_names[static_cast<std::size_t>(one.state)]}, {"share", json_number(one.share)}});
    part["most_occupied"] =
        why.tightest ? Json{{"station", why.tightest->path}, {"share", json_number(why.tightest->share)}} : Json(nullptr);
    return part;
}

}  // namespace agrocap
