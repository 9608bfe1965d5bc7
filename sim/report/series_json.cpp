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

}  // namespace

Json series_value(const Series& series) {
    Json from = Json::array(), days = Json::array(), units = Json::object(), metrics = Json::object();
    for (const SeriesPeriod& period : series.periods) {
        from.push_back(date_text(period.day));
        days.push_back(json_number(period.days));
    }
    for (const SeriesRow& row : series.rows) {
        units[row.metric.name] = row.metric.unit;
        metrics[row.metric.name] = points_value(row);
    }
    Json value = {{"every", every_word(series.every)}, {"from", std::move(from)}, {"days", std::move(days)}, {"units", std::move(units)}};
    if (!series.left_out.empty()) value["left_out"] = series.left_out;
    value[metrics_key] = std::move(metrics);
    return value;
}

std::string series_json(const Series& series, std::size_t indent) {
    const std::string line = "\n" + std::string(indent, ' ');
    const Json value = series_value(series);
    std::string text = "{";
    for (const auto& [key, part] : value.items()) {
        text += (text.size() == 1 ? "" : ",") + line + "  " + json_text(key) + ": ";
        if (key != metrics_key) {
            text += json_line(part);
            continue;
        }
        text += "{";
        bool first = true;
        for (const auto& [name, points] : part.items()) {
            text += (first ? "" : ",") + line + "    " + json_text(name) + ": " + json_line(points);
            first = false;
        }
        text += line + "  }";
    }
    return text + line + "}";
}

}  // namespace agrocap
