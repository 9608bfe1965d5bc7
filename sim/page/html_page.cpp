#include "page/html_page.hpp"

#include "base/sha256.hpp"
#include "base/version.hpp"
#include "page/html_table.hpp"
#include "page/html_text.hpp"
#include "page/page_bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace agrocap {

namespace {

const char* answer_class(Tone tone) {
    switch (tone) {
        case Tone::good: return "answer good";
        case Tone::bad: return "answer bad";
        case Tone::doubtful: return "answer open";
        case Tone::plain: break;
    }
    return "answer";
}

/// A remark that takes something away from the answer stands out from those that only explain it.
const char* remark_attributes(const std::string& remark) {
    const bool is_warning = remark.starts_with("warning") || remark.starts_with("interrupted") || remark.starts_with("one replication");
    return is_warning ? "class=\"remark open\"" : "class=\"remark\"";
}

/// In a sentence no line ends within a number: not between groups of three, nor around ±, nor before %.
std::string sentence_html(std::string_view text) {
    const std::string html = html_text(text);
    const auto is_digit = [&html](std::size_t at) { return at < html.size() && html[at] >= '0' && html[at] <= '9'; };
    std::string kept;
    for (std::size_t at = 0; at < html.size(); ++at) {
        const bool is_group = at > 0 && is_digit(at - 1) && is_digit(at + 1) && is_digit(at + 2) && is_digit(at + 3);
        const bool is_sign = html.compare(at + 1, 2, "±") == 0 || (at >= 2 && html.compare(at - 2, 2, "±") == 0) ||
                             (at > 0 && is_digit(at - 1) && html.compare(at + 1, 1, "%") == 0);
        kept += html[at] == ' ' && (is_group || is_sign) ? std::string("\u00A0") : std::string(1, html[at]);
    }
    return kept;
}

std::string element(std::string_view tag, std::string_view attributes, std::string_view text) {
    return fmt::format("<{}{}{}>{}</{}>\n", tag, attributes.empty() ? "" : " ", attributes, sentence_html(text), tag);
}

/// Only the script that is carried may run, and nothing may be fetched, whatever stands in the page.
std::string policy() {
    return fmt::format(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
        base64_of_hex(sha256_hex(page_script())));
}

std::string tables_html(const PageSection& section) {
    std::string html;
    for (const ReportTable& table : section.tables)
        html += fmt::format("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{}</div>\n",
                            html_text(table.title.empty() ? section.title : table.title), html_table(table));
    if (!section.listing.empty())
        html += fmt::format("<pre tabindex=\"0\" aria-label=\"{}\"{}>{}</pre>\n", html_text(section.title),
                            section.listing_class.empty() ? "" : " class=\"" + section.listing_class + "\"", html_text(section.listing));
    return html;
}

std::string section_html(const PageSection& section) {
    std::string html = fmt::format("<section id=\"{}\"{} aria-labelledby=\"h-{}\">\n<h2 id=\"h-{}\">{}</h2>\n", section.id,
                                   section.choice.empty() ? "" : fmt::format(" data-choice=\"{}\"", section.choice), section.id, section.id,
                                   html_text(section.title));
    if (!section.sentence.empty()) html += element("p", "class=\"say\"", section.sentence);
    if (section.chart) html += fmt::format("<figure><script type=\"application/json\">{}</script></figure>\n", chart_json(*section.chart));
    const std::string tables = tables_html(section);
    if (tables.empty()) return html + "</section>\n";
    // With a chart the script folds the table away; without scripts it is what there is to see.
    if (section.chart || section.is_folded)
        html += fmt::format("<details{}><summary>{}</summary>\n{}</details>\n", section.is_folded ? "" : " open",
                            section.chart ? "As a table" : "Show", tables);
    else
        html += tables;
    return html + "</section>\n";
}

std::string contents(const Page& page) {
    if (page.sections.size() < 4) return "";
    std::string html = "<nav aria-label=\"Contents\"><ul>\n";
    for (const PageSection& section : page.sections)
        html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, html_text(section.title));
    return html + "</ul></nav>\n";
}

bool has_map(const Page& page) {
    return std::any_of(page.sections.begin(), page.sections.end(),
                       [](const PageSection& one) { return one.chart && one.chart->kind == ChartKind::map; });
}

}  // namespace

std::string html_of(const Page& page) {
    std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    html += fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", html_text(policy()));
    html +=
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n";
    html += element("title", "", page.title);
    html += fmt::format("<style>{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n<header>\n",
                        page_style());
    html += element("h1", "dir=\"auto\"", page.title) + element("p", "class=\"sub\"", page.subtitle);
    if (!page.answer.empty()) html += element("p", fmt::format("class=\"{}\"", answer_class(page.tone)), page.answer);
    for (const std::string& remark : page.remarks) html += element("p", remark_attributes(remark), remark);
    html += "</header>\n" + contents(page) + "<main id=\"main\">\n";
    for (const PageSection& section : page.sections) html += section_html(section);
    html += "</main>\n" + element("footer", "", fmt::format("Made by agrocap {}", version()));
    if (has_map(page))
        html += fmt::format("<script type=\"application/json\" id=\"land\">{}</script>\n",
                            page.land.empty() ? std::string(page_land()) : script_json(page.land));
    html += fmt::format("<script>{}</script>\n</body>\n</html>\n", page_script());
    return html;
}

}  // namespace agrocap
