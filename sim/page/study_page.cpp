#include "page/study_page.hpp"

#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t metrics_drawn_of_study = 6;
constexpr std::size_t points_listed = 1000;

/// A key with one value moves nothing.
bool is_told(const MainEffect& effect) { return effect.levels.size() > 1 && !std::isnan(effect.levels.front().mean); }

/// Whether the metric is the same at all values of the key, for sure.
bool moves_nothing(const MainEffect& effect) { return effect.range.mean.value_or(0.0) == 0 && effect.range.half_width.value_or(0.0) == 0; }

/// From the level with the smallest mean to that with the largest, a row a key, the longest first.
std::optional<PageSection> tornado_section(const StudyResult& study, std::size_t metric, const ShownEffects& shown,
                                           const std::vector<std::string>& names) {
    const MetricInfo& info = shown.metric;
    Chart chart{.kind = ChartKind::ranges, .title = "Range of " + info.name + " over the values of each key", .unit = info.unit};
    for (const MainEffect& effect : shown.effects) {
        if (!is_told(effect) || moves_nothing(effect)) continue;
        const LevelMean& low = effect.levels[effect.low];
        const LevelMean& high = effect.levels[effect.high];
        const std::string& key = names[effect.parameter];
        chart.marks.push_back({.row = key,
                               .low = low.mean,
                               .high = high.mean,
                               .say = fmt::format("{}: from {} at {} to {} at {}; the difference is {}", key,
                                                  value_text(low.mean, info.unit), value_shown(low.label), value_text(high.mean, info.unit),
                                                  value_shown(high.label), estimate_text(effect.range, info.unit))});
    }
    if (chart.marks.empty()) return std::nullopt;
    std::string sentence = "The strongest: " + chart.marks.front().say + ".";
    PageSection section{.id = fmt::format("tornado-{}", metric + 1),
                        .title = "What moves " + info.name,
                        .sentence = std::move(sentence),
                        .chart = std::move(chart),
                        .tables = {tornado_table(study, metric)}};
    return section;
}

/// Where the mean is least and where it is most, if these differ at all.
std::string response_text(const MainEffect& effect, const std::string& unit) {
    const LevelMean& low = effect.levels[effect.low];
    const LevelMean& high = effect.levels[effect.high];
    if (!(low.mean < high.mean)) return fmt::format("The same at every value: {}.", value_text(low.mean, unit));
    return fmt::format("From {} at {} to {} at {}.", value_text(low.mean, unit), value_shown(low.label), value_text(high.mean, unit),
                       value_shown(high.label));
}

/// The means over the values of one key, in their order; drawn where they differ.
PageSection response_section(const MetricInfo& info, const MainEffect& effect, const std::string& key, const std::string& id) {
    Chart chart{.kind = ChartKind::lines,
                .title = fmt::format("{} by {}", info.name, key),
                .unit = info.unit,
                .x_title = key,
                .parts = {info.name}};
    ReportTable table;
    table.columns = {{key, "", Align::left}, {info.name, info.unit}, {"points", "", Align::right, Digits::exact}};
    for (const LevelMean& level : effect.levels) {
        if (std::isnan(level.mean)) continue;
        const std::string label = value_shown(level.label);
        chart.marks.push_back({.row = label,
                               .part = info.name,
                               .value = level.mean,
                               .say = fmt::format("{} = {}: {}", key, label, value_text(level.mean, info.unit))});
        table.add({Cell(label), Cell(level.mean), Cell(static_cast<double>(level.points), 0)});
    }
    PageSection section{.id = id,
                        .title = fmt::format("{} by {}", info.name, key),
                        .sentence = response_text(effect, info.unit),
                        .tables = {std::move(table)}};
    if (!moves_nothing(effect)) section.chart = std::move(chart);
    return section;
}

OriginFacts facts_of_files(const StudyOriginText& files) {
    OriginFacts facts;
    for (const auto& [path, sha256] : files.files) facts.files.push_back({path, sha256});
    facts.set = files.set;
    return facts;
}

/// "Of 5 tested points 2 are on the frontier: no cheaper one does as well in output.total."
std::string frontier_text(const Optimum& optimum) {
    const auto count = static_cast<std::size_t>(
        std::count_if(optimum.tested.begin(), optimum.tested.end(), [](const TestedPoint& point) { return point.frontier; }));
    const std::string tested = optimum.tested.size() == 1
                                   ? "One point was tested"
                                   : fmt::format("Of {} {} on the frontier", counted(optimum.tested.size(), "tested point"),
                                                 count == 1 ? "one is" : fmt::format("{} are", count));
    return tested + fmt::format(": no cheaper one does as well in {}.", optimum.focus.front().name);
}

/// What each tested point costs, and what it gives in one focus metric.
PageSection frontier_section(const Optimum& optimum, const OptimumFrame& frame, std::size_t metric) {
    const MetricInfo& info = optimum.focus[metric];
    const MoneyUnit unit = unit_of(optimum, frame, metric);
    Chart chart{.kind = ChartKind::scatter,
                .title = fmt::format("{} of each tested point, by cost", info.name),
                .unit = unit.text,
                .x_title = optimum.has_costs ? "cost, " + frame.currency : "cost (no unit)",
                .parts = {"meets all", "misses", "undecided"}};
    for (const TestedPoint& point : optimum.tested) {
        if (metric >= point.estimates.size() || !point.refused.empty()) continue;
        const Estimate estimate = in_unit(point.estimates[metric], unit);
        const std::size_t part = point.verdict == Feasibility::feasible ? 0 : point.verdict == Feasibility::infeasible ? 1 : 2;
        std::string values;
        for (const std::string& value : frame.design.points[point.point]) values += (values.empty() ? "" : ", ") + value_shown(value);
        chart.marks.push_back(
            {.row = fmt::format("point {}", point.point + 1),
             .part = chart.parts[part],
             .x = point.cost,
             .value = estimate.mean,
             .half_width = estimate.half_width,
             .say = fmt::format("point {} ({}), cost {}: {}, {}{}", point.point + 1, values, amount_text(point.cost),
                                estimate_text(estimate, unit.text), chart.parts[part], point.frontier ? ", on the frontier" : "")});
    }
    PageSection section{.id = fmt::format("frontier-{}", metric + 1), .title = info.name + " by cost"};
    if (metric == 0) section.sentence = frontier_text(optimum);  // it is that of the first metric alone
    if (chart.marks.size() > 1) section.chart = std::move(chart);
    return section;
}

}  // namespace

Page study_page(const StudyResult& study, const StudyOriginText& files, const PageOrigin& origin) {
    const RunReport report = study_report(study);
    Page page{.title = report.title, .subtitle = report.subtitle, .remarks = report.remarks};
    const std::vector<std::string> names = short_names(study.paths);
    for (std::size_t m = 0; m < std::min(study.focus.size(), metrics_drawn_of_study); ++m) {
        const ShownEffects shown = shown_effects(study, m);
        if (auto tornado = tornado_section(study, m, shown, names)) {
            if (page.answer.empty())
                page.answer = fmt::format("What moves {} most is {}.", study.focus[m].name, tornado->chart->marks.front().say);
            page.sections.push_back(std::move(*tornado));
        }
        std::size_t number = 0;
        for (const MainEffect& effect : shown.effects)
            if (is_told(effect))
                page.sections.push_back(
                    response_section(shown.metric, effect, names[effect.parameter], fmt::format("response-{}-{}", m + 1, ++number)));
    }
    if (page.answer.empty())
        page.answer = std::any_of(study.effects.begin(), study.effects.end(), is_told)
                          ? "None of the keys moves any of the metrics."
                          : "What moves the metrics cannot be told from these points.";
    ReportTable points = study_point_table(study, points_listed);
    points.title.clear();
    if (!points.empty()) page.sections.push_back({.id = "points", .title = "Points", .tables = {std::move(points)}});
    OriginFacts facts = facts_of_files(files);
    facts.digest = study.digest;
    facts.seed = study.seed;
    facts.replications = static_cast<std::size_t>(study.replications);
    add_origin(page, origin, facts);
    return page;
}

Page optimum_page(const Optimum& optimum, const OptimumFrame& frame, const StudyOriginText& files, const PageOrigin& origin) {
    const RunReport report = optimum_report(optimum, frame);
    Page page = plain_page(report);
    page.answer = as_sentence(page.subtitle);
    page.subtitle = fmt::format("seed {}", frame.seed);
    page.tone = optimum.interrupted || !optimum.doubtful.empty() ? Tone::doubtful : optimum.best ? Tone::good : Tone::bad;
    std::vector<PageSection> tables = std::move(page.sections);
    page.sections.clear();
    for (std::size_t m = 0; m < std::min(optimum.focus.size(), metrics_drawn_of_study); ++m)
        if (PageSection section = frontier_section(optimum, frame, m); section.chart || !section.sentence.empty())
            page.sections.push_back(std::move(section));
    std::move(tables.begin(), tables.end(), std::back_inserter(page.sections));
    OriginFacts facts = facts_of_files(files);
    facts.seed = frame.seed;
    facts.digest = optimum_digest(optimum);
    add_origin(page, origin, facts);
    return page;
}

}  // namespace agrocap
