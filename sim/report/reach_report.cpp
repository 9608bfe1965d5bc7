#include "report/reach_report.hpp"

#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/number_format.hpp"

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
    return fmt::format("{} {} {} {}", reach.metric, reach.at_least ? "at least" : "at most", exact_number(reach.threshold), reach.unit);
}

std::string answer_of(const Reach& reach) {
    const std::optional<std::size_t> found = reach.found();
    if (!found)
        return reach.interrupted ? "interrupted before a set of changes met it" : "no set of changes that was tried meets it for sure";
    if (*found == 0) return "it is met as it is: nothing needs to change";
    return fmt::format("it takes {}{}", counted(*found, "change"),
                       reach.is_least() ? ", and fewer of the catalogue do not" : ": the best found, not all smaller sets are ruled out");
}

ReportTable frontier_table(const Reach& reach, const std::vector<std::string>& files) {
    ReportTable table;
    table.title = "The frontier: the best of each number of changes";
    table.columns = {{"changes", "", Align::left},
                     {"reached", reach.unit},
                     {"±", "", Align::right, Digits::like_previous},
                     {"meets", "", Align::left},
                     {"best of its size", "%", Align::right, Digits::percent},
                     {"sets tried", "", Align::right, Digits::exact},
                     {"what-if", "", Align::left}};
    for (std::size_t size = 0; size < reach.frontier.size(); ++size) {
        const ReachPoint& point = reach.frontier[size];
        const int decimals = point.value.half_width ? std::min(decimals_for_half_width(*point.value.half_width), 2) : 0;
        Cell value(point.value.mean), width(point.value.half_width);
        value.decimals = width.decimals = decimals;
        const Tone tone = point.meets == Meets::yes ? Tone::good : point.meets == Meets::no ? Tone::bad : Tone::doubtful;
        table.add({Cell(fmt::format("{}", size)), value, width, Cell(meets_word(point.meets), tone), Cell(point.probability),
                   Cell(fmt::format("{}{}", point.sets, point.exhaustive ? "" : " of more")),
                   Cell(size < files.size() ? files[size] : "")});
        for (const std::size_t change : point.changes) table.notes.push_back(fmt::format("{}: {}", size, reach.catalogue[change].what));
    }
    table.notes.push_back(fmt::format("best of its size: the probability, at least, that no other set tried is better by more than {}",
                                      exact_number(reach.indifference)));
    return table;
}

Json point_part(const Reach& reach, const ReachPoint& point) {
    Json changes = Json::array();
    for (const std::size_t change : point.changes)
        changes.push_back({{"what", reach.catalogue[change].what}, {"set", reach.catalogue[change].set}});
    return {{"changes", std::move(changes)},
            {"mean", json_number(point.value.mean)},
            {"half_width", json_number(point.value.half_width)},
            {"meets", meets_word(point.meets)},
            {"probability", json_number(point.probability)},
            {"sets", point.sets},
            {"refused", point.refused},
            {"exhaustive", point.exhaustive}};
}

}  // namespace

std::string reach_finding(const Reach& reach) {
    const std::optional<std::size_t> found = reach.found();
    if (!found) return "not found";
    if (*found == 0) return "nothing to change";
    return reach.is_least() ? "least" : "best found";
}

RunReport reach_report(const Reach& reach, const std::vector<std::string>& files) {
    RunReport report;
    report.title = fmt::format("{}: target {}", reach.scenario, reach.target);
    report.subtitle = fmt::format("{}: {}", asked_text(reach), answer_of(reach));
    if (!reach.frontier.empty()) report.tables.push_back(frontier_table(reach, files));
    report.remarks.push_back(fmt::format("a catalogue of {}, {} in all, seed {}", counted(reach.changes_known, "change"),
                                         counted(reach.replications, "replication"), reach.seed));
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
                 {"changes", found ? Json(*found) : Json(nullptr)},
                 {"frontier", std::move(frontier)}};
    if (reach.interrupted) json["interrupted"] = true;
    return json_page(json) + "\n";
}

}  // namespace agrocap
