#include "archive/results_file.hpp"
#include "archive/study_reader.hpp"
#include "command.hpp"
#include "console.hpp"
#include "output_files.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"
#include "report/optimum_report.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"
#include "report/study_report.hpp"
#include "scenario_input.hpp"
#include "stored_results.hpp"
#include "study_input.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

namespace agrocap {

namespace {

struct ReportRequest {
    std::string results, study, csv;
};

void write_csv(const ReportRequest& request, const std::vector<CsvFile>& files) {
    OutputFiles outputs;
    outputs.read("what it reads", request.results);
    std::vector<std::string> names;
    for (const CsvFile& file : files) names.push_back(file.name);
    outputs.write_folder("--csv", request.csv, names);
    outputs.prepare();
    if (request.csv.empty()) return;
    for (const CsvFile& file : files) write_file((std::filesystem::path(request.csv) / file.name).string(), file.text);
}

/// The results as CSV that stored estimates allow: without the single replications, which a JSON file does not hold.
std::vector<CsvFile> csv_without_replications(const ExperimentResult& result) {
    std::vector<CsvFile> files;
    ExperimentResult estimates = result;
    estimates.values.clear();
    for (CsvFile& file : results_csv(estimates))
        if (file.name != "replications.csv") files.push_back(std::move(file));
    return files;
}

ExitCode report_database(const ReportRequest& request) {
    StudyReader reader(request.results);
    const std::optional<StoredStudy> study = choose_study(reader, "report", request.results, request.study);
    if (!study) return ExitCode::wrong_usage;
    const ReadResult read = read_stored(*study);
    if (read.diagnostics.has_errors()) return complain(read.diagnostics, read.files, "this version cannot report on it");
    if (study->kind == StudyKind::run) {
        const ExperimentResult result = stored_run(request.results, *study, read.scenario);
        print(text_of(run_report(read.scenario, result), colour_of(Channel::out)));
        write_csv(request, results_csv(result));
        return ExitCode::ok;
    }
    // Its precision stands in the stored scenario; a number of replications there is what it went before.
    std::optional<PrecisionGoal> goal;
    if (read.scenario.experiment.precision) goal = goal_for(read.scenario, **read.scenario.experiment.precision, study->confidence);
    const StudyResult result = reader.summarise(*study, focus_of(read.scenario), goal);
    print(text_of(study_report(result), colour_of(Channel::out)));
    write_csv(request, study_csv(result));
    return ExitCode::ok;
}

std::vector<Cell> metric_row(const MetricInfo& metric, const Estimate& estimate) {
    const int decimals = estimate.half_width ? decimals_for_half_width(*estimate.half_width) : 0;
    Cell mean(estimate.mean);
    Cell half_width(estimate.half_width);
    mean.decimals = half_width.decimals = decimals;
    return {Cell(metric.name), mean, half_width, Cell(metric.unit)};
}

/// All metrics in one table, for results whose scenario is not at hand.
RunReport plain_report(const ResultsFile& file) {
    RunReport report;
    report.title = file.scenario;
    report.subtitle = fmt::format("{} replications, seed {}", file.replications, file.seed);
    ReportTable table;
    table.title = "Metrics";
    table.columns = {{.title = "metric", .align = Align::left},
                     {.title = "mean", .digits = Digits::exact},
                     {.title = "±", .digits = Digits::exact},
                     {.title = "unit", .align = Align::left}};
    for (std::size_t m = 0; m < file.run->metrics.size(); ++m) table.add(metric_row(file.run->metrics[m], file.run->estimates[m]));
    report.tables.push_back(std::move(table));
    return report;
}

ExitCode report_file(const ReportRequest& request) {
    const ResultsFile file = read_results(request.results);
    if (file.optimum) {
        const StoredOptimum& optimum = *file.optimum;
        print(text_of(optimum_report(optimum.result, {.study = file.study,
                                                      .scenario = file.scenario,
                                                      .currency = optimum.currency,
                                                      .design = optimum.design,
                                                      .seed = file.seed}),
                      colour_of(Channel::out)));
        write_csv(request, optimum_csv(optimum.result, optimum.design));
        return ExitCode::ok;
    }
    if (file.points) {
        print(text_of(study_report(*file.points), colour_of(Channel::out)));
        write_csv(request, study_csv(*file.points));
        return ExitCode::ok;
    }
    // With the scenario as it was, the tables are those of the run; without it, what stands in the file.
    RunReport report = plain_report(file);
    if (changed_files(file.files).empty()) {
        const ReadResult read = read_scenario(scenario_path(file.files), file.set);
        if (!read.diagnostics.has_errors()) report = run_report(read.scenario, *file.run);
    }
    print(text_of(report, colour_of(Channel::out)));
    write_csv(request, csv_without_replications(*file.run));
    return ExitCode::ok;
}

}  // namespace

CommandPlan report_command() {
    auto request = std::make_shared<ReportRequest>();
    CommandPlan plan;
    plan.line.positionals.push_back(
        {"RESULTS", "a results file (JSON) or a study database", into(request->results), 1, 1, {}, Takes::results});
    plan.line.options.push_back(
        {"--study", {Takes::text, "NAME"}, "the study of a database to report on (default: the one used last)", into(request->study)});
    plan.line.options.push_back({"--csv", {Takes::folder, "DIR"}, "write the results as CSV files into a directory", into(request->csv)});
    plan.line.more = "Nothing is simulated. A study can be reported on while it runs.";
    plan.run = [request] { return is_database(request->results) ? report_database(*request) : report_file(*request); };
    return plan;
}

}  // namespace agrocap
