#pragma once

#include "report/run_report.hpp"

#include <string>
#include <string_view>

namespace agrocap {

/// A text as plain text of a page: whatever Markdown or HTML would make of it is escaped, on one line.
std::string markdown_text(std::string_view text);

/// A text as code: nothing in it is a link, a mention or markup.
std::string markdown_code(std::string_view text);

/// The table as one of GitHub Flavored Markdown, with its notes as a list below it.
std::string markdown_of(const ReportTable& table);

/// A report for a pull request: its title as a heading of the third level, then words and tables.
std::string markdown_of(const RunReport& report);

}  // namespace agrocap
