#include "scenario/time_text.hpp"

#include "base/ascii.hpp"
#include "scenario/number_text.hpp"
#include "scenario/syntax_hint.hpp"
#include "scenario/toml_parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace agrocap {
namespace {

constexpr std::array<std::string_view, 7> day_names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// The day that a word names, from Monday, or -1: its first three letters or all of it, in any letter case.
int day_of(std::string_view written) {
    std::string word(trimmed(written));
    for (char& letter : word)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    for (std::size_t day = 0; day < day_names.size(); ++day)
        if (word == day_names[day] || word == day_names[day].substr(0, 3)) return static_cast<int>(day);
    return -1;
}

/// One day, or a range of days that may pass the end of the week. Gives 0 if it is neither.
std::uint8_t days_of(std::string_view part) {
    std::string_view first_word = part, last_word = part;
    for (const std::string_view dash : {"-", "\u2013", "\u2014", "\u2011"}) {
        const std::size_t at = part.find(dash);
        if (at == std::string_view::npos) continue;
        first_word = part.substr(0, at);
        last_word = part.substr(at + dash.size());
        break;
    }
    const int first = day_of(first_word), last = day_of(last_word);
    if (first < 0 || last < 0) return 0;
    std::uint8_t days = 0;
    for (int day = first;; day = (day + 1) % 7) {
        days = static_cast<std::uint8_t>(days | (1u << day));
        if (day == last) return days;
    }
}

/// Words for several days, and slips of single letters.
std::string days_hint(std::string_view part) {
    std::string word(part);
    for (char& letter : word)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    for (const std::string_view weekdays : {"weekdays", "weekday", "workdays", "working days", "mo-fr"})
        if (word == weekdays) return "did you mean \"mon-fri\"?";
    for (const std::string_view all : {"all", "daily", "every day", "everyday", "all days", "always"})
        if (word == all) return "did you mean \"mon-sun\"?";
    if (word == "weekend" || word == "weekends") return "did you mean \"sat,sun\"?";
    if (word.find(' ') != std::string::npos) return "several days are a list or a range: \"mon,wed,fri\" or \"mon-fri\"";
    std::vector<std::string> names(day_names.begin(), day_names.end());
    for (const std::string_view name : day_names) names.emplace_back(name.substr(0, 3));
    const std::string nearest = nearest_name(word, names);
    return nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest.substr(0, 3));
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
                Code::clock_or_date,
                fmt::format("{} is not a day, expected mon, tue, wed, thu, fri, sat, sun or a range such as \"mon-fri\"", shown_text(part)),
                days_hint(part));
            return false;
        }
        if ((days & more) != 0) {
            reading.wrong(Code::name_twice, fmt::format("{} names a day that was named before", shown_text(part)));
            return false;
        }
        days = static_cast<std::uint8_t>(days | more);
        start = comma + 1;
    }
    return true;
}

/// "8:00" or "08:00" -> hour and minute.
std::optional<std::pair<int, int>> clock_parts(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
    int number[2] = {0, 0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == colon) continue;
        if (!is_digit(text[i])) return std::nullopt;
        int& part = number[i < colon ? 0 : 1];
        part = part * 10 + (text[i] - '0');
    }
    return std::pair{number[0], number[1]};
}

std::string clock_hint(const std::string& text) {
    if (text == "24:00") return "only an end may be \"24:00\"; a start is \"00:00\"";
    std::string meant = text;
    for (char& letter : meant)
        if (letter == '.' || letter == ',' || letter == '-' || letter == 'h') letter = ':';
    if (!meant.empty() && meant.find_first_not_of("0123456789") == std::string::npos) meant += ":00";
    const auto parts = clock_parts(meant);
    if (parts && parts->first > 23 && parts->second < 60 && parts->first < 31)
        return "a day ends at \"24:00\"; what passes midnight goes on from \"00:00\"";
    return parts && parts->first < 24 && parts->second < 60 ? fmt::format("did you mean \"{:02}:{:02}\"?", parts->first, parts->second)
                                                            : "";
}

/// A date in quotes as TOML writes it without: what else could it mean?
std::optional<std::int64_t> quoted_day(std::string_view text) {
    text = trimmed(text);
    const std::optional<TomlValue> value = text.size() == 10 ? parse_toml_value(text) : std::nullopt;
    return value && value->kind == TomlKind::date ? std::optional(value->integer) : std::nullopt;
}

}  // namespace

std::optional<std::int32_t> read_clock(const Reading& reading, ClockRole role) {
    if (reading.is(TomlKind::clock_time)) {
        reading.unexpected("a clock time such as \"08:00\"",
                           fmt::format("a clock time stands in quotes: \"{}\"", reading.value.text.substr(0, 5)));
        return std::nullopt;
    }
    const std::string* text = reading.as_text("a clock time such as \"08:00\"");
    if (text == nullptr) return std::nullopt;
    const auto [hour, minute] = clock_parts(trimmed(*text)).value_or(std::pair{99, 99});
    const bool is_midnight_end = role == ClockRole::end && hour == 24 && minute == 0;
    if (minute > 59 || (hour > 23 && !is_midnight_end)) {
        reading.wrong(Code::clock_or_date, fmt::format("{} is not a clock time, expected one such as \"08:00\"", shown(reading.value)),
                      clock_hint(*text));
        return std::nullopt;
    }
    return hour * 3600 + minute * 60;
}

std::optional<std::uint8_t> read_days(const Reading& reading) {
    std::uint8_t days = 0;
    if (!reading.is(TomlKind::array)) return add_days(reading, days) ? std::optional(days) : std::nullopt;
    bool fine = true;
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) fine &= add_days(reading.element(i), days);
    if (fine && days == 0) reading.wrong(Code::clock_or_date, "found an empty array, expected days such as \"mon-fri\"");
    return fine && days != 0 ? std::optional(days) : std::nullopt;
}

std::optional<std::int32_t> read_date(const Reading& reading) {
    const TomlValue& value = reading.value;
    const std::optional<std::int64_t> quoted = value.kind == TomlKind::text ? quoted_day(value.text) : std::nullopt;
    if (value.kind != TomlKind::date && !(value.kind == TomlKind::date_time && value.midnight) && !quoted) {
        reading.unexpected("a date such as 2023-01-01", value.kind == TomlKind::text ? date_hint(value.text) : "");
        return std::nullopt;
    }
    // The calendar's arithmetic is proleptic Gregorian; outside this range a date is a slip of the pen.
    constexpr std::int64_t year_1900 = -25567, year_2200 = 84006;
    const std::int64_t day = quoted.value_or(value.integer);
    if (day < year_1900 || day >= year_2200) {
        reading.wrong(Code::clock_or_date, fmt::format("{} is out of range, expected a date from 1900 to 2199", shown(value)));
        return std::nullopt;
    }
    return static_cast<std::int32_t>(day);
}

}  // namespace agrocap
