#include "scenario/syntax_hint.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "scenario/amount_text.hpp"
#include "scenario/duration_text.hpp"
#include "scenario/latin_text.hpp"
#include "scenario/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace agrocap {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

constexpr const char* separated_by_commas = "values are separated by commas, not by semicolons";

/// Up to a comment; a "#" in quotes does not matter here, since what stands in quotes is no bare value.
std::string_view without_comment(std::string_view text) { return trimmed(text.substr(0, text.find('#'))); }

/// What stands after the first "=".
std::string_view value_of(std::string_view line) {
    const std::size_t equals = line.find('=');
    return equals == std::string_view::npos ? std::string_view{} : without_comment(line.substr(equals + 1));
}

/// The byte at which the character `column` begins.
std::size_t byte_of(std::string_view line, std::uint32_t column) {
    std::size_t at = 0;
    for (std::uint32_t passed = 1; passed < column && at < line.size(); ++passed)
        at += std::max<std::size_t>(character_at(line, at).bytes, 1);
    return std::min(at, line.size());
}

/// The bare word of an array or an inline table at the byte `at`.
std::string_view word_at(std::string_view line, std::size_t at) {
    const std::string_view marks = "=[]{},\"";
    std::size_t begin = at;
    while (begin > 0 && marks.find(line[begin - 1]) == std::string_view::npos) --begin;
    const std::size_t end = std::min(line.find_first_of(marks, at), line.size());
    return without_comment(line.substr(begin, end - begin));
}

/// "2024-01-01 2024-03-08"
bool is_two_dates(std::string_view word) {
    constexpr std::size_t length = 10;
    const std::string_view second = trimmed(word.substr(std::min(length, word.size())));
    return word.size() > length && word[4] == '-' && word[7] == '-' && second.size() == length && second[4] == '-';
}

std::string date_in_order(std::string_view year, std::string_view month, std::string_view day) {
    return fmt::format("{}-{:0>2}-{:0>2}", year, month, day);
}

/// The three numbers of 31.12.2023, 01/02/2024 or 2023/12/31, and the mark between them.
struct StreetDate {
    std::array<std::string_view, 3> parts;
    char mark = 0;
};

std::optional<StreetDate> street_date(std::string_view text) {
    StreetDate date;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto digits = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
        if (digits == 0 || digits == 3 || digits > 4) return std::nullopt;
        date.parts[i] = text.substr(0, digits);
        text.remove_prefix(digits);
        if (i == 2) break;
        if (text.empty() || (text[0] != '.' && text[0] != '/' && text[0] != '-') || (i == 1 && text[0] != date.mark)) return std::nullopt;
        date.mark = text[0];
        text.remove_prefix(1);
    }
    const bool has_year = date.parts[0].size() == 4 || date.parts[2].size() == 4;
    return has_year && date.parts[1].size() <= 2 && (text.empty() || !is_digit(text[0])) ? std::optional(date) : std::nullopt;
}

/// 1 June 2024, June 1st, 2024: the three numbers as ours, empty for other texts.
std::string named_date(std::string_view text) {
    constexpr std::array<std::string_view, 12> months{"january", "february", "march",     "april",   "may",      "june",
                                                      "july",    "august",   "september", "october", "november", "december"};
    std::string year, month, day;
    for (text = trimmed(text); !text.empty(); text.remove_prefix(std::min(text.find_first_not_of(" ,."), text.size()))) {
        const std::string word = in_small_letters(text.substr(0, text.find_first_of(" ,.")));
        text.remove_prefix(word.size());
        const auto digits = static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_digit) - word.begin());
        const auto named =
            std::find_if(months.begin(), months.end(), [&](std::string_view one) { return word.size() > 2 && one.starts_with(word); });
        if (digits == 4 && word.size() == 4 && year.empty())
            year = word;
        else if ((digits == 1 || digits == 2) && day.empty())
            day = word.substr(0, digits);
        else if (named != months.end() && month.empty())
            month = fmt::format("{}", named - months.begin() + 1);
        else
            return {};
    }
    return year.empty() || month.empty() || day.empty() ? "" : date_in_order(year, month, day);
}

bool can_be_month(std::string_view part) { return part.size() == 1 ? part != "0" : part <= "12" && part != "00"; }

std::string clock_hint(std::string_view value) {
    const std::size_t colon = value.find(':');
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.size() <= 2 && std::all_of(part.begin(), part.end(), is_digit);
    };
    if (colon == std::string_view::npos || !digits(value.substr(0, colon)) || !digits(value.substr(colon + 1, 2))) return {};
    return fmt::format("a clock time stands in quotes: \"{}\"; a duration has a unit: \"{}\"", value.substr(0, colon + 3),
                       two_parts(value.substr(0, colon), "h", value.substr(colon + 1, 2), "min"));
}

/// "12 min", "14500 USD", "$14500", "14.5k".
std::string unit_hint(std::string_view value) {
    std::string_view whole = trimmed(value.substr(0, value.find_first_of(",;]}")));
    for (const std::string_view sign : {"$", "€"})
        if (whole.starts_with(sign)) whole.remove_prefix(sign.size());
    const std::size_t number = std::min(whole.find_first_not_of("0123456789.-"), whole.size());
    const std::string_view unit = trimmed(whole.substr(number));
    if (number == 0 || !is_digit(whole[number - 1]) || (is_ascii(unit) && !unit.empty() && !is_letter(unit.front()))) return {};
    if (unit.empty() && value.starts_with(whole)) return {};
    if (duration_of(whole)) return fmt::format("a duration stands in quotes: \"{}\"", whole);
    if (unit.size() > 1 && std::all_of(unit.begin() + 1, unit.end(), is_digit))
        return "a number is at most 9e15";  // the "e400" of one that no computer holds
    const std::optional<Amount> amount = amount_in(whole, "");
    return fmt::format("a number stands without a unit{}; a duration stands in quotes: \"12 min\"",
                       amount ? fmt::format(": {:.12g}", amount->number) : "");
}

/// .05, 007
std::string digits_hint(std::string_view value) {
    const std::string_view digits = value.substr(0, std::min(value.find_first_not_of("0123456789"), value.size()));
    if (digits.size() > 1 && digits[0] == '0' && digits.size() == value.size())
        return fmt::format("a number has no noughts in front: {}", value.substr(std::min(value.find_first_not_of('0'), value.size() - 1)));
    const std::string_view decimals = value.substr(0, std::min(value.find_first_not_of(".0123456789"), value.size()));
    if (decimals.size() > 1 && decimals[0] == '.' && is_digit(decimals[1]))
        return fmt::format("a number begins with a digit: 0{}", decimals);
    return {};
}

/// What a bare value was meant to be.
std::string value_hint(std::string_view value) {
    if (value.empty()) return {};
    if (std::string hint = date_hint(value); !hint.empty()) return hint;
    if (const std::size_t sign = value.find('%'); sign != std::string_view::npos)
        if (const auto share = per_cent_of(value.substr(0, sign + 1)))
            return fmt::format("a share is a number, or a per cent in quotes: {:.15g} or \"{} %\"", *share, trimmed(value.substr(0, sign)));
    for (std::string (*hint_of)(std::string_view) : {separator_hint, clock_hint, unit_hint, digits_hint})
        if (std::string hint = hint_of(value); !hint.empty()) return hint;
    return {};
}

/// The value of a table in braces that a decimal comma cuts in two: "0,05" of { kit = 0,05 }. What follows a comma there is a key.
std::string_view cut_decimal(std::string_view line) {
    if (!has(line, "{")) return {};
    for (std::size_t equals = line.find('='); equals != std::string_view::npos; equals = line.find('=', equals + 1)) {
        const std::string_view value = trimmed(line.substr(equals + 1));
        const std::size_t comma = std::min(value.find_first_not_of("-0123456789"), value.size());
        const std::size_t end = std::min(value.find_first_not_of("0123456789", comma + 1), value.size());
        const std::string_view behind = trimmed(value.substr(end));
        if (comma > 0 && value.substr(comma).starts_with(',') && end > comma + 1 && (behind.starts_with('}') || behind.starts_with(',')))
            return value.substr(0, end);
    }
    return {};
}

/// A header such as [item.kit 1], [plant.костанай], or one without its end.
std::string header_hint(std::string_view line) {
    const std::string_view text = trimmed(line);
    const std::size_t close = text.find(']');
    const std::string_view path = trimmed(text.substr(1, std::min(close, text.size()) - 1));
    if (const std::string meant = without_lookalikes(path); !meant.empty())
        return fmt::format("a letter here is Cyrillic and only looks Latin: type [{}] anew", meant);
    if (!is_ascii(path)) {
        const std::string latin = in_latin_letters(path);
        return fmt::format("keys and ids are small Latin letters, digits and hyphens{}",
                           is_ascii(latin) && !latin.empty() ? fmt::format(": [{}]", latin) : "");
    }
    if (close == std::string_view::npos) return fmt::format("a table's header ends with a bracket: [{}]", without_comment(path));
    if (const std::size_t blank = path.find_first_of(" _"); blank != std::string_view::npos && blank > 0) {
        std::string meant(path);
        std::replace(meant.begin(), meant.end(), ' ', '-');
        return fmt::format("an id has no blanks: [{}]", meant);
    }
    return {};
}

/// The key before "=", where letters are not Latin.
std::string key_hint(std::string_view line) {
    const std::string_view key = trimmed(line.substr(0, std::min(line.find_first_of("=#"), line.size())));
    if (is_ascii(key)) return {};
    if (const std::string meant = without_lookalikes(key); !meant.empty())
        return fmt::format("a letter here is Cyrillic and only looks Latin: type {} anew", meant);
    const std::string latin = in_latin_letters(key);
    return fmt::format("keys and ids are small Latin letters, digits and hyphens{}", is_ascii(latin) && !latin.empty() ? ": " + latin : "");
}

/// A text or an id without quotes, or a word that other languages have.
std::string word_hint(std::string_view value) {
    if (value.empty() || (is_ascii(value.substr(0, 1)) && !is_letter(value.front()))) return {};
    const std::string_view word = trimmed(value.substr(0, value.find_first_of(",;]}\"")));
    for (const std::string_view nothing : {"none", "None", "null", "NULL", "nil"})
        if (word == nothing) return "what there is not has no key: leave the line out";
    for (const std::string_view endless : {"infinite", "infinity", "Infinity"})
        if (word == endless) return "for no limit write \"unlimited\"";
    for (const std::string_view truth : {"True", "TRUE", "False", "FALSE"})
        if (word == truth) return fmt::format("write {} in small letters", word.front() == 'T' ? "true" : "false");
    return fmt::format("a text or an id stands in quotes: \"{}\"", word);
}

/// A mark that stands where the parser stopped and has no place there: commas, semicolons and comments of other formats.
std::string mark_hint(std::string_view complaint, std::string_view line, std::string_view rest) {
    if (has(complaint, "dangling comma")) return "a table in braces ends without a comma";
    if (has(complaint, "expected comma or closing"))
        return rest.starts_with(';') ? separated_by_commas : "a comma is missing in front of this";
    if (const std::string_view word = word_at(line, line.size() - rest.size()); has(complaint, "could not determine") && is_two_dates(word))
        return "a comma is missing between two dates";
    if (rest.starts_with("//")) return "a comment begins with #";
    const bool is_last = !rest.empty() && without_comment(rest.substr(1)).empty();
    if (rest.starts_with(';')) return is_last ? "a line ends without a semicolon" : separated_by_commas;
    if (rest.starts_with(',') && is_last) return "a line ends without a comma";
    const std::string_view value = value_of(line);
    if (rest.starts_with(',') && !has(value, "[") && !has(value, "{")) return fmt::format("several values stand in brackets: [{}]", value);
    return {};
}

std::string hint_for_characters(std::string_view line) {
    constexpr std::array<std::string_view, 6> curly_quotes{"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB", "\u2019"};
    if (std::any_of(curly_quotes.begin(), curly_quotes.end(), [&](std::string_view quote) { return has(line, quote); }))
        return "write plain quotes, \", for those of a word processor";
    constexpr std::array<std::string_view, 4> invisible{"\u200B", "\u200C", "\u200D", "\uFEFF"};
    if (std::any_of(invisible.begin(), invisible.end(), [&](std::string_view letter) { return has(line, letter); }))
        return "a letter that nobody sees has come in: type the line anew";
    return {};
}

}  // namespace

std::string date_hint(std::string_view text) {
    constexpr const char* form = "a date is written year-month-day, without quotes: {}";
    if (const std::string date = named_date(text); !date.empty()) return fmt::format(form, date);
    const std::optional<StreetDate> date = street_date(trimmed(text));
    if (!date) return {};
    const auto& [first, middle, last] = date->parts;
    if (first.size() == 4 && date->mark == '-' && middle.size() == 2 && last.size() == 2) return {};  // written so already
    if (first.size() == 4) return fmt::format(form, date_in_order(first, middle, last));
    const bool both = date->mark == '/' && can_be_month(first) && can_be_month(middle) && first != middle;
    if (both)
        return fmt::format("a date is written year-month-day: {} or {}", date_in_order(last, middle, first),
                           date_in_order(last, first, middle));
    return fmt::format(form, can_be_month(middle) ? date_in_order(last, middle, first) : date_in_order(last, first, middle));
}

std::string syntax_hint(std::string_view complaint, std::string_view line, std::uint32_t column) {
    if (has(complaint, "cannot redefine existing table")) return "each table has one header: put its keys under the first";
    if (has(complaint, "cannot redefine existing"))
        return "a key stands once in a table: is a line too many, or the header of a new table missing above it?";
    for (const std::string_view saw : {"':'", "'\"'", "'–'", "'—'"})
        if (has(complaint, fmt::format("expected '=', saw {}", saw))) return "a value follows an equals sign: key = value";
    if (has(complaint, "unicode scalar") || has(complaint, "escape sequence"))
        return "a backslash in double quotes is doubled; in single quotes it stands as it is: 'C:\\plans'";
    if (std::string hint = hint_for_characters(line); !hint.empty()) return hint;
    if (trimmed(line).starts_with('[')) {
        if (std::string hint = header_hint(line); !hint.empty()) return hint;
    } else if (std::string hint = key_hint(line); !hint.empty()) {
        return hint;
    }
    if (has(complaint, "inline table") && has(complaint, "\\n"))
        return "a table in braces stands on one line, with its } there; a long one has a header of its own, such as [item.tractor]";
    const std::size_t at = byte_of(line, column);
    if (const std::string_view decimal = cut_decimal(line); !decimal.empty()) return separator_hint(decimal);
    for (const std::string_view value : {value_of(line), word_at(line, at)})
        if (std::string hint = value_hint(value); !hint.empty()) return hint;
    if (has(line, "\u00A0")) return "a no-break space has come in: write an ordinary one";
    const std::string_view value = value_of(line);
    if (value.empty() && line.find('=') != std::string_view::npos) return "the value is missing";
    if (std::string hint = mark_hint(complaint, line, line.substr(at)); !hint.empty()) return hint;
    // Words are taken for true, false, inf or nan by their first letter.
    constexpr std::array<std::string_view, 3> of_words{"could not determine value type", "parsing boolean", "parsing floating-point"};
    const bool is_word = std::any_of(of_words.begin(), of_words.end(), [&](std::string_view one) { return has(complaint, one); });
    if (is_word) return word_hint(word_at(line, at).empty() ? value : word_at(line, at));
    if (has(complaint, "expected bare key starting character")) return "keys and ids are small Latin letters, digits and hyphens";
    return {};
}

}  // namespace agrocap
