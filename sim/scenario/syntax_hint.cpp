#include "scenario/syntax_hint.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace agrocap {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }

/// What stands after the first "=".
std::string_view value_of(std::string_view line) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return {};
    line.remove_prefix(equals + 1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    return line;
}

std::size_t digits_of(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

/// 0,05
bool has_decimal_comma(std::string_view value) {
    const std::size_t digits = digits_of(value);
    return digits > 0 && digits + 1 < value.size() && value[digits] == ',' && is_digit(value[digits + 1]);
}

/// 31.12.2023 or 31/12/2023
bool is_date_of_the_street(std::string_view value) {
    const std::size_t day = digits_of(value);
    if (day == 0 || day > 2 || day >= value.size() || (value[day] != '.' && value[day] != '/')) return false;
    const char dot = value[day];
    value.remove_prefix(day + 1);
    const std::size_t month = digits_of(value);
    return month > 0 && month <= 2 && month + 1 < value.size() && value[month] == dot && is_digit(value[month + 1]);
}

/// 12 min
bool is_bare_duration(std::string_view value) {
    const std::size_t number = std::min(value.find_first_not_of("0123456789.,-"), value.size());
    if (number == 0 || !std::any_of(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(number), is_digit)) return false;
    value.remove_prefix(number);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    return !value.empty() && is_letter(value.front());
}

bool is_bare_word(std::string_view value) { return !value.empty() && is_letter(value.front()); }

}  // namespace

std::string syntax_hint(std::string_view complaint, std::string_view line) {
    if (has(complaint, "cannot redefine existing table")) return "each table has one header: put its keys under the first";
    if (has(complaint, "cannot redefine existing"))
        return "a key stands once in a table: is a line too many, or the header of a new table missing above it?";
    if (has(complaint, "expected '=', saw ':'")) return "a value follows an equals sign: key = value";
    constexpr std::array<std::string_view, 6> curly_quotes{"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB", "\u2019"};
    if (std::any_of(curly_quotes.begin(), curly_quotes.end(), [&](std::string_view quote) { return has(line, quote); }))
        return "write plain quotes, \", for those of a word processor";
    if (has(line, "\u00A0")) return "a no-break space has come in: write an ordinary one";
    const std::string_view value = value_of(line);
    if (is_date_of_the_street(value)) return "a date is written year-month-day, such as 2023-12-31";
    if (has_decimal_comma(value)) return "decimals follow a point: 0.05";
    if (is_bare_duration(value)) return "a duration stands in quotes: \"12 min\"";
    if (has(complaint, "could not determine value type") && is_bare_word(value)) return "a text or an id stands in quotes: \"two-shift\"";
    if (has(complaint, "expected bare key starting character")) return "keys and ids are small Latin letters, digits and hyphens";
    return {};
}

}  // namespace agrocap
