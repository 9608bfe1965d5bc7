#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// A text that means itself in roff, the language of manual pages: dashes and quotes stay those of the keyboard, so that what is copied
/// from a page can be typed.
std::string roff_text(std::string_view text);

/// A stretch of Markdown as a line of roff: `code` and **bold** are bold, a link is its text. A dot at its beginning is no request.
std::string roff_line(std::string_view markdown);

}  // namespace agrocap
