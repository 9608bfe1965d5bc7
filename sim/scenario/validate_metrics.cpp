#include "scenario/checks.hpp"
#include "scenario/metric_name.hpp"
#include "scenario/number_text.hpp"
#include "scenario/object_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace agrocap {

namespace {

void check_asked(Checks& checks, const AskedMetric& asked) {
    const std::string& name = asked.metric.value;
    if (name.empty() && !asked.metric.given) return;  // the reader reports a missing one
    if (const auto fault = metric_name_fault(checks.scenario, name, asked.metric.at))
        checks.error(Code::no_such_metric, asked.metric.at, asked.path, fault->text, fault->hint);
}

/// What output as a share of nominal capacity stays below by far: work over the shift's end is all that lifts it above 1 for long.
double utilisation_max(const Scenario& scenario) {
    const auto finishes = [](const Keyed<StationSpec>& stations) {
        return std::any_of(stations.begin(), stations.end(), [](const auto& entry) { return entry.second.shift_end == ShiftEnd::finish; });
    };
    const bool any = std::any_of(scenario.plant.begin(), scenario.plant.end(), [&](const auto& plant) {
        const Keyed<LineSpec>& lines = plant.second.line;
        return finishes(plant.second.station) ||
               std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return finishes(line.second.station); });
    });
    return any ? 24 : 2;  // round the clock for a shift of an hour
}

/// Whether a threshold is one that the metric can have: that of a share from 0 to 1, say, and no per cent.
void check_threshold(Checks& checks, const std::string& metric, double threshold, bool is_per_cent, SourceSpan at,
                     const std::string& path) {
    const MetricRow* row = find_metric_row(checks.scenario, metric);
    if (row != nullptr && is_per_cent && row->unit != "share")
        return checks.error(Code::out_of_range, at, path, fmt::format("a per cent is a share, and \"{}\" is in {}", metric, row->unit),
                            "write the threshold as a number");
    if (row == nullptr || row->range == MetricRange::any) return;
    const bool is_share = row->unit == "share";
    const double most = is_proper_share(*row) ? 1 : is_share ? utilisation_max(checks.scenario) : HUGE_VAL;
    if (threshold >= 0 && threshold <= most) return;
    const std::string range = is_proper_share(*row) ? "a share from 0 to 1"
                              : threshold > most    ? "a share, seldom above 1 and never so far"
                                                    : "never below 0";
    const bool is_hundredfold = !is_per_cent && threshold > most && threshold <= 100 * std::min(most, 2.0);
    checks.error(Code::out_of_range, at, path, fmt::format("{} is out of range: \"{}\" is {}", threshold, metric, range),
                 is_hundredfold ? per_cent_hint(threshold) : "");
}

void check_target(Checks& checks, const std::string& id, const TargetSpec& target) {
    const std::string path = "target." + id;
    switch (target.sense) {
        case TargetSense::at_least:
            check_threshold(checks, *target.metric, *target.low, target.is_per_cent, target.low.at, path + ".at_least");
            break;
        case TargetSense::at_most:
            check_threshold(checks, *target.metric, *target.high, target.is_per_cent, target.high.at, path + ".at_most");
            break;
        case TargetSense::between:
            check_threshold(checks, *target.metric, *target.low, target.is_per_cent, target.low.at, path + ".between");
            check_threshold(checks, *target.metric, *target.high, target.is_per_cent, target.high.at, path + ".between");
            break;
    }
}

/// Words that stand in metrics where ids of plants or markets do: "total" of "sales.total" beside "sales.MARKET".
std::set<std::string> words_beside_ids() {
    std::set<std::string> heads, words;
    for (const MetricRow& row : metric_rows) {
        const std::vector<std::string> parts = path_words(std::string(row.pattern));
        if (parts.size() == 2 && (parts[1] == "PLANT" || parts[1] == "MARKET")) heads.insert(parts[0]);
    }
    for (const MetricRow& row : metric_rows) {
        const std::vector<std::string> parts = path_words(std::string(row.pattern));
        if (parts.size() == 2 && heads.contains(parts[0]) && parts[1].front() >= 'a') words.insert(parts[1]);
    }
    return words;
}

/// No two metrics have one name: figures of plants and markets stand side by side, and beside those of all.
void check_ids(Checks& checks) {
    const std::set<std::string> taken = words_beside_ids();
    const auto refuse_taken = [&](const KnownNames& names, const std::string& kind) {
        for (const KnownName& one : names) {
            if (!taken.contains(one.name)) continue;
            checks.error(
                Code::name_twice, one.at, kind + "." + one.name,
                fmt::format("a {} may not be called \"{}\": metrics such as \"sales.{}\" have that name", kind, one.name, one.name));
        }
    };
    refuse_taken(names_of(checks.scenario.plant), "plant");
    refuse_taken(names_of(checks.scenario.market), "market");
    for (const auto& [id, market] : checks.scenario.market) {
        const auto plant = checks.scenario.plant.find(id);
        if (plant == checks.scenario.plant.end()) continue;
        checks.error(Code::name_twice, market.at, "market." + id,
                     fmt::format("a plant is called \"{}\", too{}: metrics such as \"cost.{}\" would have one name", id,
                                 checks.place_of(plant->second.at, market.at), id),
                     fmt::format("call the market \"{}-market\", say", id));
    }
}

}  // namespace

void check_metrics(Checks& checks) {
    for (const AskedMetric& asked : asked_metrics(checks.scenario)) check_asked(checks, asked);
    for (const auto& [id, target] : checks.scenario.target) check_target(checks, id, target);
    for (const ProbabilitySpec& question : checks.scenario.experiment.probabilities)
        check_threshold(checks, *question.metric, question.threshold, question.is_per_cent, question.metric.at, "experiment.probabilities");
    check_ids(checks);
}

}  // namespace agrocap
