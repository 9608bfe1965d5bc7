#pragma once

#include "answer/command_words.hpp"
#include "answer/text_origin.hpp"
#include "command_line.hpp"
#include "page/html_page.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What a command is told of a page: where it goes, and its coastlines.
struct PageRequest {
    std::string html;  // a file; empty for none
    std::string map;   // a GeoJSON file in place of the built-in coastlines; empty for none
    std::string land;  // what it holds: read and judged before anything is simulated
};

/// `--html FILE` and `--map FILE`. Requires: `request` outlives the line.
void add_page_options(CommandLine& line, PageRequest& request);

/// Writes the page, with the map that was asked for. Does nothing where none was. Errors: `OutputFault`.
void write_page(const PageRequest& request, Page page);

}  // namespace agrocap
