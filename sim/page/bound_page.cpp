#include "page/bound_page.hpp"

#include "page/mark_text.hpp"
#include "report/bound_report.hpp"
#include "report/bound_tables.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace agrocap {

namespace {

constexpr const char* optimum_part = "optimum of the linear program";
constexpr const char* allowance_part = "allowance for work in hand and stocks";

PageSection section_of(std::string id, ReportTable table) {
    PageSection section{.id = std::move(id), .title = table.title, .tables = {std::move(table)}};
    section.tables.front().title.clear();
    return section;
}

PageSection bounds_section(const StatedBounds& stated) {
    PageSection section = section_of("bounds", bounds_table(stated));
    Chart chart{.kind = ChartKind::bars, .title = "Each proven bound", .unit = "units/y"};
    const auto has_allowance = [](const StatedBound& bound) { return bound.allowance.value_or(0) > 0; };
    if (std::any_of(stated.bounds.begin(), stated.bounds.end(), has_allowance)) chart.parts = {optimum_part, allowance_part};
    for (const StatedBound& bound : stated.bounds) {
        if (!section.sentence.empty()) section.sentence += " ";
        section.sentence += bound_sentence(bound) + ".";
        if (!bound.value) continue;
        chart.marks.push_back({.row = bound.metric,
                               .part = optimum_part,
                               .value = bound.optimum,
                               .say = fmt::format("{}: at most {}", bound.metric, value_text(*bound.value, bound.unit))});
        if (has_allowance(bound))
            chart.marks.push_back({.row = bound.metric,
                                   .part = allowance_part,
                                   .value = bound.allowance,
                                   .say = fmt::format("{}: of that {} for work in hand and stocks at the edges of time", bound.metric,
                                                      value_text(*bound.allowance, bound.unit))});
    }
    if (says_something(chart)) section.chart = std::move(chart);
    return section;
}

/// "1 unit", "84 h", "5 070 units"
std::string amount_of(double amount, const std::string& measure) { return value_text(amount, measure == "unit" ? "units" : measure); }

/// "hours of plant.works.line.main.station.press: one h more brings 1 unit a year, up to 84 h; one less costs 1.1"
std::string limit_said(const StatedBound& bound, const StatedLimit& limit) {
    const auto end = [&limit](std::optional<double> range) {
        return range ? fmt::format(", up to {}", amount_of(*range, limit.measure)) : std::string();
    };
    return fmt::format("{}: one {} more brings {}{}; one less costs {}{}", limit_name(limit), limit.measure,
                       value_text(limit.up, bound.unit), end(limit.range_up), value_text(limit.down, bound.unit), end(limit.range_down));
}

/// "works.main.press", as tables call it; with its kind and when, where it binds in several ways.
std::string limit_row(const StatedBound& bound, const StatedLimit& limit) {
    const auto is_of_it = [&limit](const StatedLimit& other) { return other.row.what == limit.row.what; };
    if (std::count_if(bound.binding.begin(), bound.binding.end(), is_of_it) > 1) return limit_name(limit);
    std::string ids;  // each stands behind the word for what it names: plant.works.line.main
    bool is_id = false;
    for (std::size_t at = 0; at <= limit.row.what.size(); is_id = !is_id) {
        const std::size_t end = std::min(limit.row.what.find('.', at), limit.row.what.size());
        if (is_id) ids += (ids.empty() ? "" : ".") + limit.row.what.substr(at, end - at);
        at = end + 1;
    }
    return ids.empty() ? limit.row.what : ids;
}

std::optional<PageSection> binding_section(const StatedBound& bound, const std::string& measure, const std::string& id) {
    ReportTable table = binding_table(bound, measure);
    if (table.empty()) return std::nullopt;
    PageSection section = section_of(id, std::move(table));
    const auto is_of_it = [&measure](const StatedLimit& limit) { return limit.measure == measure; };
    const auto brings = [](const StatedLimit& limit) { return limit.up > worth_something; };
    // What the sentence is about, the limit that makes the most of the bound, decides which way the bars go.
    const auto first = std::find_if(bound.binding.begin(), bound.binding.end(), is_of_it);
    const bool is_of_more = first != bound.binding.end() && brings(*first);
    const bool is_of_less_alone = std::none_of(bound.binding.begin(), bound.binding.end(),
                                               [&](const StatedLimit& limit) { return is_of_it(limit) && brings(limit); });
    Chart chart{.kind = ChartKind::bars,
                .title = is_of_more ? fmt::format("What one {} more of each limit brings to {}", measure, bound.metric)
                                    : fmt::format("What one {} less of each limit costs {}{}", measure, bound.metric,
                                                  is_of_less_alone ? "; one more brings nothing" : ""),
                .unit = fmt::format("{} per {}", bound.unit, measure)};
    for (const StatedLimit& limit : bound.binding)
        if (limit.measure == measure)
            chart.marks.push_back(
                {.row = limit_row(bound, limit), .value = is_of_more ? limit.up : limit.down, .say = limit_said(bound, limit)});
    section.sentence = "The most of the bound is made by " + chart.marks.front().say + ".";
    section.chart = std::move(chart);
    return section;
}

/// "No luck and no dispatching exceeds, on average: 13 144 units/y of output.total. Nothing bounds sales.total."
std::string answer_of(const StatedBounds& stated) {
    std::vector<std::string> bounded, boundless;
    for (const StatedBound& bound : stated.bounds) {
        if (bound.value)
            bounded.push_back(fmt::format("{} {} of {}", grouped(*bound.value, 0), bound.unit, bound.metric));
        else
            boundless.push_back(bound.metric);
    }
    std::vector<std::string> sentences;
    if (!bounded.empty()) sentences.push_back(fmt::format("No luck and no dispatching exceeds, on average: {}.", fmt::join(bounded, "; ")));
    if (!boundless.empty()) sentences.push_back(fmt::format("Nothing bounds {}.", fmt::join(boundless, ", ")));
    return fmt::format("{}", fmt::join(sentences, " "));
}

}  // namespace

Page bound_page(const StatedBounds& stated, const PageOrigin& origin) {
    const RunReport report = bounds_report(stated);
    Page page{
        .title = report.title, .subtitle = "Proven bounds; nothing was simulated", .answer = answer_of(stated), .remarks = report.remarks};
    page.sections.push_back(bounds_section(stated));
    for (std::size_t i = 0; i < stated.bounds.size(); ++i) {
        const StatedBound& bound = stated.bounds[i];
        for (const char* measure : measures)
            if (auto section = binding_section(bound, measure, fmt::format("binding-{}-{}", i + 1, measure)))
                page.sections.push_back(std::move(*section));
        if (!bound.cut.empty()) {
            PageSection section = section_of(fmt::format("cut-{}", i + 1), cut_table(bound));
            section.sentence = as_sentence(cut_sentence(bound));
            page.sections.push_back(std::move(section));
        }
    }
    add_origin(page, origin, {.digest = {}, .seed = {}, .replications = 0, .measured = {}, .files = stated.files, .set = stated.set});
    return page;
}

}  // namespace agrocap
