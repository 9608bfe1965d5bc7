#include "archive/stored_gantts.hpp"

#include "archive/json_reading.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace agrocap {

namespace {

constexpr std::size_t gantt_replications_max = 10'000'000;

GanttSpan gantt_span_from(const nlohmann::ordered_json& json, int hours) {
    const std::string word = json.at(2);
    const auto* const state = std::find(server_state_names.begin(), server_state_names.end(), word);
    require_sound(state != server_state_names.end(), fmt::format("\"{}\" is no state", word));
    const std::size_t from = checked_count(json.at(0), static_cast<std::size_t>(hours));
    const std::size_t to = checked_count(json.at(1), static_cast<std::size_t>(hours));
    require_sound(from < to, "a span ends before it begins");
    return {static_cast<int>(from), static_cast<int>(to), static_cast<ServerState>(state - server_state_names.begin())};
}

Gantt gantt_from(const nlohmann::ordered_json& json) {
    Gantt gantt{.from = day_at(json.at("from")), .hours = 0, .replication = 0, .rows = {}};
    gantt.hours = static_cast<int>(checked_count(json.at("hours"), gantt_hours));
    const std::size_t replication = checked_count(json.at("replication"), gantt_replications_max);
    require_sound(replication > 0, "replications count from 1");
    gantt.replication = replication - 1;
    for (const nlohmann::ordered_json& one : json.at("stations")) {
        GanttRow row{.station = one.at("station"), .spans = {}};
        row.working_h = static_cast<int>(checked_count(one.at("working_h"), gantt_hours));
        for (const nlohmann::ordered_json& span : one.at("spans")) row.spans.push_back(gantt_span_from(span, gantt.hours));
        gantt.rows.push_back(std::move(row));
    }
    return gantt;
}

}  // namespace

std::vector<Gantt> stored_gantts(const nlohmann::ordered_json& json) {
    std::vector<Gantt> gantts;
    for (const nlohmann::ordered_json& one : json) gantts.push_back(gantt_from(one));
    return gantts;
}

}  // namespace agrocap
