#include "scenario/time_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace agrocap {
namespace {

struct DurationUnit {
    std::string name;
    double ns;
};

const std::array<DurationUnit, 6> duration_units{
    {{"s", 1e9}, {"min", 60e9}, {"h", 3600e9}, {"d", 24 * 3600e9}, {"w", 7 * 24 * 3600e9}, {"y", 365 * 24 * 3600e9}}};
const std::vector<std::string> duration_unit_names{"s", "min", "h", "d", "w", "y"};
const std::vector<std::string> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Without blanks at its ends; word processors write no-break and thin spaces between a number and its unit.
std::string_view trimmed(std::string_view text) {
    constexpr std::array<std::string_view, 5> blanks{" ", "\t", "\u00A0", "\u2009", "\u202F"};
    for (bool found = true; found;) {
        found = false;
        for (const std::string_view blank : blanks) {
            if (text.starts_with(blank)) text.remove_prefix(blank.size()), found = true;
            if (text.ends_with(blank)) text.remove_suffix(blank.size()), found = true;
        }
    }
    return text;
}

/// The units people write out of habit, English and Russian, with ours.
constexpr std::array<std::pair<const char*, const char*>, 29> unit_habits{
    {{"sec", "s"},   {"secs", "s"}, {"second", "s"}, {"seconds", "s"}, {"m", "min"},  {"minute", "min"}, {"minutes", "min"}, {"hour", "h"},
     {"hours", "h"}, {"hr", "h"},   {"day", "d"},    {"days", "d"},    {"week", "w"}, {"weeks", "w"},    {"year", "y"},      {"years", "y"},
     {"с", "s"},     {"сек", "s"},  {"мин", "min"},  {"минут", "min"}, {"ч", "h"},    {"час", "h"},      {"часов", "h"},     {"д", "d"},
     {"дн", "d"},    {"дней", "d"}, {"нед", "w"},    {"г", "y"},       {"год", "y"}}};

std::string in_small_letters(std::string text) {
    for (char& letter : text)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

std::string unit_hint(const std::string& written) {
    if (written.starts_with(',')) return "decimals follow a point: \"1.5 h\"";
    if (written.starts_with(':')) return "a duration is a number and a unit: \"12 min\"";
    if (std::any_of(written.begin(), written.end(), is_digit)) return "a duration is one number and one unit: \"1.5 h\"";
    const std::string unit = in_small_letters(written);
    for (const char* month : {"month", "months", "mo", "mon"})
        if (unit == month) return "months differ in length: write days, such as \"30 d\"";
    for (const auto& [habit, ours] : unit_habits)
        if (unit == habit) return fmt::format("did you mean \"{}\"?", ours);
    std::vector<std::string> names = duration_unit_names;
    for (const auto& [habit, ours] : unit_habits) names.emplace_back(habit);
    const std::string nearest = nearest_name(unit, names);
    for (const auto& [habit, ours] : unit_habits)
        if (nearest == habit) return fmt::format("did you mean \"{}\"?", ours);
    return nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest);
}

std::optional<Duration> checked(double ns, Sign sign, const Reading& reading) {
    if (ns < 0 && sign == Sign::not_negative) {
        reading.wrong(32, fmt::format("{} is negative, expected a duration of 0 or more", shown(reading.value)));
        return std::nullopt;
    }
    if (!(std::abs(ns) <= static_cast<double>(duration_max.count()))) {
        reading.wrong(32, fmt::format("{} is too long, expected 250 years at most", shown(reading.value)));
        return std::nullopt;
    }
    return Duration(std::llround(ns));
}

/// One day, or a range of days that may pass the end of the week. Gives 0 if it is neither.
std::uint8_t days_of(std::string_view part) {
    const auto number = [](std::string_view name) {
        const auto found = std::find(day_names.begin(), day_names.end(), trimmed(name));
        return found == day_names.end() ? -1 : static_cast<int>(found - day_names.begin());
    };
    const std::size_t dash = part.find('-');
    const int first = number(part.substr(0, dash));
    const int last = dash == std::string_view::npos ? first : number(part.substr(dash + 1));
    if (first < 0 || last < 0) return 0;
    std::uint8_t days = 0;
    for (int day = first;; day = (day + 1) % 7) {
        days = static_cast<std::uint8_t>(days | (1u << day));
        if (day == last) return days;
    }
}

/// "Monday-Friday": the first three letters, small.
std::string days_hint(std::string_view part) {
    std::string meant;
    for (std::string_view rest = part; !rest.empty();) {
        const std::size_t dash = std::min(rest.find('-'), rest.size());
        meant += (meant.empty() ? "" : "-") + in_small_letters(std::string(trimmed(rest.substr(0, dash)).substr(0, 3)));
        rest.remove_prefix(std::min(dash + 1, rest.size()));
    }
    return days_of(meant) != 0 ? fmt::format("did you mean \"{}\"?", meant) : "";
}

bool add_days(const Reading& reading, std::uint8_t& days) {
    const std::string* text = reading.as_text("days such as \"mon-fri\" or \"mon,wed,fri\"");
    if (text == nullptr) return false;
    for (std::size_t start = 0; start <= text->size();) {
        const std::size_t comma = std::min(text->find(',', start), text->size());
        const std::string_view part = trimmed(std::string_view(*text).substr(start, comma - start));
        const std::uint8_t more = days_of(part);
        if (more == 0) {
            reading.wrong(
                13,
                fmt::format("{} is not a day, expected mon, tue, wed, thu, fri, sat, sun or a range such as \"mon-fri\"", shown_text(part)),
                days_hint(part));
            return false;
        }
        if ((days & more) != 0) {
            reading.wrong(35, fmt::format("{} names a day that was named before", shown_text(part)));
            return false;
        }
        days = static_cast<std::uint8_t>(days | more);
        start = comma + 1;
    }
    return true;
}

std::string clock_hint(const std::string& text) {
    if (text == "24:00") return "only an end may be \"24:00\"; a start is \"00:00\"";
    const bool lacks_nought = text.size() == 4 && text[1] == ':' && is_digit(text[0]) && is_digit(text[2]) && is_digit(text[3]);
    return lacks_nought && text[2] < '6' ? fmt::format("did you mean \"0{}\"?", text) : "";
}

}  // namespace

std::optional<Duration> read_duration(const Reading& reading, Sign sign) {
    const TomlValue& value = reading.value;
    if (value.kind == TomlKind::integer || value.kind == TomlKind::real) {
        reading.wrong(12, fmt::format("{} has no unit, expected a duration such as \"{} min\"", shown(value), shown(value)));
        return std::nullopt;
    }
    const std::string* text = reading.as_text("a duration such as \"90 min\"");
    if (text == nullptr) return std::nullopt;
    const std::string_view words = trimmed(*text);
    double number = 0;
    // Letters would let "inf" and "nan" through, so a number begins with a digit here, after its sign.
    const std::size_t digits = words.starts_with('-') ? 1 : 0;
    std::from_chars_result end{words.data(), std::errc::invalid_argument};
    if (digits < words.size() && is_digit(words[digits])) end = std::from_chars(words.data(), words.data() + words.size(), number);
    if (end.ec == std::errc::invalid_argument) {
        reading.wrong(12, fmt::format("{} is not a duration, expected one such as \"90 min\"", shown(value)));
        return std::nullopt;
    }
    if (end.ec == std::errc::result_out_of_range) number = HUGE_VAL;
    const std::string unit(trimmed(words.substr(static_cast<std::size_t>(end.ptr - words.data()))));
    if (unit.empty()) {
        reading.wrong(
            12, fmt::format("{} has no unit, expected a duration such as \"{} min\"", shown(value), words.size() < 20 ? words : "90"));
        return std::nullopt;
    }
    const auto known =
        std::find_if(duration_units.begin(), duration_units.end(), [&](const DurationUnit& one) { return one.name == unit; });
    if (known == duration_units.end()) {
        reading.wrong(12, fmt::format("{} has the unknown unit {}, expected s, min, h, d, w or y", shown(value), shown_text(unit)),
                      unit_hint(unit));
        return std::nullopt;
    }
    return checked(number * known->ns, sign, reading);
}

std::optional<std::int32_t> read_clock(const Reading& reading, ClockRole role) {
    if (reading.is(TomlKind::clock_time)) {
        reading.unexpected("a clock time such as \"08:00\"", "a clock time stands in quotes");
        return std::nullopt;
    }
    const std::string* text = reading.as_text("a clock time such as \"08:00\"");
    if (text == nullptr) return std::nullopt;
    const auto& t = *text;
    const bool formed = t.size() == 5 && t[2] == ':' && is_digit(t[0]) && is_digit(t[1]) && is_digit(t[3]) && is_digit(t[4]);
    const int hour = formed ? (t[0] - '0') * 10 + (t[1] - '0') : 99;
    const int minute = formed ? (t[3] - '0') * 10 + (t[4] - '0') : 99;
    const bool is_midnight_end = role == ClockRole::end && hour == 24 && minute == 0;
    if (minute > 59 || (hour > 23 && !is_midnight_end)) {
        reading.wrong(13, fmt::format("{} is not a clock time, expected one such as \"08:00\"", shown(reading.value)), clock_hint(t));
        return std::nullopt;
    }
    return hour * 3600 + minute * 60;
}

std::optional<std::uint8_t> read_days(const Reading& reading) {
    std::uint8_t days = 0;
    if (!reading.is(TomlKind::array)) return add_days(reading, days) ? std::optional(days) : std::nullopt;
    bool fine = true;
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) fine &= add_days(reading.element(i), days);
    if (fine && days == 0) reading.wrong(13, "found an empty array, expected days such as \"mon-fri\"");
    return fine && days != 0 ? std::optional(days) : std::nullopt;
}

std::optional<std::int32_t> read_date(const Reading& reading) {
    const TomlValue& value = reading.value;
    if (value.kind != TomlKind::date && !(value.kind == TomlKind::date_time && value.midnight)) {
        reading.unexpected("a date such as 2023-01-01", value.kind == TomlKind::text ? "a date stands without quotes" : "");
        return std::nullopt;
    }
    // The calendar's arithmetic is proleptic Gregorian; outside this range a date is a slip of the pen.
    constexpr std::int64_t year_1900 = -25567, year_2200 = 84006;
    if (value.integer < year_1900 || value.integer >= year_2200) {
        reading.wrong(13, fmt::format("{} is out of range, expected a date from 1900 to 2199", shown(value)));
        return std::nullopt;
    }
    return static_cast<std::int32_t>(value.integer);
}

}  // namespace agrocap
