#include "page/target_charts.hpp"

#include "page/mark_text.hpp"
#include "page/run_page.hpp"
#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "report/run_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

namespace agrocap {

namespace {

constexpr std::array all_verdicts{Verdict::pass, Verdict::fail, Verdict::undecided, Verdict::impossible};
constexpr std::size_t courses_shown = 12;
constexpr std::size_t steps_shown = 120;  // of a course

/// "1 pass, 1 fail" of several; of one, how it stands.
std::string verdicts_text(const Scenario& scenario, const ExperimentResult& result) {
    if (result.targets.size() == 1) return target_sentence(result.targets.front(), target_unit(scenario, result, result.targets.front()));
    std::string text;
    for (const Verdict verdict : all_verdicts) {
        const auto count = std::count_if(result.targets.begin(), result.targets.end(),
                                         [verdict](const TargetResult& target) { return target.verdict == verdict; });
        if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, verdict_word(verdict));
    }
    return fmt::format("Of {}: {}. Each row has a scale of its own.", counted(result.targets.size(), "target"), text);
}

/// What an estimate is held against: one threshold, or two.
std::vector<double> thresholds_of(const TargetSpec& spec) {
    if (spec.probability) return {**spec.probability};
    if (spec.sense == TargetSense::at_least) return {*spec.low};
    if (spec.sense == TargetSense::at_most) return {*spec.high};
    return {*spec.low, *spec.high};
}

/// The estimates after 2, 3, … replications; of many every so-manieth.
std::vector<std::pair<std::size_t, Estimate>> course_of(const ExperimentResult& result, const TargetResult& target) {
    const auto metric = static_cast<std::size_t>(result.find(*target.spec.metric));
    const std::size_t end = std::min(target.replications, result.values.size());
    std::vector<double> values;
    std::vector<std::pair<std::size_t, Estimate>> course;
    MeanEstimator estimator(*target.spec.confidence);
    const std::size_t stride = (end + steps_shown - 1) / steps_shown;
    for (std::size_t r = 0; r < end; ++r) {
        values.push_back(result.values[r][metric]);
        const bool is_shown = r + 1 == end || (r + 1) % stride == 0;
        if (values.size() >= 2 && is_shown) course.emplace_back(values.size(), estimator.estimate(values));
    }
    return course;
}

}  // namespace

std::string target_unit(const Scenario& scenario, const ExperimentResult& result, const TargetResult& target) {
    if (target.spec.probability) return "share";
    const std::int64_t metric = result.find(*target.spec.metric);
    return metric < 0 ? "" : plain_unit(result.metrics[static_cast<std::size_t>(metric)].unit, *scenario.currency);
}

std::optional<SaidChart> targets_chart(const Scenario& scenario, const ExperimentResult& result) {
    if (result.targets.empty()) return std::nullopt;
    SaidChart said{{.kind = ChartKind::gauges, .title = "Each target's estimate against what it asks"}, {}};
    for (const TargetResult& target : result.targets) {
        if (!target.estimate.mean) continue;
        const std::string unit = target_unit(scenario, result, target);
        const std::vector<double> asked = thresholds_of(target.spec);
        ChartMark mark{.row = target.name,
                       .part = verdict_word(target.verdict),
                       .value = target.estimate.mean,
                       .half_width = target.estimate.half_width,
                       .reference = asked.front(),
                       .unit = unit};
        if (target.interval) {  // of a probability: not the same on both sides
            mark.half_width.reset();
            mark.low = target.interval->low;
            mark.high = target.interval->high;
        }
        mark.say = fmt::format("{}: {}, asked {}: {}", target.name, target_estimate_text(target, unit), threshold_of(target.spec),
                               verdict_word(target.verdict));
        said.chart.marks.push_back(std::move(mark));
        if (asked.size() > 1) said.chart.marks.back().to = exact_number(asked.back());
    }
    if (said.chart.marks.empty()) return std::nullopt;
    for (const Verdict verdict : all_verdicts) said.chart.parts.emplace_back(verdict_word(verdict));
    said.sentence = verdicts_text(scenario, result);
    return said;
}

std::vector<PageSection> test_courses(const Scenario& scenario, const ExperimentResult& result) {
    std::vector<PageSection> sections;
    if (result.values.empty() || result.values.front().empty()) return sections;  // results from a file hold the estimates alone
    for (const TargetResult& target : result.targets) {
        if (target.spec.probability || result.find(*target.spec.metric) < 0 || sections.size() >= courses_shown) continue;
        if (target.estimate.min == target.estimate.max) continue;  // such as a nominal capacity
        const auto course = course_of(result, target);
        if (course.size() < 2) continue;
        const std::string unit = target_unit(scenario, result, target);
        Chart chart{.kind = ChartKind::curves,
                    .title = "Mean after so many replications: " + target.name,
                    .unit = unit,
                    .x_title = "replications",
                    .parts = {target.name}};
        ReportTable table;
        const MoneyUnit shown = per_cent_of_share(unit);
        table.columns = {{"replications", "", Align::left}, {"mean", shown.text}, {"±", "", Align::right, Digits::like_previous}};
        for (const auto& [n, estimate] : course) {
            chart.marks.push_back({.row = std::to_string(n),
                                   .part = target.name,
                                   .x = static_cast<double>(n),
                                   .value = estimate.mean,
                                   .half_width = estimate.half_width,
                                   .say = fmt::format("after {} replications: {}", n, estimate_text(estimate, unit))});
            table.add({Cell(std::to_string(n)), Cell(in_unit(estimate.mean, shown)), Cell(in_unit(estimate.half_width, shown))});
        }
        for (const double asked : thresholds_of(target.spec)) chart.lines.push_back({"asked", asked});
        sections.push_back(
            {.id = fmt::format("course-{}", sections.size() + 1),
             .title = "How the test of " + target.name + " went",
             .sentence = fmt::format("Asked {}; after {} the verdict is {}: {}.", threshold_of(target.spec),
                                     counted(target.replications, "replication"), verdict_word(target.verdict),
                                     course.back().second.mean ? estimate_text(course.back().second, unit) : "nothing was observed"),
             .chart = std::move(chart),
             .tables = {std::move(table)}});
    }
    return sections;
}

}  // namespace agrocap
