#include "report/reach_report.hpp"

#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "report/run_tables.hpp"
#include "report/table_csv.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace agrocap {

namespace {

const char* meets_word(Meets meets) {
    constexpr std::array words{"no", "unclear", "yes"};
    return words[static_cast<std::size_t>(meets)];
}

std::string asked_text(const Reach& reach) {
    return fmt::format("{} {} {} {}", reach.metric, reach.at_least ? "at least" : "at most", threshold_text(reach.threshold),
                       plain_unit(reach.unit, reach.currency));
}

/// "152 000 USD", "3 changes": what a point is ranked by.
std::string cost_text(const Reach& reach, const ReachPoint& point) {
    return grouped(point.cost, 0) + (reach.currency.empty() ? "" : " " + reach.currency);
}

std::string answer_of(const Reach& reach) {
    const std::optional<std::size_t> found = reach.found();
    if (!found)
        return reach.interrupted ? "interrupted before a set of changes met it" : "no set of changes that was tried meets it for sure";
    if (reach.frontier[*found].changes.empty()) return "it is met as it is: nothing needs to change";
    const ReachPoint& point = reach.frontier[*found];
    if (reach.by_cost)
        return fmt::format(
            "it takes {} for {}{}", cost_text(reach, point), counted(point.changes.size(), "change"),
            reach.is_least() ? ", and nothing cheaper of the catalogue does" : ": the best found, not all that is cheaper is ruled out");
    return fmt::format("it takes {}{}", counted(point.changes.size(), "change"),
                       reach.is_least() ? ", and fewer of the catalogue do not" : ": the best found, not all smaller sets are ruled out");
}

std::vector<Column> frontier_columns(const Reach& reach) {
    std::vector<Column> columns{{reach.by_cost ? "point" : "changes", "", Align::left}};
    if (reach.by_cost) columns.push_back({"cost", reach.currency});
    const std::vector<Column> others{{"reached", plain_unit(reach.unit, reach.currency)},
                                     {"±", "", Align::right, Digits::like_previous},
                                     {"meets", "", Align::left},
                                     {reach.by_cost ? "best for its cost" : "best of its size", "%", Align::right, Digits::percent},
                                     {"sets tried", "", Align::right, Digits::exact},
                                     {"bounded out", "", Align::right, Digits::exact},
                                     {"what-if", "", Align::left}};
    columns.insert(columns.end(), others.begin(), others.end());
    return columns;
}

ReportTable frontier_table(const Reach& reach, const std::vector<std::string>& files) {
    ReportTable table;
    table.title = reach.by_cost ? "The frontier: what costs less reaches less" : "The frontier: the best of each number of changes";
    table.short_title = "The frontier";
    table.columns = frontier_columns(reach);
    for (std::size_t number = 0; number < reach.frontier.size(); ++number) {
        const ReachPoint& point = reach.frontier[number];
        const int decimals = point.value.half_width ? std::min(decimals_for_half_width(*point.value.half_width), 2) : 0;
        Cell value(point.value.mean), width(point.value.half_width);
        value.decimals = width.decimals = decimals;
        const Tone tone = point.meets == Meets::yes ? Tone::good : point.meets == Meets::no ? Tone::bad : Tone::doubtful;
        std::vector<Cell> cells{Cell(fmt::format("{}", number))};
        if (reach.by_cost) cells.emplace_back(point.cost, 0);
        cells.insert(cells.end(), {value, width, Cell(meets_word(point.meets), tone), Cell(point.probability),
                                   Cell(fmt::format("{}{}", point.sets, point.exhaustive ? "" : " of more")),
                                   Cell(static_cast<double>(point.bounded), 0), Cell(number < files.size() ? files[number] : "")});
        table.add(std::move(cells));
        for (const std::size_t change : point.changes) table.notes.push_back(fmt::format("{}: {}", number, reach.catalogue[change].what));
    }
    table.notes.push_back(fmt::format("{}: the probability, at least, that no other set tried is better by more than {}",
                                      reach.by_cost ? "best for its cost" : "best of its size",
                                      grouped(reach.indifference, decimals_for_half_width(reach.indifference))));
    if (std::any_of(reach.frontier.begin(), reach.frontier.end(), [](const ReachPoint& point) { return point.bounded > 0; }))
        table.notes.emplace_back("bounded out: not simulated, since what they are proven not to exceed misses the target");
    table.drop_idle_columns(reach.by_cost ? 3 : 2);
    return table;
}

Json point_part(const Reach& reach, const ReachPoint& point) {
    Json changes = Json::array();
    for (const std::size_t change : point.changes)
        changes.push_back({{"what", reach.catalogue[change].what}, {"set", reach.catalogue[change].set}});
    Json part = {{"changes", std::move(changes)},
                 {"mean", json_number(point.value.mean)},
                 {"half_width", json_number(point.value.half_width)},
                 {"meets", meets_word(point.meets)},
                 {"probability", json_number(point.probability)},
                 {"sets", point.sets},
                 {"refused", point.refused},
                 {"bounded", point.bounded},
                 {"exhaustive", point.exhaustive}};
    if (reach.by_cost) part["cost"] = json_number(point.cost);
    return part;
}

}  // namespace

std::string reach_finding(const Reach& reach) {
    const std::optional<std::size_t> found = reach.found();
    if (!found) return "not found";
    if (reach.frontier[*found].changes.empty()) return "nothing to change";
    return reach.is_least() ? "least" : "best found";
}

RunReport reach_report(const Reach& reach, const std::vector<std::string>& files) {
    RunReport report;
    report.title = fmt::format("{}: target {}", reach.scenario, reach.target);
    report.subtitle = fmt::format("{}: {}", asked_text(reach), answer_of(reach));
    if (!reach.frontier.empty()) report.tables.push_back(frontier_table(reach, files));
    report.remarks.push_back(fmt::format("a catalogue of {}, {} in all, seed {}", counted(reach.changes_known, "change"),
                                         counted(reach.replications, "replication"), reach.seed));
    if (!reach.unused_costs.empty())
        report.remarks.push_back(
            fmt::format("no change has the cost {}: nothing there can be changed so", fmt::join(reach.unused_costs, ", ")));
    if (reach.interrupted) report.remarks.emplace_back("interrupted: larger sets were not tried");
    return report;
}

std::string reach_json(const Reach& reach, const std::vector<std::string>& files) {
    Json frontier = Json::array(), scenario_files = Json::array();
    for (const ScenarioFile& file : reach.files) scenario_files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    for (std::size_t size = 0; size < reach.frontier.size(); ++size) {
        Json point = point_part(reach, reach.frontier[size]);
        if (size < files.size() && !files[size].empty()) point["file"] = files[size];
        frontier.push_back(std::move(point));
    }
    const std::optional<std::size_t> found = reach.found();
    Json json = {{"format", "agrocap-reach/1"},
                 {"version", version()},
                 {"scenario", {{"name", reach.scenario}, {"files", std::move(scenario_files)}, {"set", reach.set}, {"seed", reach.seed}}},
                 {"target", reach.target},
                 {"metric", reach.metric},
                 {"unit", reach.unit},
                 {reach.at_least ? "at_least" : "at_most", json_number(reach.threshold)},
                 {"indifference", json_number(reach.indifference)},
                 {"confidence", reach.confidence},
                 {"catalogue", reach.changes_known},
                 {"replications", reach.replications},
                 {"finding", reach_finding(reach)},
                 {"changes", found ? Json(reach.frontier[*found].changes.size()) : Json(nullptr)},
                 {"frontier", std::move(frontier)}};
    if (reach.by_cost) {
        json["currency"] = reach.currency;
        json["cost"] = found ? json_number(reach.frontier[*found].cost) : Json(nullptr);
        json["open"] = reach.open;
        if (!reach.unused_costs.empty()) json["unused_costs"] = reach.unused_costs;
    }
    if (reach.interrupted) json["interrupted"] = true;
    return json_page(json) + "\n";
}

std::vector<CsvFile> reach_csv(const Reach& reach) {
    ReportTable table;
    for (const char* title :
         {"point", "cost", "mean", "half_width", "meets", "probability", "sets", "bounded", "refused", "exhaustive", "changes"})
        table.columns.push_back({.title = title});
    for (std::size_t number = 0; number < reach.frontier.size(); ++number) {
        const ReachPoint& point = reach.frontier[number];
        std::string changes;
        for (const std::size_t change : point.changes) changes += (changes.empty() ? "" : "; ") + reach.catalogue[change].what;
        table.add({Cell(static_cast<double>(number), 0), reach.by_cost ? Cell(point.cost) : Cell(), Cell(point.value.mean),
                   Cell(point.value.half_width), Cell(meets_word(point.meets)), Cell(point.probability),
                   Cell(static_cast<double>(point.sets), 0), Cell(static_cast<double>(point.bounded), 0),
                   Cell(static_cast<double>(point.refused), 0), Cell(point.exhaustive ? "yes" : "no"), Cell(changes)});
    }
    return {{reach_csv_name, csv_of(table)}};
}

}  // namespace agrocap
