#include "report/comparison_report.hpp"
#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "report/optimum_report.hpp"
#include "report/study_report.hpp"
#include "workbook/provenance.hpp"
#include "workbook/result_workbooks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

/// Effects as the report shows them, by metric: what moves it on the first sheet, the means behind.
void add_effects(Workbook& workbook, const StudyResult& study) {
    for (std::size_t metric = 0; metric < study.focus.size(); ++metric) {
        if (ReportTable tornado = tornado_table(study, metric); !tornado.empty()) workbook.answers.push_back(std::move(tornado));
        if (ReportTable means = main_effect_table(study, metric); !means.empty())
            workbook.sheets.push_back({"Means of " + study.focus[metric].name, std::move(means), {}});
    }
}

}  // namespace

Workbook comparison_workbook(const ComparedScenarios& compared, const Comparison& comparison) {
    Workbook workbook = workbook_of(comparison_report(compared, comparison), {});
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i)
        for (const MetricComparison& row : comparison.whatifs[i].metrics) {
            const std::string& name = row.metric.name;
            const std::string unit = plain_unit(row.metric.unit, compared.currency);
            if (i == 0) workbook.figures.push_back({name, row.base.mean, row.base.half_width, unit});
            const std::string number = std::to_string(i + 1);
            workbook.figures.push_back({name + ".whatif" + number, row.whatif.mean, row.whatif.half_width, unit});
            workbook.figures.push_back({name + ".difference" + number, row.difference.mean, row.difference.half_width, unit});
        }
    const ComparedScenario& base = compared.scenarios.front();
    workbook.facts = provenance({"compare", base.name, base.files, base.set}, comparison.base);
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        const ComparedScenario& whatif = compared.scenarios[i + 1];
        workbook.facts.emplace_back(fmt::format("what-if {}", i + 1), whatif.title());
        workbook.facts.emplace_back(fmt::format("digest of {}", i + 1), whatif.digest);
    }
    for (std::size_t i = 1; i < compared.scenarios.size(); ++i)
        if (ReportTable changed = changed_keys(compared.scenarios[i]); !changed.empty())
            workbook.sheets.push_back({"Changed keys " + std::to_string(i), std::move(changed), {}});
    workbook.sheets.push_back({"Differences", exactly(comparison_table(compared, comparison)), {}});
    return workbook;
}

Workbook study_workbook(const WorkbookOrigin& origin, const StudyResult& study) {
    const RunReport report = study_report(study);
    Workbook workbook{.title = report.title,
                      .subtitle = report.subtitle,
                      .remarks = report.remarks,
                      .answers = {},
                      .figures = {},
                      .facts = provenance(origin),
                      .sheets = {}};
    workbook.facts.emplace_back("study", study.name);
    workbook.facts.emplace_back("digest", study.digest);
    workbook.facts.emplace_back("seed", std::to_string(study.seed));
    workbook.facts.emplace_back("replications", std::to_string(study.replications));
    workbook.facts.emplace_back("confidence", exact_number(study.confidence));
    workbook.sheets.push_back({"Points", study_point_table(study, study.points.size()), {}});
    add_effects(workbook, study);
    return workbook;
}

Workbook optimum_workbook(const WorkbookOrigin& origin, const RunReport& report, const Optimum& optimum, std::uint64_t seed) {
    Workbook workbook = workbook_of(report, {});
    workbook.facts = provenance(origin);
    workbook.facts.emplace_back("seed", std::to_string(seed));
    workbook.facts.emplace_back("replications", std::to_string(optimum.replications));
    workbook.facts.emplace_back("confidence", exact_number(optimum.confidence));
    if (optimum.best) workbook.figures.push_back({"best.cost", optimum.tested[*optimum.best].cost, std::nullopt, ""});
    return workbook;
}

}  // namespace agrocap
