#include "page/mark_text.hpp"

#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace agrocap {

std::string amount_text(double amount) { return grouped(amount, std::min(decimals_for_magnitude(amount), 3)); }

std::string per_cent_text(double share) {
    const double per_cent = 100 * share;
    const bool is_whole = per_cent == std::round(per_cent);
    return grouped(per_cent, is_whole ? 0 : 1) + " %";
}

std::string value_text(double value, const std::string& unit) {
    if (unit == "share") return per_cent_text(value);
    return amount_text(value) + (unit.empty() ? "" : " " + unit);
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

}  // namespace agrocap
