#pragma once

#include "report/table.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

enum class Colour : std::uint8_t { off, on };  // ANSI escapes, for terminals only

/// What text is written for. Without columns it is a file or a pipe: nothing is cut and no line is broken.
struct Screen {
    Colour colour = Colour::off;
    std::size_t columns = 0;  // 0 = as wide as the text

    Screen() = default;
    Screen(Colour given, std::size_t wide = 0) : colour(given), columns(wide) {}
};

/// The table as aligned text: title, head, rows, notes; every line ends in a newline and none in a space.
///
/// A table wider than the screen is told in parts below each other, each with the columns that name its rows.
std::string text_of(const ReportTable& table, Screen screen = {});

}  // namespace agrocap
