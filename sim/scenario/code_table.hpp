#pragma once

#include <span>
#include <string_view>

namespace agrocap {

/// One kind of message: what it means and what to do. docs/errors.md has the same sentences, with an example of each.
struct CodeRow {
    std::string_view code;  // "E021", "W061"
    std::string_view meaning;
    std::string_view advice;
};

/// All codes, in the order of their numbers; errors before warnings.
std::span<const CodeRow> all_codes();

/// The row of a code, in any letter case; null if there is none.
const CodeRow* find_code(std::string_view code);

}  // namespace agrocap
