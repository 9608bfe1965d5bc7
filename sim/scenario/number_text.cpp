#include "scenario/number_text.hpp"

#include "base/ascii.hpp"
#include "scenario/amount_text.hpp"
#include "scenario/duration_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace agrocap {
namespace {

constexpr std::array<std::string_view, 5> blank_letters{" ", "\t", "\u00A0", "\u2009", "\u202F"};

template <class T>
std::optional<T> within_reason(T value, const Reading& reading) {
    // Written so that NaN fails, too.
    if (static_cast<double>(value) >= -number_max && static_cast<double>(value) <= number_max) return value;
    reading.wrong(Code::not_a_number, fmt::format("{} is beyond reason, expected a number of at most 9e15", shown(reading.value)));
    return std::nullopt;
}

std::size_t blank_size(std::string_view text) {
    for (const std::string_view blank : blank_letters)
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

/// A number as people write it: digits in groups, the marks between them (' ' for any blank), and what follows.
struct WrittenNumber {
    std::string sign;
    std::vector<std::string> groups;
    std::string marks;  // one less than groups
    std::string_view rest;

    [[nodiscard]] bool has_thousands(std::size_t from, std::size_t to) const {
        if (groups[from].size() > 3) return false;
        for (std::size_t i = from + 1; i <= to; ++i)
            if (groups[i].size() != 3) return false;
        return true;
    }
    /// The digits of the first groups, without marks.
    [[nodiscard]] std::string joined(std::size_t count) const {
        std::string text = sign;
        for (std::size_t i = 0; i < count; ++i) text += groups[i];
        return text;
    }
};

WrittenNumber taken_apart(std::string_view text) {
    WrittenNumber number;
    if (text.starts_with('-')) {
        number.sign = "-";
        text.remove_prefix(1);
    }
    while (!text.empty() && is_digit(text.front())) {
        const auto digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
        number.groups.emplace_back(text.substr(0, digits));
        text.remove_prefix(digits);
        number.rest = text;
        const std::size_t blank = blank_size(text);
        const bool is_mark = blank > 0 || text.starts_with(',') || text.starts_with('.') || text.starts_with('\'');
        const std::size_t size = blank > 0 ? blank : 1;
        if (!is_mark || text.size() <= size || !is_digit(text[size])) break;
        number.marks += blank > 0 ? ' ' : text.front();
        text.remove_prefix(size);
    }
    return number;
}

/// "a number, in units a year": what a message expects.
std::string number_in(std::string_view unit) { return unit.empty() ? "a number" : fmt::format("a number, in {}", unit_in_words(unit)); }

/// The hint for a text where a share is asked for: "1 percent" and "1%%" are per cents.
std::string share_hint(std::string_view text) {
    const WrittenNumber number = taken_apart(trimmed(text));
    const std::string word = in_small_letters(trimmed(number.rest));
    constexpr std::array<std::string_view, 5> per_cents{"%", "%%", "percent", "per cent", "pct"};
    if (std::find(per_cents.begin(), per_cents.end(), word) == per_cents.end()) return number_hint(text);
    const std::string_view digits = trimmed(trimmed(text).substr(0, trimmed(text).size() - number.rest.size()));
    std::string hint = separator_hint(fmt::format("{} %", digits));
    return hint.empty() ? fmt::format("write \"{} %\"", digits) : hint;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    for (bool found = true; found;) {
        found = false;
        for (const std::string_view blank : blank_letters) {
            if (text.starts_with(blank)) text.remove_prefix(blank.size()), found = true;
            if (text.ends_with(blank)) text.remove_suffix(blank.size()), found = true;
        }
    }
    return text;
}

std::optional<double> per_cent_of(std::string_view text) {
    text = trimmed(text);
    if (!text.ends_with('%')) return std::nullopt;
    text = trimmed(text.substr(0, text.size() - 1));
    const std::string_view unsigned_text = text.substr(text.starts_with('-') ? 1 : 0);
    const auto is_part = [](char letter) { return is_digit(letter) || letter == '.'; };
    if (unsigned_text.empty() || !is_digit(unsigned_text.front()) || !std::all_of(unsigned_text.begin(), unsigned_text.end(), is_part))
        return std::nullopt;
    // The decimal point is moved in the text: dividing by 100 would round a second time.
    const std::string moved = fmt::format("{}e-2", text);
    double share = 0;
    const auto [end, error] = std::from_chars(moved.data(), moved.data() + moved.size(), share);
    return error == std::errc() && end == moved.data() + moved.size() ? std::optional(share) : std::nullopt;
}

bool is_per_cent(const TomlValue& value) { return value.kind == TomlKind::text && per_cent_of(value.text).has_value(); }

std::string separator_hint(std::string_view text) {
    const WrittenNumber number = taken_apart(trimmed(text));
    if (number.marks.empty() || number.marks == ".") return {};
    const std::size_t last = number.groups.size() - 1;
    // Only a duration and a per cent keep their unit: "14 500 USD" is a number with a word too many.
    const bool keeps_unit = duration_of(fmt::format("1 {}", number.rest)).has_value() || trimmed(number.rest) == "%";
    const std::string unit(keeps_unit ? trimmed(number.rest) : "");
    const auto written = [&](const std::string& digits) { return unit.empty() ? digits : fmt::format("\"{} {}\"", digits, unit); };
    const bool all_thousands = number.has_thousands(0, last);
    if (number.marks == ",") {
        const std::string decimal = written(number.joined(1) + "." + number.groups[1]);
        if (all_thousands)
            return fmt::format("write {} if the comma stands between thousands, {} if it is a decimal comma", written(number.joined(2)),
                               decimal);
        return fmt::format("decimals follow a point: {}; thousands stand without a comma", decimal);
    }
    const char last_mark = number.marks.back();
    const std::string before = number.marks.substr(0, number.marks.size() - 1);
    const bool is_decimal_end = (last_mark == ',' || last_mark == '.') && before.find(last_mark) == std::string::npos && !before.empty();
    if (is_decimal_end && number.has_thousands(0, last - 1)) return "write " + written(number.joined(last) + "." + number.groups[last]);
    if (all_thousands && before.find_first_not_of(last_mark) == std::string::npos) {
        const std::string kind = last_mark == ' ' ? "blanks" : last_mark == ',' ? "commas" : last_mark == '.' ? "points" : "marks";
        return fmt::format("thousands stand without {}: {}", kind, written(number.joined(last + 1)));
    }
    return {};
}

std::string per_cent_hint(double number) {
    constexpr double surely_per_cent = 2;
    return number >= surely_per_cent ? fmt::format("{} % is {}", number, number / 100) : "";
}

std::string number_hint(std::string_view text, std::string_view unit) {
    if (per_cent_of(text)) return "this is no share: a number stands here, without %";
    const std::string in_unit = unit.empty() ? "" : ", in " + unit_in_words(unit);
    if (const std::optional<Amount> amount = amount_in(text, unit))
        return fmt::format("a number stands without quotes{}{}: {:.12g}", amount->has_words ? " and without a unit" : "",
                           amount->is_converted ? in_unit : "", amount->number);
    const WrittenNumber number = taken_apart(trimmed(text));
    if (number.groups.empty()) return {};
    const std::optional<Amount> one = amount_in(fmt::format("1 {}", number.rest), unit);
    if (one && !one->is_converted)
        if (std::string hint = separator_hint(text.substr(0, text.size() - number.rest.size())); !hint.empty()) return hint;
    return fmt::format("a number stands without quotes{}{}", trimmed(number.rest).empty() ? "" : " and without a unit", in_unit);
}

std::optional<double> read_number(const Reading& reading) { return read_number_in("", reading); }

std::optional<double> read_number_in(std::string_view unit, const Reading& reading) {
    if (reading.is(TomlKind::real)) return within_reason(reading.value.real, reading);
    if (reading.is(TomlKind::integer)) return within_reason(static_cast<double>(reading.value.integer), reading);
    reading.unexpected(number_in(unit), reading.is(TomlKind::text) ? number_hint(reading.value.text, unit) : "");
    return std::nullopt;
}

std::optional<double> read_share(const Reading& reading) {
    if (!reading.is(TomlKind::text)) return read_number(reading);
    if (const std::optional<double> share = per_cent_of(reading.value.text)) return within_reason(*share, reading);
    reading.unexpected("a share such as 0.05 or \"5 %\"", share_hint(reading.value.text));
    return std::nullopt;
}

std::optional<std::int64_t> read_integer(const Reading& reading) {
    if (reading.is(TomlKind::integer)) return within_reason(reading.value.integer, reading);
    reading.unexpected("a whole number", reading.is(TomlKind::text) ? number_hint(reading.value.text) : "");
    return std::nullopt;
}

}  // namespace agrocap
