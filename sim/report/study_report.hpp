#pragma once

#include "experiment/study_result.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"
#include "scenario/scenario.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace agrocap {

/// "buffer" for "plant.a.line.main.buffer": as much of the end of each path as tells it from the others.
std::vector<std::string> short_names(const std::vector<std::string>& paths);

/// A TOML value as tables show it: a text without its quotes.
std::string value_shown(const std::string& toml);

/// The same in a table: a number as a number, so that a spreadsheet counts with it.
Cell value_cell(const std::string& toml);

/// Why a point was refused, in a line: "point 5: error[E032]: plant.a.line.main.buffer: …".
std::string refusal_line(std::size_t point, const std::string& refusal);

/// The points with their focus metrics and the targets' verdicts, at most `count` rows; what is left out and refused is said in the notes.
ReportTable study_point_table(const StudyResult& study, std::size_t count = 40);

/// What people read of a focus metric: its name and unit, and what each key does to it; money in the unit of the largest mean.
struct ShownEffects {
    MetricInfo metric;
    std::vector<MainEffect> effects;
};
ShownEffects shown_effects(const StudyResult& study, std::size_t metric);

/// How much a focus metric depends on each varied key, the strongest first: what a tornado chart draws.
ReportTable tornado_table(const StudyResult& study, std::size_t metric);

/// A focus metric by the values of each varied key, averaged over all others.
ReportTable main_effect_table(const StudyResult& study, std::size_t metric);

/// The report of a study, most important first.
RunReport study_report(const StudyResult& study);

/// The results as CSV files: points.csv (tidy: one row a point and focus metric), effects.csv (one row a metric, key and level), and
/// refused.csv. Full precision, values of keys as TOML.
std::vector<CsvFile> study_csv(const StudyResult& study);

/// Names of the files that `study_csv` gives.
std::vector<std::string> study_csv_names();

/// Where a study's numbers come from, for its JSON.
struct StudyOriginText {
    std::vector<std::pair<std::string, std::string>> files;  // path, SHA-256
    std::vector<std::string> set;
};
StudyOriginText origin_text(const std::vector<ScenarioFile>& files, const std::vector<std::string>& set);

/// The results in the format "agrocap-study/1", one point a line, ending in a newline.
std::string study_json(const StudyResult& study, const StudyOriginText& origin);

}  // namespace agrocap
