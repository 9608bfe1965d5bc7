#include "report/comparison_report.hpp"

#include "base/version.hpp"
#include "report/table_csv.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

using Json = nlohmann::ordered_json;

Json number(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return nullptr;
    return *value;
}

Json scenario_part(const Scenario& scenario, const ExperimentResult& result) {
    Json files = Json::array();
    for (const ScenarioFile& file : scenario.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    return {{"name", *scenario.name}, {"files", std::move(files)}, {"digest", result.digest}};
}

Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

Json metric_part(const MetricComparison& row) {
    return {{"base", number(row.base.mean)},
            {"whatif", number(row.whatif.mean)},
            {"difference", number(row.difference.mean)},
            {"half_width", number(row.difference.half_width)},
            {"finding", finding_of(row)},
            {"correlation", number(row.correlation)},
            {"unpaired_replications", number(row.unpaired_replications)},
            {"n", row.difference.n},
            {"unit", row.metric.unit}};
}

}  // namespace

CsvFile comparison_csv(const ComparedScenarios& compared, const Comparison& comparison) {
    ReportTable table;
    for (const char* title : {"whatif", "metric", "unit", "base", "whatif_mean", "difference", "half_width", "finding", "correlation",
                              "unpaired_replications", "n"})
        table.columns.push_back({.title = title});
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i)
        for (const MetricComparison& row : comparison.whatifs[i].metrics)
            table.add({Cell(compared.scenarios[i + 1]->files.front().path), Cell(row.metric.name), Cell(row.metric.unit), row.base.mean,
                       row.whatif.mean, row.difference.mean, row.difference.half_width, Cell(finding_of(row)), row.correlation,
                       row.unpaired_replications, Cell(static_cast<double>(row.difference.n))});
    return {comparison_csv_name, csv_of(table)};
}

std::string comparison_json(const ComparedScenarios& compared, const Comparison& comparison) {
    Json whatifs = Json::array();
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) {
        Json changed = Json::array();
        for (const ScenarioDifference& one : compared.differences[i])
            changed.push_back({{"path", one.path}, {"base", text_or_null(one.left)}, {"whatif", text_or_null(one.right)}});
        Json metrics = Json::object();
        for (const MetricComparison& row : comparison.whatifs[i].metrics) metrics[row.metric.name] = metric_part(row);
        whatifs.push_back({{"scenario", scenario_part(*compared.scenarios[i + 1], comparison.whatifs[i].result)},
                           {"changed", std::move(changed)},
                           {"metrics", std::move(metrics)}});
    }
    const Json json = {{"format", "agrocap-comparison/1"},
                       {"version", version()},
                       {"replications", comparison.base.values.size()},
                       {"seed", comparison.base.seed},
                       {"confidence", comparison.confidence},
                       {"intervals", comparison.intervals},
                       {"set", compared.scenarios.front()->set},
                       {"base", scenario_part(*compared.scenarios.front(), comparison.base)},
                       {"whatifs", std::move(whatifs)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace agrocap
