#pragma once

#include <string>
#include <string_view>

namespace agrocap {

enum class LineBreaks { kept, shown };

/// The text with its control characters shown ("\n", "\x1b") where a terminal would act on them: a name that came from elsewhere may move
/// the cursor, recolour the screen or pass for another message. UTF-8 stays as it is, but for the control characters U+0080 to U+009F.
std::string visible(std::string_view text, LineBreaks line_breaks = LineBreaks::shown);

}  // namespace agrocap
