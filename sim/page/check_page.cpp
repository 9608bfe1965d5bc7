#include "page/run_page.hpp"

#include "page/mark_text.hpp"
#include "page/target_charts.hpp"
#include "report/check_report.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>

namespace agrocap {

namespace {

/// "The target enough (output.total at least 8 500) holds: 8 612 ± 16 units/y, 112 units/y (1.3 %) to spare after 30 replications."
std::string checked_sentence(const TargetResult& target, const std::string& unit) {
    std::string text = target_sentence(target, unit);
    const std::optional<TargetMargin> margin = margin_of(target);
    if (!margin) return text;
    text.pop_back();
    const std::string part = margin->part ? fmt::format(" ({})", per_cent_text(std::abs(*margin->part))) : "";
    return text + fmt::format(", {}{} {} after {}.", value_text(std::abs(margin->units), unit), part,
                              margin->units < 0 ? "short" : "to spare", counted(target.replications, "replication"));
}

}  // namespace

Page check_page(const Scenario& scenario, const ExperimentResult& result, const PageOrigin& origin) {
    const RunReport report = check_report(scenario, result);
    Page page = plain_page(report);
    page.tone = tone_of_targets(result);
    page.answer = fmt::format("The verdict is {}.", outcome_of(result));
    for (const TargetResult& target : result.targets) page.answer += " " + checked_sentence(target, target_unit(scenario, result, target));
    page.sections.front().id = "targets";
    if (std::optional<SaidChart> said = targets_chart(scenario, result)) {
        page.sections.front().sentence = std::move(said->sentence);
        page.sections.front().chart = std::move(said->chart);
    }
    for (PageSection& course : test_courses(scenario, result)) page.sections.push_back(std::move(course));
    add_origin(page, origin, origin_facts(scenario, result));
    return page;
}

}  // namespace agrocap
