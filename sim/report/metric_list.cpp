#include "report/metric_list.hpp"

#include "base/version.hpp"
#include "observe/metrics.hpp"
#include "scenario/metric_table.hpp"
#include "scenario/metric_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace agrocap {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* introduction = R"(# Metrics

Every figure of a result has a name. Targets, `focus`, `--metric` and `--probability` ask for it by that name, JSON and CSV give it under that name.

`agrocap metrics` prints this list, `agrocap metrics plant.toml` the metrics of a scenario, `agrocap metrics plant.toml 'state.*.down'` some of them.
This page is made from the declarations in the source (`agrocap metrics --markdown`).

Small words of a name stand for themselves, capital ones for ids: `output.plant.PLANT` is `output.plant.semey` for the plant `semey`. A share is a number from 0 to 1.
Counts are a year's: what was counted in the measured time × 365 days ÷ measured time. A mean without an observation is `null`.
)";

ListedMetric listed(std::string name, const MetricRow& row) { return {std::move(name), row.pattern, row.unit, row.meaning, row.where}; }

/// Whether the text is the pattern, in which a * stands for any text.
bool fits(std::string_view pattern, std::string_view text) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == text;
    if (!text.starts_with(pattern.substr(0, star))) return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t from = star; from <= text.size(); ++from) {
        if (fits(rest, text.substr(from))) return true;
    }
    return false;
}

void write_group_head(const MetricRow& row, std::string& out) {
    const auto begins = [&](const MetricGroup& group) { return group.first == row.pattern; };
    const auto group = std::find_if(metric_groups.begin(), metric_groups.end(), begins);
    if (group != metric_groups.end())
        out += fmt::format("\n## {}\n\n| metric | unit | what it is | of which |\n|---|---|---|---|\n", group->title);
}

}  // namespace

std::vector<ListedMetric> declared_metrics() {
    std::vector<ListedMetric> metrics;
    metrics.reserve(std::size(metric_rows));
    for (const MetricRow& row : metric_rows) metrics.push_back(listed(std::string(row.pattern), row));
    return metrics;
}

std::vector<ListedMetric> list_metrics(const Scenario& scenario) {
    std::vector<ListedMetric> metrics;
    for (DescribedMetric& metric : described_metrics(scenario)) metrics.push_back(listed(std::move(metric.name), *metric.row));
    return metrics;
}

std::vector<ListedMetric> select_metrics(std::vector<ListedMetric> metrics, const std::string& meant) {
    const std::string pattern = meant.find('*') == std::string::npos ? "*" + meant + "*" : meant;
    std::erase_if(metrics, [&](const ListedMetric& metric) { return !fits(pattern, metric.name); });
    return metrics;
}

std::string metric_list_text(const std::vector<ListedMetric>& metrics) {
    std::size_t names = 0, units = 0;
    for (const ListedMetric& metric : metrics) {
        names = std::max(names, metric.name.size());
        units = std::max(units, metric.unit.size());
    }
    std::string text;
    for (const ListedMetric& metric : metrics)
        text += fmt::format("{:{}}  {:{}}  {}\n", metric.name, names, metric.unit, units, metric.meaning);
    return text;
}

std::string metric_list_json(const std::vector<ListedMetric>& metrics, const Scenario* scenario) {
    Json document = {{"format", "agrocap-metrics/1"}, {"version", version()}};
    if (scenario != nullptr) {
        Json files = Json::array();
        for (const ScenarioFile& file : scenario->files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
        document["scenario"] = {{"name", *scenario->name}, {"files", std::move(files)}, {"set", scenario->set}};
    }
    Json& list = document["metrics"] = Json::array();
    for (const ListedMetric& metric : metrics) {
        Json one = {{"name", metric.name}};
        if (metric.name != metric.pattern) one["pattern"] = metric.pattern;
        one["unit"] = metric.unit;
        one["meaning"] = metric.meaning;
        if (!metric.where.empty()) one["where"] = metric.where;
        list.push_back(std::move(one));
    }
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string metrics_markdown() {
    std::string out = introduction;
    out += "\n| word | stands for |\n|---|---|\n";
    for (const MetricWord& word : metric_words()) out += fmt::format("| {} | {} |\n", word.word, word.meaning);
    for (const MetricRow& row : metric_rows) {
        write_group_head(row, out);
        out += fmt::format("| `{}` | {} | {} | {} |\n", row.pattern, row.unit, row.meaning, row.where);
    }
    return out;
}

}  // namespace agrocap
