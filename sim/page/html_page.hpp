#pragma once

#include "page/chart.hpp"
#include "report/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// A part of a page: a heading, what it comes to in a sentence, a chart, and tables that say the same and more.
struct PageSection {
    std::string id;  // what a link to it ends in; of this program, never of a planner
    std::string title;
    std::string sentence = {};
    std::optional<Chart> chart = {};
    std::vector<ReportTable> tables = {};
    std::string listing = {};        // a text to be shown as it is, such as a scenario
    std::string listing_class = {};  // what the script may make of it; empty: nothing
    bool is_folded = false;          // opened on demand: long, and asked for by few
    std::string choice = {};         // sections of one choice are shown one at a time, where there are scripts; of this program
};

/// A report as one page: read from the top, each part says less urgent things than the one before.
struct Page {
    std::string title, subtitle;
    std::string answer = {};  // in a sentence
    Tone tone = Tone::plain;  // of the answer
    std::vector<std::string> remarks = {};
    std::vector<PageSection> sections = {};
    std::string land = {};  // coastlines in place of the built ones, GeoJSON or TopoJSON
};

/// The page as one file that needs no other: all of it without scripts, and the charts with them. Nothing is asked of any network, and
/// nothing runs but the script that the page carries. Equal pages have equal bytes.
std::string html_of(const Page& page);

}  // namespace agrocap
