#include "archive/json_reading.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <chrono>
#include <stdexcept>

namespace agrocap {

void require_sound(bool holds, const std::string& what) {
    if (!holds) throw std::out_of_range(what);
}

std::size_t checked_count(const nlohmann::ordered_json& json, std::size_t most) {
    const auto value = json.get<std::int64_t>();
    require_sound(value >= 0 && static_cast<std::uint64_t>(value) <= most, fmt::format("{} is no number from 0 to {}", value, most));
    return static_cast<std::size_t>(value);
}

std::optional<double> number_at(const nlohmann::ordered_json& parent, const char* key) {
    const auto found = parent.find(key);
    return found == parent.end() || found->is_null() ? std::nullopt : std::optional<double>(found->get<double>());
}

std::int32_t day_at(const nlohmann::ordered_json& json) {
    const std::string text = json;
    int parts[3] = {};
    const char* at = text.data();
    const char* const end = at + text.size();
    bool is_sound = true;
    for (int& part : parts) {
        if (&part != parts && (at == end || *at++ != '-')) is_sound = false;
        const auto [next, error] = std::from_chars(at, end, part);
        is_sound = is_sound && error == std::errc();
        at = next;
    }
    const std::chrono::year_month_day date{std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
                                           std::chrono::day(static_cast<unsigned>(parts[2]))};
    require_sound(is_sound && at == end && date.ok(), fmt::format("\"{}\" is no date", text));
    return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

}  // namespace agrocap
