#include "archive/json_reading.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>
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

}  // namespace agrocap
