#include "report/json_value.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>

namespace agrocap {

Json json_decimal(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return nullptr;
    return *value;
}

Json json_number(std::optional<double> value) {
    constexpr double exact_up_to = 9007199254740992.0;  // 2^53
    if (value && std::abs(*value) < exact_up_to && std::trunc(*value) == *value) return static_cast<std::int64_t>(*value);
    return json_decimal(value);
}

std::string json_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string json_page(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

std::string json_text(std::string_view text) { return json_line(Json(text)); }

}  // namespace agrocap
