#include "page/mark_text.hpp"

#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace agrocap {

namespace {

/// "unit/y" for "units/y".
std::string of_one(const std::string& unit) {
    constexpr std::string_view many = "units";
    return unit.starts_with(many) ? "unit" + unit.substr(many.size()) : unit;
}

}  // namespace

std::string amount_text(double amount) {
    std::string text = grouped(amount, std::min(decimals_for_magnitude(amount), 3));
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string per_cent_text(double share) {
    const double per_cent = 100 * share;
    const bool is_whole = std::abs(per_cent - std::round(per_cent)) < 1e-7;  // what computing leaves of a whole number counts as one
    return grouped(per_cent, is_whole ? 0 : 1) + " %";
}

std::string value_text(double value, const std::string& unit) {
    if (unit == "share") return per_cent_text(value);
    const std::string amount = amount_text(value);
    return amount + (unit.empty() ? "" : " " + (amount == "1" ? of_one(unit) : unit));
}

std::string estimate_text(const Estimate& estimate, const std::string& unit) {
    if (!estimate.mean) return "nothing was observed";
    const double half_width = estimate.half_width.value_or(0.0);
    if (half_width <= 0) return value_text(*estimate.mean, unit);
    const double scale = unit == "share" ? 100 : 1;
    const int decimals = decimals_for_half_width(half_width * scale);
    return fmt::format("{} ± {}{}", grouped(*estimate.mean * scale, decimals), grouped(half_width * scale, decimals),
                       unit == "share" ? " %"
                       : unit.empty()  ? ""
                                       : " " + unit);
}

std::string yearly_text(const Estimate& estimate, const std::string& participle) {
    const std::string text = estimate_text(estimate, "units a year");
    if (!estimate.mean) return text;
    return fmt::format("{} {} {}", text, text.starts_with("1 unit ") ? "is" : "are", participle);
}

std::string as_sentence(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + ".";
}

}  // namespace agrocap
