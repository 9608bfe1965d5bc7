#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/number_format.hpp"
#include "report/study_report.hpp"
#include "report/table_csv.hpp"
#include "report/target_terms.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace agrocap {

namespace {

ReportTable points_file(const StudyResult& study) {
    ReportTable table;
    table.columns.push_back({.title = "point"});
    for (const std::string& path : study.paths) table.columns.push_back({.title = path});
    for (const char* title : {"metric", "unit", "mean", "half_width", "sd", "min", "max", "n"}) table.columns.push_back({.title = title});
    for (const StudyTarget& target : study.targets) table.columns.push_back({.title = "target." + target.name});
    for (std::size_t i = 0; i < study.points.size(); ++i) {
        const PointResult& point = study.points[i];
        if (!point.refused.empty()) continue;
        for (std::size_t m = 0; m < study.focus.size(); ++m) {
            const Estimate& estimate = point.estimates[m];
            std::vector<Cell> cells{Cell(static_cast<double>(i + 1))};
            for (const std::string& value : point.values) cells.emplace_back(value_shown(value));
            for (const Cell& cell : {Cell(study.focus[m].name), Cell(study.focus[m].unit), Cell(estimate.mean), Cell(estimate.half_width),
                                     Cell(estimate.sd), Cell(estimate.min), Cell(estimate.max), Cell(static_cast<double>(estimate.n))})
                cells.push_back(cell);
            for (std::size_t t = 0; t < study.targets.size(); ++t)
                cells.push_back(t < point.verdicts.size() ? Cell(verdict_word(point.verdicts[t])) : Cell());
            table.add(std::move(cells));
        }
    }
    return table;
}

ReportTable effects_file(const StudyResult& study) {
    ReportTable table;
    for (const char* title : {"metric", "key", "level", "points", "mean", "effect", "half_width", "variance_share"})
        table.columns.push_back({.title = title});
    for (const MainEffect& effect : study.effects)
        for (const LevelMean& level : effect.levels)
            table.add({Cell(study.focus[effect.metric].name), Cell(study.paths[effect.parameter]), Cell(value_shown(level.label)),
                       Cell(static_cast<double>(level.points)), Cell(level.mean), Cell(effect.range.mean), Cell(effect.range.half_width),
                       Cell(effect.variance_share)});
    return table;
}

ReportTable refused_file(const StudyResult& study) {
    ReportTable table;
    table.columns = {{.title = "point"}, {.title = "reason"}};
    for (std::size_t i = 0; i < study.points.size(); ++i)
        if (!study.points[i].refused.empty()) table.add({Cell(static_cast<double>(i + 1)), Cell(study.points[i].refused)});
    return table;
}

Json point_part(const StudyResult& study, std::size_t i) {
    const PointResult& point = study.points[i];
    Json values = Json::object();
    for (std::size_t p = 0; p < study.paths.size(); ++p) values[study.paths[p]] = point.values[p];
    Json part = {{"point", i + 1}, {"values", std::move(values)}};
    if (!point.refused.empty()) {
        part["refused"] = point.refused;
        return part;
    }
    part["replications"] = point.replications;
    part["digest"] = point.digest;
    for (std::size_t m = 0; m < study.focus.size(); ++m) {
        const Estimate& estimate = point.estimates[m];
        part["metrics"][study.focus[m].name] = {{"mean", json_number(estimate.mean)}, {"half_width", json_number(estimate.half_width)},
                                                {"sd", json_number(estimate.sd)},     {"min", json_number(estimate.min)},
                                                {"max", json_number(estimate.max)},   {"n", estimate.n},
                                                {"unit", study.focus[m].unit}};
    }
    for (std::size_t t = 0; t < point.verdicts.size(); ++t) part["verdicts"][study.targets[t].name] = verdict_word(point.verdicts[t]);
    return part;
}

Json effect_part(const StudyResult& study, const MainEffect& effect) {
    Json levels = Json::array();
    for (const LevelMean& level : effect.levels)
        levels.push_back({{"value", level.label}, {"points", level.points}, {"mean", json_number(level.mean)}});
    return {{"metric", study.focus[effect.metric].name},
            {"key", study.paths[effect.parameter]},
            {"effect", json_number(effect.range.mean)},
            {"half_width", json_number(effect.range.half_width)},
            {"variance_share", json_number(effect.variance_share)},
            {"levels", std::move(levels)}};
}

std::string lines(const std::vector<std::string>& parts) {
    std::string text = "[";
    for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "\n    " : ",\n    ") + parts[i];
    return text + (parts.empty() ? "]" : "\n  ]");
}

}  // namespace

std::vector<CsvFile> study_csv(const StudyResult& study) {
    const std::vector<std::string> names = study_csv_names();
    return {{names[0], csv_of(points_file(study))}, {names[1], csv_of(effects_file(study))}, {names[2], csv_of(refused_file(study))}};
}

std::vector<std::string> study_csv_names() { return {"points.csv", "effects.csv", "refused.csv"}; }

StudyOriginText origin_text(const std::vector<ScenarioFile>& files, const std::vector<std::string>& set) {
    StudyOriginText text{.files = {}, .set = set};
    for (const ScenarioFile& file : files) text.files.emplace_back(file.path, file.sha256);
    return text;
}

std::string study_json(const StudyResult& study, const StudyOriginText& origin) {
    Json files = Json::array();
    for (const auto& [path, sha256] : origin.files) files.push_back({{"path", path}, {"sha256", sha256}});
    const Json scenario = {{"name", study.scenario}, {"files", std::move(files)}, {"set", origin.set}, {"seed", study.seed}};
    std::vector<std::string> points;
    for (std::size_t i = 0; i < study.points.size(); ++i) points.push_back(json_line(point_part(study, i)));
    std::vector<std::string> targets;
    for (const StudyTarget& target : study.targets) targets.push_back(json_line(target_terms(target.name, target.spec)));
    std::vector<std::string> effects;
    for (const MainEffect& effect : study.effects) effects.push_back(json_line(effect_part(study, effect)));
    return fmt::format(
        "{{\n  \"format\": \"agrocap-study/1\",\n  \"version\": {},\n  \"digest\": {},\n  \"study\": {},\n  \"scenario\": {},\n"
        "  \"replications\": {},\n{}{}{}{}  \"currency\": {},\n  \"confidence\": {},\n  \"skipped\": {},\n  \"points\": {},\n  "
        "\"effects\": {}\n}}\n",
        json_line(version()), json_line(study.digest), json_line(study.name), json_line(scenario), study.replications,
        study.precision ? fmt::format("  \"precision\": {},\n", json_line(json_number(study.precision))) : "",
        study.interrupted ? "  \"interrupted\": true,\n" : "", study.has_holes ? "  \"points_missing\": true,\n" : "",
        study.targets.empty() ? "" : fmt::format("  \"targets\": {},\n", lines(targets)), json_line(study.currency),
        json_line(json_number(study.confidence)), study.skipped, lines(points), lines(effects));
}

}  // namespace agrocap
