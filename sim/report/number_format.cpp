#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace agrocap {

std::string grouped(double value, int decimals) {
    if (!std::isfinite(value)) return "–";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.front() == '-' && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);

    const std::size_t first_digit = text.front() == '-' ? 1 : 0;
    std::size_t position = std::min(text.find('.'), text.size());
    // A plain space: narrow ones are missing from some terminal fonts, and what people copy should be searchable.
    while (position > first_digit + 3) {
        position -= 3;
        text.insert(position, 1, ' ');
    }
    return text;
}

int decimals_for_half_width(double half_width) {
    if (!std::isfinite(half_width) || half_width <= 0) return 0;
    int decimals = 0;
    for (double scaled = half_width; scaled < 9.95 && decimals < 6; scaled *= 10) ++decimals;
    return decimals;
}

int decimals_for_magnitude(double largest) {
    if (!std::isfinite(largest) || largest == 0) return 0;
    int decimals = 0;
    for (double scaled = std::abs(largest); scaled < 99.5 && decimals < 6; scaled *= 10) ++decimals;
    return decimals;
}

std::string significant(double value, int digits) {
    const bool is_large = std::abs(value) >= std::pow(10, digits) - 0.5;
    return is_large ? grouped(value, 0) : fmt::format("{:.{}g}", value, digits);
}

std::string exact_number(double value) {
    if (!std::isfinite(value)) return {};
    return fmt::format("{}", value == 0 ? 0.0 : value);
}

std::string days_text(double days) {
    const bool is_whole = days == std::trunc(days);
    return grouped(days, is_whole ? 0 : 2) + (days == 1 ? " day" : " days");
}

std::string counted(std::size_t count, const std::string& noun) {
    if (count == 0) return "no " + noun + "s";
    return fmt::format("{} {}{}", grouped(static_cast<double>(count), 0), noun, count == 1 ? "" : "s");
}

}  // namespace agrocap
