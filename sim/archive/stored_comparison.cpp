#include "archive/stored_comparison.hpp"

#include "archive/json_reading.hpp"
#include "archive/stored_series.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <utility>

namespace agrocap {

namespace {

using Document = nlohmann::ordered_json;

constexpr std::size_t compared_replications_max = 10'000'000;  // more than any command takes

std::optional<std::string> text_of(const Document& json) { return json.is_null() ? std::nullopt : std::optional(json.get<std::string>()); }

ComparedScenario scenario_of(const Document& json) {
    ComparedScenario scenario;
    scenario.name = json.at("name");
    scenario.digest = json.at("digest");
    for (const Document& file : json.at("files")) scenario.files.push_back({file.at("path"), file.at("sha256")});
    if (const auto set = json.find("set"); set != json.end())
        for (const Document& option : *set) scenario.set.push_back(option);
    return scenario;
}

MetricComparison row_of(const std::string& name, const Document& json) {
    MetricComparison row;
    row.metric = {name, json.at("unit")};
    row.base.mean = number_at(json, "base");
    row.whatif.mean = number_at(json, "whatif");
    row.difference.mean = number_at(json, "difference");
    row.difference.half_width = number_at(json, "half_width");
    row.difference.n = checked_count(json.at("n"), compared_replications_max);
    if (row.difference.mean && row.difference.half_width) {
        if (*row.difference.mean - *row.difference.half_width > 0) row.change = Change::higher;
        if (*row.difference.mean + *row.difference.half_width < 0) row.change = Change::lower;
    }
    row.correlation = number_at(json, "correlation");
    row.unpaired_replications = number_at(json, "unpaired_replications");
    return row;
}

std::vector<ChangeAccount> accounts_of(const Document& json) {
    std::vector<ChangeAccount> accounts;
    for (const auto& [metric, effects] : json.items()) {
        ChangeAccount account{metric, {}};
        for (const Document& one : effects) {
            ChangeEffect effect{one.at("what"), one.at("keys"), {}};
            effect.effect.mean = number_at(one, "mean");
            effect.effect.half_width = number_at(one, "half_width");
            account.effects.push_back(std::move(effect));
        }
        accounts.push_back(std::move(account));
    }
    return accounts;
}

}  // namespace

StoredComparison stored_comparison(const Document& json) {
    StoredComparison stored;
    Comparison& result = stored.result;
    result.base.values.resize(checked_count(json.at("replications"), compared_replications_max));
    result.base.seed = json.at("seed");
    result.base.measured_days = number_at(json, "measured_days").value_or(std::nan(""));
    result.confidence = json.at("confidence");
    result.intervals = json.at("intervals");
    result.interrupted = json.value("interrupted", false);
    result.base.series = series_at(json, "series");
    stored.compared.currency = json.value("currency", "USD");
    stored.compared.scenarios.push_back(scenario_of(json.at("base")));
    for (const Document& one : json.at("whatifs")) {
        ComparedScenario scenario = scenario_of(one.at("scenario"));
        scenario.what_if = one.value("what_if", "");
        scenario.note = one.value("note", "");
        for (const Document& key : one.at("changed"))
            scenario.differences.push_back({key.at("path"), text_of(key.at("base")), text_of(key.at("whatif"))});
        if (const auto changes = one.find("changes"); changes != one.end()) scenario.accounts = accounts_of(*changes);
        stored.compared.scenarios.push_back(std::move(scenario));
        WhatIfComparison whatif;
        whatif.identical = one.value("identical", false);
        const auto replications = one.find("replications");
        whatif.result.values.resize(replications == one.end() ? result.base.values.size()
                                                              : checked_count(*replications, compared_replications_max));
        for (const auto& [name, metric] : one.at("metrics").items()) whatif.metrics.push_back(row_of(name, metric));
        whatif.result.series = series_at(one, "series");
        whatif.difference = series_at(one, "series_difference");
        result.whatifs.push_back(std::move(whatif));
    }
    if (const auto left_out = json.find("left_out"); left_out != json.end())
        for (const Document& title : *left_out) {
            stored.compared.scenarios.emplace_back();
            stored.compared.scenarios.back().what_if = title;
        }
    return stored;
}

}  // namespace agrocap
