#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace agrocap {

/// Columns of a terminal that a UTF-8 text takes: combining marks none, East Asian wide characters two, all others one.
///
/// A byte that is not UTF-8 counts one. Control characters count none.
std::size_t text_width(std::string_view text);

/// The text cut to at most `width` columns, with "…" in the last one where something was cut. Never cuts inside a character.
std::string cut_to_width(std::string_view text, std::size_t width);

/// The text, broken at blanks where it is wider than `columns` (0 = never), each line behind `indent` spaces and the later ones behind two
/// more. A word that is wider stays whole. Control characters are shown: what comes here has names in it, and is printed as it leaves.
std::string wrapped(std::string_view raw, std::size_t columns, std::size_t indent);

}  // namespace agrocap
