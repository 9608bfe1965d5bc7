#include "scenario/number_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace agrocap {
namespace {

template <class T>
std::optional<T> within_reason(T value, const Reading& reading) {
    // Written so that NaN fails, too.
    if (static_cast<double>(value) >= -number_max && static_cast<double>(value) <= number_max) return value;
    reading.wrong(36, fmt::format("{} is beyond reason, expected a number of at most 9e15", shown(reading.value)));
    return std::nullopt;
}

}  // namespace

std::optional<double> read_number(const Reading& reading) {
    if (reading.is(TomlKind::real)) return within_reason(reading.value.real, reading);
    if (reading.is(TomlKind::integer)) return within_reason(static_cast<double>(reading.value.integer), reading);
    reading.unexpected("a number", reading.is(TomlKind::text) ? "a number stands without quotes" : "");
    return std::nullopt;
}

std::optional<std::int64_t> read_integer(const Reading& reading) {
    if (reading.is(TomlKind::integer)) return within_reason(reading.value.integer, reading);
    reading.unexpected("a whole number", reading.is(TomlKind::text) ? "a number stands without quotes" : "");
    return std::nullopt;
}

}  // namespace agrocap
