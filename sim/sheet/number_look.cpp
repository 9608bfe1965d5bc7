#include "sheet/number_look.hpp"

#include <algorithm>
#include <string>

namespace agrocap {

ReadCell::Look look_of_format(std::string_view code) {
    bool quoted = false, percent = false, date = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char letter = code[i];
        if (letter == '"') quoted = !quoted;
        if (quoted || letter == '"') continue;
        if (letter == '\\' || letter == '_' || letter == '*') {
            ++i;  // the next is shown, or its width or itself repeated
        } else if (letter == '[') {
            // A colour, a country, a condition; or hours beyond a day.
            const std::size_t end = std::min(code.find(']', i), code.size());
            const std::string_view inside = code.substr(i + 1, end - std::min(end, i + 1));
            date |= !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos;
            i = end;
        } else if (letter == '%') {
            percent = true;
        } else if (std::string_view("dDmMyYhHsS").find(letter) != std::string_view::npos) {
            date = true;
        }
    }
    return percent ? ReadCell::Look::percent : date ? ReadCell::Look::date : ReadCell::Look::plain;
}

// Source: ECMA-376, 18.8.30, numFmt.
ReadCell::Look look_of_format(unsigned number) {
    const auto within = [number](unsigned from, unsigned to) { return number >= from && number <= to; };
    if (within(9, 10)) return ReadCell::Look::percent;
    return within(14, 22) || within(27, 36) || within(45, 47) || within(50, 58) ? ReadCell::Look::date : ReadCell::Look::plain;
}

}  // namespace agrocap
