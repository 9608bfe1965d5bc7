#include "report/optimum_report.hpp"

#include "base/sha256.hpp"
#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/number_format.hpp"
#include "report/table_csv.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace agrocap {

namespace {

const char* verdict_of(const TestedPoint& point) {
    if (!point.refused.empty()) return "refused";
    if (point.verdict == Feasibility::feasible) return "meets all";
    return point.verdict == Feasibility::infeasible ? "misses" : "undecided";
}

std::string values_text(const OptimumFrame& frame, std::size_t point) {
    const std::vector<std::string> names = short_names(frame.design.paths);
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += fmt::format("{}{} = {}", i == 0 ? "" : ", ", names[i], value_shown(frame.design.points[point][i]));
    return text;
}

std::string cost_text(const Optimum& optimum, const OptimumFrame& frame, double cost) {
    return optimum.has_costs ? grouped(cost, cost == std::floor(cost) ? 0 : 2) + " " + frame.currency : significant(cost) + " (no unit)";
}

std::string answer(const Optimum& optimum, const OptimumFrame& frame) {
    if (!optimum.best) return optimum.interrupted ? "interrupted before an answer" : "no point of the study meets all targets";
    const TestedPoint& best = optimum.tested[*optimum.best];
    return fmt::format("{} that meets all targets: point {}, {}; cost {}", optimum.interrupted ? "the cheapest so far" : "the cheapest",
                       best.point + 1, values_text(frame, best.point), cost_text(optimum, frame, best.cost));
}

ReportTable tested_table(const Optimum& optimum, const OptimumFrame& frame) {
    ReportTable table;
    table.title = "Tested points, by cost";
    table.columns.push_back({.title = "point", .digits = Digits::exact});
    for (const std::string& name : short_names(frame.design.paths)) table.columns.push_back({.title = name, .digits = Digits::exact});
    table.columns.push_back({.title = "cost", .unit = optimum.has_costs ? frame.currency : ""});
    std::vector<MoneyUnit> units;
    for (std::size_t m = 0; m < optimum.focus.size(); ++m) {
        units.push_back(unit_of(optimum, frame, m));
        table.columns.push_back({.title = optimum.focus[m].name, .unit = units[m].text});
        table.columns.push_back({.title = "±", .digits = Digits::like_previous});
    }
    table.columns.push_back({.title = "replications", .digits = Digits::exact});
    for (const char* title : {"verdict", "frontier"}) table.columns.push_back({.title = title, .align = Align::left});
    for (const TestedPoint& point : optimum.tested) {
        std::vector<Cell> cells{Cell(static_cast<double>(point.point + 1))};
        for (const std::string& value : frame.design.points[point.point]) cells.push_back(value_cell(value));
        cells.emplace_back(point.cost);
        for (std::size_t m = 0; m < point.estimates.size(); ++m)
            for (const std::optional<double> value : {point.estimates[m].mean, point.estimates[m].half_width})
                cells.emplace_back(in_unit(value, units[m]));
        const Tone tone = point.verdict == Feasibility::feasible     ? Tone::good
                          : point.verdict == Feasibility::infeasible ? Tone::bad
                                                                     : Tone::doubtful;
        cells.emplace_back(static_cast<double>(point.replications));
        cells.emplace_back(verdict_of(point), tone);
        cells.emplace_back(point.frontier ? "*" : "");
        table.add(std::move(cells));
        if (!point.refused.empty()) table.notes.push_back(refusal_line(point.point, point.refused));
    }
    if (!optimum.has_costs)
        table.notes.emplace_back(
            "the study names no cost: each key counts 0 at its first value to 1 at its last; cost = { \"KEY\" = … } gives money");
    if (!optimum.focus.empty())
        table.notes.push_back(fmt::format("* the frontier: no cheaper tested point does as well in {}", optimum.focus.front().name));
    return table;
}

}  // namespace

MoneyUnit unit_of(const Optimum& optimum, const OptimumFrame& frame, std::size_t metric) {
    double largest = 0;
    for (const TestedPoint& point : optimum.tested)
        if (metric < point.estimates.size()) largest = std::max(largest, std::abs(point.estimates[metric].mean.value_or(0.0)));
    return unit_shown(optimum.focus[metric].unit, largest, frame.currency);
}

RunReport optimum_report(const Optimum& optimum, const OptimumFrame& frame) {
    RunReport report;
    report.title = fmt::format("{}: study {}", frame.scenario, frame.study);
    report.subtitle = answer(optimum, frame);
    report.tables.push_back(tested_table(optimum, frame));
    report.remarks.push_back(fmt::format("tested {} of {} with {}; {} ruled out by a dearer one that misses", optimum.tested.size(),
                                         counted(optimum.points, "point"),
                                         counted(static_cast<std::size_t>(optimum.replications), "replication"), optimum.inferred));
    if (!optimum.interrupted)
        report.remarks.push_back(
            fmt::format("all verdicts are right with a probability of {:g} % at least, up to the targets' indifference zones",
                        optimum.confidence * 100));
    for (const std::size_t place : optimum.doubtful)
        report.remarks.push_back(
            fmt::format("point {} is cheaper, but nothing is proven of it: more replications may tell", optimum.tested[place].point + 1));
    return report;
}

std::string optimum_digest(const Optimum& optimum) {
    Sha256 hash;
    for (const TestedPoint& point : optimum.tested) hash.add(point.refused.empty() ? point.digest + "\n" : "refused\n");
    return hash.hex();
}

std::vector<CsvFile> optimum_csv(const Optimum& optimum, const Design& design) {
    ReportTable table;
    table.columns.push_back({.title = "point"});
    for (const std::string& path : design.paths) table.columns.push_back({.title = path});
    for (const char* title : {"cost", "verdict", "replications", "frontier"}) table.columns.push_back({.title = title});
    for (const MetricInfo& metric : optimum.focus) {
        table.columns.push_back({.title = metric.name});
        table.columns.push_back({.title = metric.name + ".half_width"});
    }
    for (const TestedPoint& point : optimum.tested) {
        std::vector<Cell> cells{Cell(static_cast<double>(point.point + 1))};
        for (const std::string& value : design.points[point.point]) cells.emplace_back(value_shown(value));
        for (const Cell& cell :
             {Cell(point.cost), Cell(verdict_of(point)), Cell(static_cast<double>(point.replications)), Cell(point.frontier ? 1.0 : 0.0)})
            cells.push_back(cell);
        for (std::size_t m = 0; m < optimum.focus.size(); ++m) {
            cells.push_back(m < point.estimates.size() ? Cell(point.estimates[m].mean) : Cell());
            cells.push_back(m < point.estimates.size() ? Cell(point.estimates[m].half_width) : Cell());
        }
        table.add(std::move(cells));
    }
    return {{optimum_csv_name, csv_of(table)}};
}

std::string optimum_json(const Optimum& optimum, const OptimumFrame& frame, const StudyOriginText& origin) {
    Json files = Json::array();
    for (const auto& [path, sha256] : origin.files) files.push_back({{"path", path}, {"sha256", sha256}});
    Json tested = Json::array();
    Json doubtful = Json::array();
    for (const std::size_t place : optimum.doubtful) doubtful.push_back(optimum.tested[place].point + 1);
    for (const TestedPoint& point : optimum.tested) {
        Json values = Json::object();
        for (std::size_t i = 0; i < frame.design.paths.size(); ++i) values[frame.design.paths[i]] = frame.design.points[point.point][i];
        Json one = {{"point", point.point + 1},     {"values", std::move(values)}, {"cost", json_decimal(point.cost)},
                    {"verdict", verdict_of(point)}, {"missed", point.missed},      {"replications", point.replications},
                    {"digest", point.digest},       {"frontier", point.frontier}};
        if (!point.refused.empty()) one["refused"] = point.refused;
        for (std::size_t m = 0; m < optimum.focus.size(); ++m)
            one["metrics"][optimum.focus[m].name] = {{"mean", json_decimal(point.estimates[m].mean)},
                                                     {"half_width", json_decimal(point.estimates[m].half_width)},
                                                     {"unit", optimum.focus[m].unit}};
        tested.push_back(std::move(one));
    }
    Json json = {{"format", "agrocap-optimum/1"},
                 {"version", version()},
                 {"digest", optimum_digest(optimum)},
                 {"study", frame.study},
                 {"scenario", {{"name", frame.scenario}, {"files", std::move(files)}, {"set", origin.set}, {"seed", frame.seed}}},
                 {"confidence", optimum.confidence},
                 {"points", optimum.points},
                 {"currency", frame.currency},
                 {"costs_given", optimum.has_costs},
                 {"ruled_out", optimum.inferred},
                 {"replications", optimum.replications},
                 {"best", optimum.best ? Json(optimum.tested[*optimum.best].point + 1) : Json(nullptr)},
                 {"doubtful", std::move(doubtful)},
                 {"tested", std::move(tested)}};
    if (optimum.interrupted) json["interrupted"] = true;
    return json_page(json) + "\n";
}

}  // namespace agrocap
