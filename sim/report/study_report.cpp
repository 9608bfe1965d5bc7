#include "report/study_report.hpp"

#include "report/money_unit.hpp"
#include "report/number_format.hpp"
#include "report/run_tables.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace agrocap {

namespace {

std::string tail_of(const std::string& path, std::size_t parts) {
    const std::vector<std::string> keys = split_path(path).value_or(std::vector<std::string>{path});
    std::size_t first = keys.size() - std::min(parts, keys.size());
    while (first > 0 && entry_number(keys[first])) --first;  // an entry's number says nothing without its array
    std::string tail;
    for (std::size_t i = first; i < keys.size(); ++i) tail = joined_path(tail, keys[i]);
    return tail;
}

std::string titled(const std::string& title, const StudyResult& study, std::size_t metric) {
    return fmt::format("{} on {}", title, study.focus[metric].name);
}

/// The unit of a metric in all tables of the study: that of its largest mean.
MoneyUnit unit_of(const StudyResult& study, std::size_t metric) {
    double largest = 0;
    for (const PointResult& point : study.points)
        if (metric < point.estimates.size()) largest = std::max(largest, std::abs(point.estimates[metric].mean.value_or(0.0)));
    return unit_shown(study.focus[metric].unit, largest, study.currency);
}

}  // namespace

std::vector<std::string> short_names(const std::vector<std::string>& paths) {
    std::vector<std::string> names;
    for (const std::string& path : paths) {
        std::size_t parts = 1;
        const auto is_shared = [&] {
            return std::count_if(paths.begin(), paths.end(),
                                 [&](const std::string& other) { return tail_of(other, parts) == tail_of(path, parts); }) > 1;
        };
        while (parts < 32 && is_shared()) ++parts;
        names.push_back(tail_of(path, parts));
    }
    return names;
}

std::string value_shown(const std::string& toml) {
    const bool quoted = toml.size() >= 2 && toml.front() == '"' && toml.back() == '"' && toml.find('\\') == std::string::npos;
    return quoted ? toml.substr(1, toml.size() - 2) : toml;
}

ShownEffects shown_effects(const StudyResult& study, std::size_t metric) {
    const MoneyUnit unit = unit_of(study, metric);
    ShownEffects shown{study.focus[metric], {}};
    shown.metric.unit = unit.text;
    for (MainEffect effect : study.effects) {
        if (effect.metric != metric) continue;
        for (LevelMean& level : effect.levels) level.mean /= unit.size;
        effect.range = in_unit(effect.range, unit);
        shown.effects.push_back(std::move(effect));
    }
    return shown;
}

Cell value_cell(const std::string& toml) {
    double number = 0;
    const auto [end, error] = std::from_chars(toml.data(), toml.data() + toml.size(), number);
    const bool is_shown_alike = error == std::errc() && end == toml.data() + toml.size() && exact_number(number) == toml;
    return is_shown_alike ? Cell(number) : Cell(value_shown(toml));
}

std::string refusal_line(std::size_t point, const std::string& refusal) {
    const std::string name = fmt::format("point {}", point + 1);
    std::string line = refusal.substr(0, refusal.find('\n'));
    // A message has the point as its file: "point 5:1:36: error …", a place that nobody wrote.
    if (line.starts_with(name + ":")) line.erase(0, std::min(line.find(": ") + 2, line.size()));
    return name + ": " + line;
}

ReportTable study_point_table(const StudyResult& study, std::size_t count) {
    ReportTable table;
    table.title = "Points";
    table.columns.push_back({.title = "point", .digits = Digits::exact});
    for (const std::string& name : short_names(study.paths)) table.columns.push_back({.title = name, .digits = Digits::exact});
    std::vector<MoneyUnit> units;
    for (std::size_t m = 0; m < study.focus.size(); ++m) {
        units.push_back(unit_of(study, m));
        table.columns.push_back({.title = study.focus[m].name, .unit = units[m].text});
        table.columns.push_back({.title = "±", .digits = Digits::like_previous});
    }
    for (const StudyTarget& target : study.targets) table.columns.push_back({.title = target.name, .align = Align::left});
    if (study.precision) table.columns.push_back({.title = "replications", .digits = Digits::exact});
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < study.points.size(); ++i) {
        const PointResult& point = study.points[i];
        if (!point.refused.empty()) {
            if (table.notes.size() < 5) table.notes.push_back(refusal_line(i, point.refused));
            continue;
        }
        if (point.replications == 0) continue;
        if (table.rows.size() == count) {
            ++left_out;
            continue;
        }
        std::vector<Cell> cells{Cell(static_cast<double>(i + 1))};
        for (const std::string& value : point.values) cells.push_back(value_cell(value));
        for (std::size_t m = 0; m < point.estimates.size(); ++m) {
            cells.emplace_back(in_unit(point.estimates[m].mean, units[m]));
            cells.emplace_back(in_unit(point.estimates[m].half_width, units[m]));
        }
        for (std::size_t t = 0; t < study.targets.size(); ++t)
            cells.push_back(t < point.verdicts.size() ? verdict_cell(point.verdicts[t]) : Cell());
        if (study.precision) cells.emplace_back(static_cast<double>(point.replications));
        table.add(std::move(cells));
    }
    if (left_out > 0) table.notes.push_back(fmt::format("{} more; all are in the database and the CSV", counted(left_out, "point")));
    return table;
}

ReportTable tornado_table(const StudyResult& study, std::size_t metric) {
    ReportTable table;
    table.title = titled("Effect of each key", study, metric);
    const ShownEffects shown = shown_effects(study, metric);
    const std::string& unit = shown.metric.unit;
    table.columns = {{.title = "key", .align = Align::left},
                     {.title = "least at", .digits = Digits::exact},
                     {.title = "mean", .unit = unit},
                     {.title = "most at", .digits = Digits::exact},
                     {.title = "mean", .unit = unit},
                     {.title = "effect", .unit = unit},
                     {.title = "±", .digits = Digits::like_previous},
                     {.title = "share of variance", .unit = "%", .digits = Digits::percent}};
    const std::vector<std::string> names = short_names(study.paths);
    for (const MainEffect& effect : shown.effects) {
        if (effect.levels.empty()) continue;
        if (std::isnan(effect.levels.front().mean) && study.has_holes) {
            table.notes.push_back(
                fmt::format("{}: not told, no combination of the other keys has results for all its values", names[effect.parameter]));
            continue;
        }
        const LevelMean& low = effect.levels[effect.low];
        const LevelMean& high = effect.levels[effect.high];
        table.add({Cell(names[effect.parameter]), value_cell(low.label), Cell(low.mean), value_cell(high.label), Cell(high.mean),
                   Cell(effect.range.mean), Cell(effect.range.half_width), Cell(effect.variance_share)});
    }
    if (study.has_holes && !table.empty())
        table.notes.insert(table.notes.begin(),
                           "points are missing: a key is judged by the combinations of the others that have all its values");
    return table;
}

ReportTable main_effect_table(const StudyResult& study, std::size_t metric) {
    ReportTable table;
    const ShownEffects shown = shown_effects(study, metric);
    table.title = fmt::format("{} by the values of each key", study.focus[metric].name);
    table.columns = {{.title = "key", .align = Align::left},
                     {.title = "value", .digits = Digits::exact},
                     {.title = "points", .digits = Digits::exact},
                     {.title = "mean", .unit = shown.metric.unit}};
    const std::vector<std::string> names = short_names(study.paths);
    for (const MainEffect& effect : shown.effects) {
        if (effect.levels.size() < 2 || std::isnan(effect.levels.front().mean)) continue;
        for (std::size_t level = 0; level < effect.levels.size(); ++level)
            table.add({Cell(level == 0 ? names[effect.parameter] : ""), value_cell(effect.levels[level].label),
                       Cell(static_cast<double>(effect.levels[level].points)), Cell(effect.levels[level].mean)});
    }
    return table;
}

RunReport study_report(const StudyResult& study) {
    RunReport report;
    report.title = fmt::format("{}: study {}", study.scenario, study.name);
    const std::string each = study.precision           ? fmt::format("replications to a precision of {:g} %", *study.precision * 100)
                             : study.replications == 0 ? "as many replications as each took"
                                                       : counted(static_cast<std::size_t>(study.replications), "replication") + " each";
    report.subtitle = fmt::format("{}, {}, seed {}; ± is the half-width of a {:g} % confidence interval",
                                  counted(study.points.size(), "point"), each, study.seed, study.confidence * 100);
    std::vector<ReportTable> tables;
    for (std::size_t metric = 0; metric < study.focus.size(); ++metric) {
        tables.push_back(tornado_table(study, metric));
        tables.push_back(main_effect_table(study, metric));
    }
    tables.insert(tables.begin(), study_point_table(study));
    for (ReportTable& table : tables)
        if (!table.empty()) report.tables.push_back(std::move(table));
    if (study.skipped > 0) report.remarks.push_back(fmt::format("{} skipped by the constraint", counted(study.skipped, "point")));
    if (const std::size_t refused = study.refused(); refused > 0)
        report.remarks.push_back(fmt::format("{} cannot be simulated with their values", counted(refused, "point")));
    if (study.interrupted) report.remarks.emplace_back("interrupted: effects rest on the points with all their replications");
    return report;
}

}  // namespace agrocap
