#include "archive/stored_series.hpp"

#include "archive/json_reading.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string>

namespace agrocap {

namespace {

Series stored_series(const nlohmann::ordered_json& json) {
    Series series;
    const std::string word = json.at("every");
    require_sound(every_from(word).has_value(), fmt::format("\"{}\" is no period", word));
    series.every = *every_from(word);
    const auto& from = json.at("from");
    const auto& days = json.at("days");
    require_sound(from.size() == days.size(), "a series has periods without a length");
    for (std::size_t i = 0; i < from.size(); ++i) series.periods.push_back({day_at(from[i]), days[i]});
    const auto& units = json.at("units");
    for (const auto& [name, points] : json.at("metrics").items()) {
        SeriesRow row{{name, units.at(name)}, {}};
        require_sound(points.size() == from.size(), "a series has other periods than its dates");
        for (const auto& point : points) row.points.push_back({number_at(point, "mean"), number_at(point, "half_width")});
        series.rows.push_back(std::move(row));
    }
    if (const auto left_out = json.find("left_out"); left_out != json.end())
        for (const auto& pattern : *left_out) series.left_out.push_back(pattern);
    return series;
}

}  // namespace

std::optional<Series> series_at(const nlohmann::ordered_json& parent, const char* key) {
    const auto found = parent.find(key);
    if (found == parent.end()) return std::nullopt;
    return stored_series(*found);
}

}  // namespace agrocap
