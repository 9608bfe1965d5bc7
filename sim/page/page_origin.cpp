#include "page/page_origin.hpp"

#include "base/utf8.hpp"
#include "base/version.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace agrocap {

namespace {

constexpr std::size_t differences_listed = 400;
constexpr std::size_t text_listed = 100'000;  // bytes of scenarios: beyond that the files themselves are better read

/// How authors mark in comments where a number comes from (docs/reference-case.md).
struct Standing {
    const char* mark;
    const char* meaning;
};
constexpr std::array standings{Standing{"seed", "from the question itself"}, Standing{"public", "from a public source, named beside it"},
                               Standing{"derived", "computed from such numbers"}, Standing{"assumption", "assumed"}};

/// Marks such as "[assumption" or "[public: …" in the comments of a text. Of a mark in quotes before a `#` nothing is known to be a
/// comment.
std::size_t count_of(std::string_view text, std::string_view mark) {
    std::size_t count = 0;
    const std::string opened = fmt::format("[{}", mark);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        const std::size_t comment = line.find('#');
        for (std::size_t found = comment == std::string_view::npos ? comment : line.find(opened, comment); found != std::string_view::npos;
             found = line.find(opened, found + 1)) {
            const std::size_t after = found + opened.size();
            if (after < line.size() && std::string_view("]:, ").find(line[after]) != std::string_view::npos) ++count;
        }
        at = end + 1;
    }
    return count;
}

ReportTable standing_table(const std::vector<ReadText>& texts) {
    ReportTable table;
    table.columns = {{"mark", "", Align::left}, {"meaning", "", Align::left}, {"times", "", Align::right, Digits::exact}};
    for (const Standing& standing : standings) {
        std::size_t count = 0;
        for (const ReadText& one : texts) count += count_of(one.text, standing.mark);
        if (count > 0) table.add({Cell(standing.mark), Cell(standing.meaning), Cell(static_cast<double>(count), 0)});
    }
    if (!table.empty())
        table.notes = {"counted in the comments of the scenario's files; a mark in a comment of its own holds for the block below it"};
    return table;
}

ReportTable difference_table(const PageOrigin& origin) {
    ReportTable table;
    table.columns = {{"key", "", Align::left}, {origin.base, "", Align::left}, {"here", "", Align::left}};
    for (std::size_t i = 0; i < std::min(origin.differences.size(), differences_listed); ++i) {
        const ScenarioDifference& one = origin.differences[i];
        table.add({Cell(one.path), Cell(one.left.value_or("")), Cell(one.right.value_or(""))});
    }
    if (origin.differences.size() > differences_listed)
        table.notes.push_back(fmt::format("and {} more: see agrocap diff", origin.differences.size() - differences_listed));
    return table;
}

ReportTable facts_table(const PageOrigin& origin, const OriginFacts& facts) {
    ReportTable table;
    table.columns = {{"", "", Align::left}, {"", "", Align::left}};
    const auto add = [&table](const char* what, const std::string& value) {
        if (!value.empty()) table.add({Cell(what), Cell(value)});
    };
    add("program", fmt::format("agrocap {}", version()));
    add("digest of the results", facts.digest);
    if (facts.seed) add("seed", std::to_string(*facts.seed));
    if (facts.replications > 0) add("replications", grouped(static_cast<double>(facts.replications), 0));
    add("measured", facts.measured);
    for (const ScenarioFile& file : facts.files) add("scenario file", file.path + " (SHA-256 " + file.sha256 + ")");
    for (const std::string& set : facts.set) add("changed by --set", set);
    add("to have it again", origin.command);
    return table;
}

/// The scenario's own file, and those below it as far as there is room: a page is sent by mail.
std::string listing_of(const std::vector<ReadText>& texts) {
    std::string listing;
    for (const ReadText& one : texts) {
        const bool has_room = listing.empty() || listing.size() + one.text.size() <= text_listed;
        const std::string shown = has_room ? std::string(cut_between_characters(one.text, text_listed)) : "";
        listing += fmt::format("# ---- {}{}\n{}\n", one.name,
                               shown.size() < one.text.size() ? ": left out here from where this ends, for its length" : "", shown);
    }
    return listing;
}

}  // namespace

void add_origin(Page& page, const PageOrigin& origin, const OriginFacts& facts) {
    if (!origin.differences.empty())
        page.sections.push_back({.id = "differences",
                                 .title = "What the scenario changes",
                                 .sentence = fmt::format("{} {} from {}, which it extends.", counted(origin.differences.size(), "key"),
                                                         origin.differences.size() == 1 ? "differs" : "differ", origin.base),
                                 .tables = {difference_table(origin)},
                                 .is_folded = true});
    if (ReportTable standing = standing_table(origin.texts); !standing.empty())
        page.sections.push_back({.id = "standing", .title = "Where its numbers come from", .tables = {std::move(standing)}});
    if (!origin.texts.empty())
        page.sections.push_back(
            {.id = "scenario", .title = "The scenario as it was read", .listing = listing_of(origin.texts), .is_folded = true});
    page.sections.push_back({.id = "origin",
                             .title = "Provenance",
                             .sentence = fmt::format("The same files and options with the same version give the same {}, to the last bit.",
                                                     facts.digest.empty() ? "results" : "digest"),
                             .tables = {facts_table(origin, facts)}});
    page.land = origin.land;
}

}  // namespace agrocap
