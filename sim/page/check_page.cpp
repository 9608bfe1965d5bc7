#include "page/run_page.hpp"

#include "page/target_charts.hpp"
#include "report/check_report.hpp"

#include <fmt/format.h>

namespace agrocap {

Page check_page(const Scenario& scenario, const ExperimentResult& result, const PageOrigin& origin) {
    const RunReport report = check_report(scenario, result);
    Page page = plain_page(report);
    page.tone = tone_of_targets(result);
    page.answer = fmt::format("The verdict is {}.", outcome_of(result));
    for (const TargetResult& target : result.targets) page.answer += fmt::format(" {}: {}.", target.name, verdict_line(target));
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
