#include "report/comparison_report.hpp"

#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/series_json.hpp"
#include "report/table_csv.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

Json scenario_part(const ComparedScenario& scenario) {
    Json files = Json::array();
    for (const ScenarioFile& file : scenario.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    return {{"name", scenario.name}, {"files", std::move(files)}, {"digest", scenario.digest}, {"set", scenario.set}};
}

Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

Json metric_part(const MetricComparison& row) {
    return {{"base", json_decimal(row.base.mean)},
            {"whatif", json_decimal(row.whatif.mean)},
            {"difference", json_decimal(row.difference.mean)},
            {"half_width", json_decimal(row.difference.half_width)},
            {"finding", finding_of(row)},
            {"correlation", json_decimal(row.correlation)},
            {"unpaired_replications", json_decimal(row.unpaired_replications)},
            {"n", row.difference.n},
            {"unit", row.metric.unit}};
}

Json effect_part(const ChangeEffect& one) {
    const bool clear = one.effect.half_width && std::abs(*one.effect.mean) > *one.effect.half_width;
    return {{"what", one.what},
            {"keys", one.keys},
            {"mean", json_decimal(one.effect.mean)},
            {"half_width", json_decimal(one.effect.half_width)},
            {"clear", clear}};
}

Json accounts_part(const std::vector<ChangeAccount>& accounts) {
    Json part = Json::object();
    for (const ChangeAccount& account : accounts) {
        Json& effects = part[account.metric] = Json::array();
        for (const ChangeEffect& one : account.effects) effects.push_back(effect_part(one));
    }
    return part;
}

}  // namespace

ReportTable comparison_table(const ComparedScenarios& compared, const Comparison& comparison) {
    ReportTable table;
    for (const char* title : {"whatif", "metric", "unit", "base", "whatif_mean", "difference", "half_width", "finding", "correlation",
                              "unpaired_replications", "n"})
        table.columns.push_back({.title = title});
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i)
        for (const MetricComparison& row : comparison.whatifs[i].metrics)
            table.add({Cell(compared.scenarios[i + 1].short_title()), Cell(row.metric.name), Cell(row.metric.unit), row.base.mean,
                       row.whatif.mean, row.difference.mean, row.difference.half_width, Cell(finding_of(row)), row.correlation,
                       row.unpaired_replications, Cell(static_cast<double>(row.difference.n))});
    return table;
}

CsvFile comparison_csv(const ComparedScenarios& compared, const Comparison& comparison) {
    return {comparison_csv_name, csv_of(comparison_table(compared, comparison))};
}

std::string comparison_json(const ComparedScenarios& compared, const Comparison& comparison) {
    Json whatifs = Json::array();
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        const ComparedScenario& scenario = compared.scenarios[i + 1];
        const WhatIfComparison& whatif = comparison.whatifs[i];
        Json changed = Json::array();
        for (const ScenarioDifference& one : scenario.differences)
            changed.push_back({{"path", one.path}, {"base", text_or_null(one.left)}, {"whatif", text_or_null(one.right)}});
        Json metrics = Json::object();
        for (const MetricComparison& row : whatif.metrics) metrics[row.metric.name] = metric_part(row);
        Json part = {{"title", scenario.short_title()}, {"scenario", scenario_part(scenario)},
                     {"identical", whatif.identical},   {"replications", whatif.result.values.size()},
                     {"changed", std::move(changed)},   {"metrics", std::move(metrics)}};
        if (!scenario.what_if.empty()) part["what_if"] = scenario.what_if;
        if (whatif.identical) part["finding"] = reaches_nothing;
        if (!scenario.note.empty()) part["note"] = scenario.note;
        if (whatif.result.series) part["series"] = series_value(*whatif.result.series);
        if (whatif.difference) part["series_difference"] = series_value(*whatif.difference);
        if (!scenario.accounts.empty()) part["changes"] = accounts_part(scenario.accounts);
        whatifs.push_back(std::move(part));
    }
    Json json = {{"format", "agrocap-comparison/1"},
                 {"version", version()},
                 {"replications", comparison.base.values.size()},
                 {"seed", comparison.base.seed},
                 {"confidence", comparison.confidence},
                 {"intervals", comparison.intervals},
                 {"measured_days", json_number(comparison.base.measured_days)},
                 {"currency", compared.currency},
                 {"set", compared.scenarios.front().set},
                 {"base", scenario_part(compared.scenarios.front())},
                 {"whatifs", std::move(whatifs)}};
    if (comparison.base.series) json["series"] = series_value(*comparison.base.series);
    if (comparison.interrupted) {
        json["interrupted"] = true;
        Json left_out = Json::array();
        for (std::size_t i = comparison.whatifs.size() + 1; i < compared.scenarios.size(); ++i)
            left_out.push_back(compared.scenarios[i].title());
        json["left_out"] = std::move(left_out);
    }
    return json_page(json) + "\n";
}

}  // namespace agrocap
