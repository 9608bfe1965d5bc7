#include "workbook/sheet_text.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "workbook/workbook.hpp"

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

constexpr std::size_t cell_units_max = 32'767;  // of Excel's specifications and limits
constexpr std::size_t name_units_max = 31;
constexpr std::size_t figure_letters_max = 255;

std::size_t units_of(char32_t code) { return code > 0xFFFF ? 2 : 1; }

/// Source: XML 1.0, 2.2. Control characters below U+0020 are legal in a cell only escaped, which the library does.
bool is_xml(char32_t code) { return code != 0 && code != 0xFFFE && code != 0xFFFF && !(code >= 0xD800 && code < 0xE000); }

std::string cut_to_units(std::string_view text, std::size_t most) {
    std::string cut;
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        const std::size_t bytes = std::max<std::size_t>(character.bytes, 1);
        units += units_of(character.code);
        if (units > most) break;
        cut += text.substr(at, bytes);
        at += bytes;
    }
    return cut;
}

/// A name that a sheet may have; empty if nothing is left.
std::string fit_name(const std::string& wanted) {
    std::string name;
    const std::string text = cell_text(wanted);
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        const bool illegal =
            character.code < 0x20 || (character.code < 0x80 && std::string_view("[]:*?/\\").find(text[at]) != std::string_view::npos);
        name += illegal ? "_" : text.substr(at, character.bytes);
        at += character.bytes;
    }
    name = cut_to_units(name, name_units_max);
    if (!name.empty() && name.front() == '\'') name.front() = '_';
    if (!name.empty() && name.back() == '\'') name.back() = '_';
    return name;
}

std::string folded(std::string name) {
    for (char& letter : name)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return name;
}

}  // namespace

std::string cell_text(std::string_view text) {
    std::string sound;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        if (character.bytes > 0 && is_xml(character.code))
            sound += text.substr(at, character.bytes);
        else
            sound += "\xEF\xBF\xBD";
        at += std::max<std::size_t>(character.bytes, 1);
    }
    return cut_to_units(sound, cell_units_max);
}

// Source: ECMA-376, 22.9.2.19, ST_Xstring.
std::string escaped_text(std::string_view text) {
    const auto is_hexadecimal = [](char letter) {
        return std::string_view("0123456789abcdefABCDEF").find(letter) != std::string_view::npos;
    };
    std::string escaped;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view code = text.substr(at, 7);
        const bool is_code = code.size() == 7 && code.starts_with("_x") && code.back() == '_' &&
                             std::all_of(code.begin() + 2, code.begin() + 6, is_hexadecimal);
        escaped += is_code ? "_x005F_" : text.substr(at, 1);
    }
    return escaped;
}

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        units += units_of(character.code);
        at += std::max<std::size_t>(character.bytes, 1);
    }
    return units;
}

std::vector<std::string> sheet_names(const std::vector<std::string>& wanted) {
    std::set<std::string> taken{"history"};  // a name that Excel keeps for itself
    std::vector<std::string> names;
    for (const std::string& one : wanted) {
        std::string fit = fit_name(one);
        if (fit.empty()) fit = "Sheet";
        std::string name = fit;
        for (std::size_t again = 2; !taken.insert(folded(name)).second; ++again) {
            const std::string number = " (" + std::to_string(again) + ")";
            name = cut_to_units(fit, name_units_max - number.size()) + number;
        }
        names.push_back(std::move(name));
    }
    return names;
}

std::string figure_name(const std::string& label) {
    std::string name;
    for (const char letter : label) {
        const bool is_kept = is_letter(letter) || is_digit(letter);
        if (!is_kept && letter != '.' && letter != '_' && letter != '-') return "";
        if (name.empty() && !is_letter(letter)) return "";
        name += is_kept ? letter : '_';
    }
    // Without a "_" it might be the address of a cell.
    return name.find('_') == std::string::npos || name.size() > figure_letters_max ? "" : name;
}

}  // namespace agrocap
