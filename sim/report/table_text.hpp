#pragma once

#include "report/table.hpp"

#include <cstdint>
#include <string>

namespace agrocap {

enum class Colour : std::uint8_t { off, on };  // ANSI escapes, for terminals only

/// The table as aligned text: title, head, rows, notes; every line ends in a newline and none in a space.
std::string text_of(const ReportTable& table, Colour colour = Colour::off);

}  // namespace agrocap
