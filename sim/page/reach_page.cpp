#include "page/reach_page.hpp"

#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "report/reach_report.hpp"
#include "report/run_tables.hpp"

#include <fmt/format.h>

#include <utility>

namespace agrocap {

namespace {

constexpr const char* meets_part = "meets the target";
constexpr const char* misses_part = "misses it";
constexpr const char* open_part = "cannot tell";

const char* part_of_point(const ReachPoint& point) {
    return point.meets == Meets::yes ? meets_part : point.meets == Meets::no ? misses_part : open_part;
}

std::string changes_said(const Reach& reach, const ReachPoint& point) {
    std::string text;
    for (const std::size_t change : point.changes) text += (text.empty() ? "" : "; ") + reach.catalogue[change].what;
    return text.empty() ? "as it is" : text;
}

std::string point_said(const Reach& reach, const ReachPoint& point) {
    return fmt::format("{}: {}, {}", changes_said(reach, point), estimate_text(point.value, plain_unit(reach.unit, reach.currency)),
                       part_of_point(point));
}

/// "as it is", "2 changes", "152 000 USD": what a point is ranked by.
std::string row_of(const Reach& reach, const ReachPoint& point) {
    if (point.changes.empty()) return "as it is";
    if (!reach.by_cost) return counted(point.changes.size(), "change");
    return amount_text(point.cost) + (reach.currency.empty() ? "" : " " + reach.currency);
}

Chart frontier_chart(const Reach& reach) {
    Chart chart{.kind = ChartKind::points,
                .title = reach.by_cost ? "What each set reaches that is better than all cheaper ones"
                                       : "What the best set of each number of changes reaches",
                .unit = plain_unit(reach.unit, reach.currency),
                .parts = {meets_part, misses_part, open_part},
                .lines = {{fmt::format("target: {} {}", reach.at_least ? "at least" : "at most", threshold_text(reach.threshold)),
                           reach.threshold}}};
    for (const ReachPoint& point : reach.frontier) {
        chart.marks.push_back({.row = row_of(reach, point),
                               .part = part_of_point(point),
                               .value = point.value.mean,
                               .half_width = point.value.half_width,
                               .say = point_said(reach, point)});
    }
    return chart;
}

Tone tone_of_reach(const Reach& reach) {
    if (!reach.found()) return Tone::bad;
    return reach.is_least() ? Tone::good : Tone::doubtful;
}

}  // namespace

Page reach_page(const Reach& reach, const std::vector<std::string>& files, const PageOrigin& origin) {
    const RunReport report = reach_report(reach, files);
    Page page = plain_page(report);
    page.answer = report.subtitle + ".";
    if (const auto found = reach.found(); found && !reach.frontier[*found].changes.empty())
        page.answer += " What to change: " + changes_said(reach, reach.frontier[*found]) + ".";
    page.subtitle.clear();
    page.tone = tone_of_reach(reach);
    if (!reach.frontier.empty()) {
        PageSection& section = page.sections.front();
        const std::size_t last = reach.found().value_or(reach.frontier.size() - 1);
        section.id = "frontier";
        section.chart = frontier_chart(reach);
        section.sentence = point_said(reach, reach.frontier[last]) + ".";
    }
    add_origin(
        page, origin,
        {.digest = {}, .seed = reach.seed, .replications = reach.replications, .measured = {}, .files = reach.files, .set = reach.set});
    return page;
}

}  // namespace agrocap
