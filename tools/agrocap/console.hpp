#pragma once

#include "report/table_text.hpp"

#include <cstdio>
#include <string>
#include <string_view>

namespace agrocap {

enum class Channel { out, err };

/// Colour for that channel: a terminal, TERM not "dumb", NO_COLOR not set. Source: no-color.org.
Colour colour_of(Channel channel);

/// True if the channel is a terminal that can move its cursor.
bool is_screen(Channel channel);

/// Writes to stdout. A reader that has gone away (`| head`) is no fault: what it does not want is dropped.
///
/// Errors: `OutputFault`, for a full disk behind a redirection.
void print(std::string_view text);

/// Writes to stderr, whatever becomes of it.
void print_error(std::string_view text);

/// The text of `format_diagnostics` with "error" and "warning" coloured, where stderr shows colour.
std::string with_coloured_severity(const std::string& diagnostics);

/// How wide the channel's screen is: `COLUMNS` where somebody sets it, else what the terminal says, else 80; 0 where there is no screen.
std::size_t columns_of(Channel channel);

/// What reports are written for.
Screen screen_of(Channel channel);

/// Makes stdin, stdout and stderr exist and a broken pipe an error code, so that no file of ours is ever taken for stdout.
void prepare_console();

}  // namespace agrocap
