#include "scenario/probability_text.hpp"

#include "scenario/number_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace agrocap {

std::optional<ProbabilitySpec> probability_of(std::string_view text) {
    const std::size_t sign = text.find_first_of("<>");
    if (sign == std::string_view::npos || text.substr(sign + 1, 1) != "=") return std::nullopt;
    const std::string_view metric = trimmed(text.substr(0, sign));
    const std::string_view number = trimmed(text.substr(sign + 2));
    ProbabilitySpec spec;
    if (const std::optional<double> share = per_cent_of(number)) {
        spec.threshold = *share;
        spec.is_per_cent = true;
    } else {
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), spec.threshold);
        if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(spec.threshold)) return std::nullopt;
    }
    if (metric.empty()) return std::nullopt;
    spec.metric.value = metric;
    spec.at_least = text[sign] == '>';
    return spec;
}

std::string probability_text(const ProbabilitySpec& spec) {
    return fmt::format("{} {} {}", *spec.metric, spec.at_least ? ">=" : "<=", spec.threshold);
}

}  // namespace agrocap
