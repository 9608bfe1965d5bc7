#include "report/series_json.hpp"

#include "scenario/toml_value.hpp"

#include <nlohmann/json.hpp>

namespace agrocap {

namespace {

constexpr const char* metrics_key = "metrics";

Json points_value(const SeriesRow& row) {
    Json points = Json::array();
    for (const SeriesPoint& point : row.points)
        points.push_back({{"mean", json_number(point.mean)}, {"half_width", json_number(point.half_width)}});
    return points;
}

/// All but the points.
Json head_value(const Series& series) {
    Json from = Json::array(), days = Json::array(), units = Json::object();
    for (const SeriesPeriod& period : series.periods) {
        from.push_back(date_text(period.day));
        days.push_back(json_number(period.days));
    }
    for (const SeriesRow& row : series.rows) units[row.metric.name] = row.metric.unit;
    Json value = {{"every", every_word(series.every)}, {"from", std::move(from)}, {"days", std::move(days)}, {"units", std::move(units)}};
    if (!series.left_out.empty()) value["left_out"] = series.left_out;
    return value;
}

}  // namespace

Json series_value(const Series& series) {
    Json value = head_value(series);
    Json& metrics = value[metrics_key] = Json::object();
    for (const SeriesRow& row : series.rows) metrics[row.metric.name] = points_value(row);
    return value;
}

/// One metric after the other becomes text: all of them as values would take ten times the room of the text.
std::string series_json(const Series& series, std::size_t indent) {
    const std::string line = "\n" + std::string(indent, ' ');
    const Json head = head_value(series);
    std::string text = "{";
    for (const auto& [key, part] : head.items()) text += line + "  " + json_text(key) + ": " + json_line(part) + ",";
    text += line + "  " + json_text(metrics_key) + ": {";
    bool first = true;
    for (const SeriesRow& row : series.rows) {
        text += (first ? "" : ",") + line + "    " + json_text(row.metric.name) + ": " + json_line(points_value(row));
        first = false;
    }
    return text + line + "  }" + line + "}";
}

}  // namespace agrocap
