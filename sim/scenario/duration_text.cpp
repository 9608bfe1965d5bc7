#include "scenario/duration_text.hpp"

#include "base/ascii.hpp"
#include "scenario/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace agrocap {
namespace {

struct DurationUnit {
    std::string_view name;
    double ns;
};

constexpr std::array<DurationUnit, 6> duration_units{
    {{"s", 1e9}, {"min", 60e9}, {"h", 3600e9}, {"d", 24 * 3600e9}, {"w", 7 * 24 * 3600e9}, {"y", 365 * 24 * 3600e9}}};

using Spelling = std::pair<std::string_view, std::string_view>;

/// Other spellings that can mean one unit only: they are read.
constexpr std::array<Spelling, 21> clear_spellings{
    {{"sec", "s"}, {"secs", "s"}, {"second", "s"}, {"seconds", "s"}, {"mins", "min"}, {"minute", "min"}, {"minutes", "min"},
     {"hr", "h"},  {"hrs", "h"},  {"hour", "h"},   {"hours", "h"},   {"day", "d"},    {"days", "d"},     {"wk", "w"},
     {"wks", "w"}, {"week", "w"}, {"weeks", "w"},  {"yr", "y"},      {"yrs", "y"},    {"year", "y"},     {"years", "y"}}};

/// Spellings that are asked about: "m" may be a month, and the language is written in Latin letters.
constexpr std::array<Spelling, 14> doubtful_spellings{{{"m", "min"},
                                                       {"с", "s"},
                                                       {"сек", "s"},
                                                       {"мин", "min"},
                                                       {"минут", "min"},
                                                       {"ч", "h"},
                                                       {"час", "h"},
                                                       {"часов", "h"},
                                                       {"д", "d"},
                                                       {"дн", "d"},
                                                       {"дней", "d"},
                                                       {"нед", "w"},
                                                       {"г", "y"},
                                                       {"год", "y"}}};

template <std::size_t n>
std::string_view meant_by(std::string_view word, const std::array<Spelling, n>& spellings) {
    for (const auto& [spelling, unit] : spellings)
        if (word == spelling) return unit;
    return {};
}

/// Our unit for a spelling, or an empty text.
std::string unit_of(std::string_view written) {
    const std::string word = in_small_letters(written);
    for (const DurationUnit& unit : duration_units)
        if (word == unit.name) return word;
    return std::string(meant_by(word, clear_spellings));
}

const DurationUnit& named_unit(std::string_view name) {
    return *std::find_if(duration_units.begin(), duration_units.end(), [&](const DurationUnit& one) { return one.name == name; });
}

double ns_of(std::string_view unit) { return named_unit(unit).ns; }

/// The unit that a number without one has behind another part: minutes behind hours.
std::string_view unit_below(std::string_view name) {
    for (const auto& [unit, below] : std::array<Spelling, 5>{{{"min", "s"}, {"h", "min"}, {"d", "h"}, {"w", "d"}, {"y", "d"}}})
        if (unit == name) return below;
    return {};
}

/// What is wrong with a text that is no duration: where its number ends, and what stands there in the place of a unit.
struct DurationFault {
    bool has_number = false;
    std::string_view before;  // the unit of the part before, if there is one
    std::string_view unit;    // the rest of the text, from where a unit should be
};

/// Reads part after part; `fault` is set when the text is no duration.
DurationText taken_apart(std::string_view text, std::optional<DurationFault>& fault) {
    DurationText duration;
    std::string_view rest = trimmed(text);
    if (rest.starts_with('-')) {
        duration.is_negative = true;
        rest.remove_prefix(1);
    }
    do {
        // Letters would let "inf" and "nan" through, so a number begins with a digit here.
        DurationText::Part part;
        std::from_chars_result end{rest.data(), std::errc::invalid_argument};
        if (!rest.empty() && is_digit(rest.front())) end = std::from_chars(rest.data(), rest.data() + rest.size(), part.number);
        const bool has_number = end.ec != std::errc::invalid_argument;
        if (end.ec == std::errc::result_out_of_range) part.number = HUGE_VAL;
        const std::string_view behind = trimmed(rest.substr(static_cast<std::size_t>(end.ptr - rest.data())));
        const auto letters = static_cast<std::size_t>(std::find_if(behind.begin(), behind.end(), is_digit) - behind.begin());
        part.unit = has_number ? unit_of(trimmed(behind.substr(0, letters))) : "";
        const bool falls = duration.parts.empty() || part.unit.empty() || ns_of(part.unit) < ns_of(duration.parts.back().unit);
        if (part.unit.empty() || !falls) {
            const std::string_view before = duration.parts.empty() ? "" : named_unit(duration.parts.back().unit).name;
            fault = DurationFault{has_number || !duration.parts.empty(), before, has_number ? behind : rest};
            return duration;
        }
        duration.parts.push_back(std::move(part));
        rest = trimmed(behind.substr(letters));
    } while (!rest.empty());
    return duration;
}

/// "1-2 h" and "2 h ± 10 min" are meant to be random.
std::string random_hint(std::string_view text) {
    for (const std::string_view sign : {"±", "+/-", "+-"}) {
        const std::size_t at = text.find(sign);
        if (at == std::string_view::npos) continue;
        const std::string_view mean = trimmed(text.substr(0, at)), spread = trimmed(text.substr(at + sign.size()));
        if (duration_of(mean) && duration_of(spread))
            return fmt::format("for a random time write {{ dist = \"normal\", mean = \"{}\", sd = \"{}\" }}", mean, spread);
    }
    for (const std::string_view sign : {"–", "-", " to ", "…", "..."}) {
        const std::size_t at = text.find(sign);
        if (at == std::string_view::npos || at == 0) continue;
        const std::string_view from = trimmed(text.substr(0, at)), to = trimmed(text.substr(at + sign.size()));
        const std::optional<DurationText> last = duration_of(to);
        if (!last || last->parts.size() != 1) continue;
        const std::string first = duration_of(from) ? std::string(from) : fmt::format("{} {}", from, last->parts.front().unit);
        if (duration_of(first))
            return fmt::format("for a random time write {{ dist = \"uniform\", min = \"{}\", max = \"{}\" }}", first, to);
    }
    return {};
}

/// "1:30" may be hours or minutes.
std::string clock_like_hint(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 >= text.size()) return {};
    const std::string_view first = text.substr(0, colon), second = text.substr(colon + 1, 2);
    if (!std::all_of(first.begin(), first.end(), is_digit) || !std::all_of(second.begin(), second.end(), is_digit)) return {};
    return fmt::format("write \"{}\" or \"{}\"", two_parts(first, "h", second, "min"), two_parts(first, "min", second, "s"));
}

std::string unit_hint(std::string_view text, std::string_view written) {
    if (std::string hint = separator_hint(text); !hint.empty()) return hint;
    if (std::string hint = random_hint(trimmed(text)); !hint.empty()) return hint;
    if (std::string hint = clock_like_hint(trimmed(text)); !hint.empty()) return hint;
    if (std::any_of(written.begin(), written.end(), is_digit)) return "a duration is a number and a unit: \"1.5 h\" or \"1 h 30 min\"";
    const std::string unit = in_small_letters(written);
    for (const char* month : {"month", "months", "mo", "mon"})
        if (unit == month) return "months differ in length: write days, such as \"30 d\"";
    if (const std::string_view meant = meant_by(unit, doubtful_spellings); !meant.empty())
        return fmt::format("did you mean \"{}\"?", meant);
    std::vector<std::string> names;
    names.reserve(duration_units.size() + clear_spellings.size() + doubtful_spellings.size());
    for (const DurationUnit& one : duration_units) names.emplace_back(one.name);
    for (const Spelling& one : clear_spellings) names.emplace_back(one.first);
    for (const Spelling& one : doubtful_spellings) names.emplace_back(one.first);
    std::string nearest = nearest_name(unit, names);
    if (nearest.empty()) return {};
    for (const std::string_view meant : {meant_by(nearest, clear_spellings), meant_by(nearest, doubtful_spellings)})
        if (!meant.empty()) nearest = meant;
    return fmt::format("did you mean \"{}\"?", nearest);
}

/// Nobody but the author knows which unit is meant.
std::string without_unit(const std::string& found, std::string_view number) {
    return fmt::format("{} has no unit, expected a duration such as \"{} min\", \"{} h\" or \"{} d\"", found, number, number, number);
}

void report(const DurationFault& fault, std::string_view text, const Reading& reading) {
    if (!fault.has_number)
        return reading.wrong(Code::duration, fmt::format("{} is not a duration, expected one such as \"90 min\"", shown(reading.value)));
    if (fault.unit.empty() && !fault.before.empty())
        return reading.wrong(Code::duration, fmt::format("{} has no unit behind its last number", shown(reading.value)),
                             fault.before == "s" ? "" : fmt::format("write \"{} {}\"", text, unit_below(fault.before)));
    if (fault.unit.empty()) return reading.wrong(Code::duration, without_unit(shown(reading.value), text.size() < 20 ? text : "90"));
    const std::string_view letters = trimmed(fault.unit.substr(0, std::min(fault.unit.find_first_of("0123456789"), fault.unit.size())));
    if (!unit_of(letters).empty())
        return reading.wrong(Code::duration, fmt::format("{} is not a duration, expected its parts in falling order such as \"1 h 30 min\"",
                                                         shown(reading.value)));
    reading.wrong(Code::duration,
                  fmt::format("{} has the unknown unit {}, expected s, min, h, d, w or y", shown(reading.value), shown_text(fault.unit)),
                  unit_hint(text, fault.unit));
}

std::optional<Duration> checked(double ns, Sign sign, const Reading& reading) {
    if (ns < 0 && sign == Sign::not_negative) {
        reading.wrong(Code::out_of_range, fmt::format("{} is negative, expected a duration of 0 or more", shown(reading.value)));
        return std::nullopt;
    }
    if (!(std::abs(ns) <= static_cast<double>(duration_max.count()))) {
        reading.wrong(Code::out_of_range, fmt::format("{} is too long, expected 250 years at most", shown(reading.value)));
        return std::nullopt;
    }
    return Duration(std::llround(ns));
}

}  // namespace

double DurationText::ns() const {
    double sum = 0;
    for (const Part& part : parts) sum += part.number * ns_of(part.unit);
    return is_negative ? -sum : sum;
}

std::optional<DurationText> duration_of(std::string_view text) {
    std::optional<DurationFault> fault;
    DurationText duration = taken_apart(text, fault);
    return fault ? std::nullopt : std::optional(std::move(duration));
}

std::string two_parts(std::string_view first, std::string_view unit, std::string_view second, std::string_view smaller) {
    const auto plain = [](std::string_view digits) { return digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1)); };
    const std::string whole = fmt::format("{} {}", plain(first), unit);
    return plain(second) == "0" ? whole : fmt::format("{} {} {}", whole, plain(second), smaller);
}

std::string duration_text(double ns, const std::string& unit) { return fmt::format("{:.15g} {}", ns / ns_of(unit), unit); }

std::optional<Duration> read_duration(const Reading& reading, Sign sign) {
    const TomlValue& value = reading.value;
    if (value.kind == TomlKind::integer || value.kind == TomlKind::real) {
        reading.wrong(Code::duration, without_unit(shown(value), shown(value)));
        return std::nullopt;
    }
    const std::string* text = reading.as_text("a duration such as \"90 min\"");
    if (text == nullptr) return std::nullopt;
    std::optional<DurationFault> fault;
    const DurationText duration = taken_apart(*text, fault);
    if (!fault) return checked(duration.ns(), sign, reading);
    report(*fault, trimmed(*text), reading);
    return std::nullopt;
}

}  // namespace agrocap
