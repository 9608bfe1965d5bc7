#include "scenario/syntax_hint.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
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

/// Up to a comment; a "#" in quotes does not matter here, since what stands in quotes is no bare value.
std::string_view without_comment(std::string_view text) { return trimmed(text.substr(0, text.find('#'))); }

/// What stands after the first "=".
std::string_view value_of(std::string_view line) {
    const std::size_t equals = line.find('=');
    return equals == std::string_view::npos ? std::string_view{} : without_comment(line.substr(equals + 1));
}

/// The bare word of an array or an inline table at the character `column`.
std::string_view word_at(std::string_view line, std::uint32_t column) {
    std::size_t at = 0;
    for (std::uint32_t passed = 1; passed < column && at < line.size(); ++passed)
        at += std::max<std::size_t>(character_at(line, at).bytes, 1);
    const std::string_view marks = "=[]{},\"";
    std::size_t begin = std::min(at, line.size());
    while (begin > 0 && marks.find(line[begin - 1]) == std::string_view::npos) --begin;
    const std::size_t end = std::min(line.find_first_of(marks, at), line.size());
    return without_comment(line.substr(begin, end - begin));
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

bool can_be_month(std::string_view part) { return part.size() == 1 ? part != "0" : part <= "12" && part != "00"; }

std::string clock_hint(std::string_view value) {
    const std::size_t colon = value.find(':');
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.size() <= 2 && std::all_of(part.begin(), part.end(), is_digit);
    };
    if (colon == std::string_view::npos || !digits(value.substr(0, colon)) || !digits(value.substr(colon + 1, 2))) return {};
    return fmt::format("a clock time stands in quotes: \"{}\"", value.substr(0, colon + 3));
}

/// "12 min", "14500 USD".
std::string unit_hint(std::string_view value) {
    const std::size_t number = std::min(value.find_first_not_of("0123456789.-"), value.size());
    const std::string_view digits = trimmed(value.substr(0, number));
    const std::string_view unit = trimmed(value.substr(number));
    if (digits.empty() || !is_digit(digits.back()) || unit.empty() || (is_ascii(unit) && !is_letter(unit.front()))) return {};
    const std::string_view whole = trimmed(value.substr(0, value.find_first_of(",]}")));
    if (duration_of(whole)) return fmt::format("a duration stands in quotes: \"{}\"", whole);
    return fmt::format("a number stands without a unit: {}; a duration stands in quotes: \"12 min\"", digits);
}

/// What a bare value was meant to be.
std::string value_hint(std::string_view value) {
    if (value.empty()) return {};
    if (std::string hint = date_hint(value); !hint.empty()) return hint;
    if (const std::size_t sign = value.find('%'); sign != std::string_view::npos)
        if (const auto share = per_cent_of(value.substr(0, sign + 1)))
            return fmt::format("a share is a number, or a per cent in quotes: {:.15g} or \"{} %\"", *share, trimmed(value.substr(0, sign)));
    if (std::string hint = separator_hint(value); !hint.empty()) return hint;
    if (std::string hint = clock_hint(value); !hint.empty()) return hint;
    if (std::string hint = unit_hint(value); !hint.empty()) return hint;
    const std::string_view digits = value.substr(0, std::min(value.find_first_not_of("0123456789"), value.size()));
    if (digits.size() > 1 && digits[0] == '0' && digits.size() == value.size())
        return fmt::format("a number has no noughts in front: {}",
                           std::string(value.substr(std::min(value.find_first_not_of('0'), value.size() - 1))));
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

/// A text or an id without quotes.
std::string word_hint(std::string_view value) {
    if (value.empty() || (is_ascii(value.substr(0, 1)) && !is_letter(value.front()))) return {};
    return fmt::format("a text or an id stands in quotes: \"{}\"", trimmed(value.substr(0, value.find_first_of(",]}\""))));
}

std::string hint_for_characters(std::string_view line) {
    constexpr std::array<std::string_view, 6> curly_quotes{"\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB", "\u2019"};
    if (std::any_of(curly_quotes.begin(), curly_quotes.end(), [&](std::string_view quote) { return has(line, quote); }))
        return "write plain quotes, \", for those of a word processor";
    return {};
}

}  // namespace

std::string date_hint(std::string_view text) {
    const std::optional<StreetDate> date = street_date(trimmed(text));
    if (!date) return {};
    const auto& [first, middle, last] = date->parts;
    constexpr const char* form = "a date is written year-month-day, without quotes: {}";
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
    if (has(complaint, "expected '=', saw ':'") || has(complaint, "expected '=', saw '\"'"))
        return "a value follows an equals sign: key = value";
    if (std::string hint = hint_for_characters(line); !hint.empty()) return hint;
    if (trimmed(line).starts_with('[')) {
        if (std::string hint = header_hint(line); !hint.empty()) return hint;
    } else if (std::string hint = key_hint(line); !hint.empty()) {
        return hint;
    }
    if (has(complaint, "inline table") && has(complaint, "\\n"))
        return "a table in braces stands on one line, with its } there; a long one has a header of its own, such as [item.tractor]";
    for (const std::string_view value : {value_of(line), word_at(line, column)})
        if (std::string hint = value_hint(value); !hint.empty()) return hint;
    if (has(line, "\u00A0")) return "a no-break space has come in: write an ordinary one";
    const std::string_view value = value_of(line);
    if (value.empty() && line.find('=') != std::string_view::npos) return "the value is missing";
    if (has(complaint, "could not determine value type")) return word_hint(word_at(line, column).empty() ? value : word_at(line, column));
    if (has(complaint, "expected bare key starting character")) return "keys and ids are small Latin letters, digits and hyphens";
    return {};
}

}  // namespace agrocap
