#include "archive/stored_bounds.hpp"

#include "archive/json_reading.hpp"

#include <nlohmann/json.hpp>

#include <limits>
#include <string>
#include <string_view>

namespace agrocap {

namespace {

using BoundJson = nlohmann::ordered_json;

StatedRow row_from(const BoundJson& json) {
    StatedRow row{.what = json.at("what"), .constraint = json.at("constraint"), .file = {}};
    if (json.at("file").is_null()) return row;
    row.file = json.at("file");
    row.line = static_cast<int>(checked_count(json.at("line"), std::numeric_limits<int>::max()));
    require_sound(row.line > 0, "lines count from 1");
    return row;
}

/// An end of a range as an amount; null goes on for ever.
std::optional<double> end_from(const BoundJson& json, double sign) {
    if (json.is_null()) return std::nullopt;
    return sign * json.get<double>();
}

/// "h" of "units/y per h".
std::string measure_from(const std::string& unit) {
    constexpr std::string_view before = " per ";
    const std::size_t at = unit.rfind(before);
    const std::string measure = at == std::string::npos ? "" : unit.substr(at + before.size());
    require_sound(measure == "h" || measure == "unit", "\"" + unit + "\" is no unit of what binds");
    return measure;
}

StatedLimit limit_from(const BoundJson& json) {
    StatedLimit limit{.row = row_from(json), .days = {}, .range_up = {}, .range_down = {}, .measure = measure_from(json.at("unit"))};
    if (const BoundJson& period = json.at("period"); !period.is_null()) limit.days = DaySpan{period.at("from_day"), period.at("to_day")};
    limit.up = json.at("up");
    limit.down = json.at("down");
    limit.range_down = end_from(json.at("range").at(0), -1);
    limit.range_up = end_from(json.at("range").at(1), 1);
    limit.degenerate = json.at("degenerate");
    return limit;
}

StatedBound bound_from(const BoundJson& json) {
    StatedBound bound{.metric = json.at("metric"),
                      .unit = json.at("unit"),
                      .value = number_at(json, "bound"),
                      .optimum = number_at(json, "optimum"),
                      .allowance = number_at(json, "allowance"),
                      .proof = {},
                      .gap = number_at(json, "gap"),
                      .left_out = json.at("left_out"),
                      .binding = {},
                      .cut = {}};
    if (bound.value) bound.proof = json.at("proof");
    for (const BoundJson& limit : json.at("binding")) bound.binding.push_back(limit_from(limit));
    for (const BoundJson& cut : json.at("cut")) bound.cut.push_back({row_from(cut), cut.at("limit")});
    return bound;
}

}  // namespace

StatedBounds stored_bounds(const BoundJson& json) {
    const BoundJson& scenario = json.at("scenario");
    StatedBounds stated{.scenario = scenario.at("name"), .files = {}, .set = scenario.at("set"), .bounds = {}};
    for (const BoundJson& file : scenario.at("files")) stated.files.push_back({file.at("path"), file.at("sha256")});
    for (const BoundJson& bound : json.at("bounds")) stated.bounds.push_back(bound_from(bound));
    return stated;
}

}  // namespace agrocap
