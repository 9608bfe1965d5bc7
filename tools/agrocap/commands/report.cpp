#include "answer/bound_beside.hpp"
#include "archive/results_file.hpp"
#include "archive/study_reader.hpp"
#include "command.hpp"
#include "console.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "page/bound_page.hpp"
#include "page/comparison_page.hpp"
#include "page/explain_page.hpp"
#include "page/reach_page.hpp"
#include "page/run_page.hpp"
#include "page/study_page.hpp"
#include "report/bound_report.hpp"
#include "report/bound_tables.hpp"
#include "report/check_report.hpp"
#include "report/comparison_report.hpp"
#include "report/explain_report.hpp"
#include "report/metric_list.hpp"
#include "report/number_format.hpp"
#include "report/optimum_report.hpp"
#include "report/reach_report.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"
#include "report/study_report.hpp"
#include "report/unit_report.hpp"
#include "report/why.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"
#include "stored_results.hpp"
#include "study_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

struct ReportRequest {
    std::string results, study, csv, xlsx;
    ExperimentOptions wanted;  // of them the series
    PageRequest page;
};

/// Complains where a series is asked for that the file does not hold.
bool has_series(const ReportRequest& request, const std::optional<Series>& series) {
    if (!request.wanted.series || (series && series->every == *request.wanted.series)) return true;
    print_error(fmt::format("agrocap report: --series: {} {}\n  hint: agrocap run --series {} --json FILE follows them\n", request.results,
                            series ? fmt::format("holds what happened by {}", every_word(series->every)) : "holds no periods",
                            every_word(*request.wanted.series)));
    return false;
}

std::string command_of_report(const ReportRequest& request) { return command_text({"report", request.results}); }

/// Where stored numbers come from; with the scenario's text where its files are as they were.
PageOrigin stored_origin(const ReportRequest& request, const std::vector<ScenarioFile>& files, const std::vector<std::string>& set) {
    PageOrigin origin{.command = command_of_report(request), .texts = {}, .base = {}, .differences = {}, .land = {}};
    if (files.empty() || !changed_files(files).empty()) return origin;
    return page_origin(resolve_file(scenario_path(files), set), origin.command);
}

/// `names`: see `write_csv_files`.
void write_csv(const ReportRequest& request, const std::vector<CsvFile>& files, const std::vector<std::string>& names) {
    OutputFiles outputs;
    outputs.read("what it reads", request.results);
    outputs.write_folder("--csv", request.csv, names);
    outputs.write("--xlsx", request.xlsx);
    outputs.write("--html", request.page.html);
    outputs.read("the map", request.page.map);
    outputs.prepare();
    if (!request.csv.empty()) write_csv_files(request.csv, files, names);
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

void report_optimum(const ReportRequest& request, const StoredOptimum& stored, const OptimumFrame& frame, const WorkbookOrigin& origin,
                    const PageOrigin& page) {
    const Optimum& optimum = stored.result;
    const RunReport report = optimum_report(optimum, frame);
    print(text_of(report, screen_of(Channel::out)));
    write_csv(request, optimum_csv(optimum, stored.design), {optimum_csv_name});
    write_workbook(request.xlsx, [&] { return optimum_workbook(origin, report, optimum, frame.seed); });
    if (!request.page.html.empty()) write_page(request.page, optimum_page(optimum, frame, origin_text(origin.files, origin.set), page));
}

/// A search for the cheapest point, asked anew of what the database holds of it.
void report_search(const ReportRequest& request, const StoredStudy& study, const Scenario& scenario) {
    const StoredOptimum stored = stored_search(request.results, study, scenario);
    const OptimumFrame frame{
        .study = study.name, .scenario = *scenario.name, .currency = stored.currency, .design = stored.design, .seed = study.seed};
    report_optimum(request, stored, frame, {"optimise", *scenario.name, study.files, study.set, stored.currency},
                   stored_origin(request, {}, {}));
}

ExitCode report_database(const ReportRequest& request) {
    StudyReader reader(request.results);
    const std::optional<StoredStudy> study = choose_study(reader, "report", request.results, request.study);
    if (!study) return ExitCode::wrong_usage;
    const ReadResult read = read_stored(*study);
    if (read.diagnostics.has_errors()) return complain(read.diagnostics, read, "this version cannot report on it");
    if (study->kind == StudyKind::run) {
        const ExperimentResult result = stored_run(request.results, *study, read.scenario, request.wanted.series);
        // A database holds no proofs.
        BoundBeside beside(read.scenario, bounded_by_default(read.scenario), BoundBeside::Tell::limits);
        PageOrigin origin = stored_origin(request, {}, {});
        origin.bound = values_of(beside.wait());
        origin.why = why_sentence(why_no_more(read.scenario, MetricLookup(result), beside.limits(), beside.notes()));
        RunReport report = run_report(read.scenario, result);
        report.closing = origin.why;
        print(text_of(report, screen_of(Channel::out)));
        write_csv(request, results_csv(result), results_csv_names());
        write_workbook(request.xlsx, [&] {
            return run_workbook({"run", *read.scenario.name, study->files, study->set, *read.scenario.currency}, report, result,
                                focus_of(read.scenario));
        });
        if (!request.page.html.empty()) write_page(request.page, run_page(read.scenario, result, origin));
        return ExitCode::ok;
    }
    if (study->kind == StudyKind::optimise) {
        report_search(request, *study, read.scenario);
        return ExitCode::ok;
    }
    // Its precision stands in the stored scenario; a number of replications there is what it went before.
    std::optional<PrecisionGoal> goal;
    if (read.scenario.experiment.precision) goal = goal_for(read.scenario, **read.scenario.experiment.precision, study->confidence);
    const StudyResult result = reader.summarise(*study, question_of(read.scenario, study->name, goal));
    print(text_of(study_report(result), screen_of(Channel::out)));
    write_csv(request, study_csv(result), study_csv_names());
    write_workbook(request.xlsx, [&] { return study_workbook({"sweep", result.scenario, study->files, study->set}, result); });
    write_page(request.page, study_page(result, {}, stored_origin(request, {}, {})));
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

/// The scenario of a results file, where its files are as they were.
std::optional<Scenario> scenario_as_it_was(const ResultsFile& file) {
    if (!changed_files(file.files).empty()) return std::nullopt;
    ReadResult read = read_scenario(scenario_path(file.files), file.set);
    if (read.diagnostics.has_errors()) return std::nullopt;
    return std::move(read.scenario);
}

/// What a results file tells of its scenario.
Scenario scenario_named(const ResultsFile& file) {
    Scenario named;
    named.name.value = file.scenario;
    named.currency.value = "money";  // which one is not in the file
    named.files = file.files;
    named.set = file.set;
    return named;
}

WorkbookOrigin origin_of_file(const std::string& command, const ResultsFile& file) {
    const std::optional<Scenario> scenario = scenario_as_it_was(file);
    return {command, file.scenario, file.files, file.set, scenario ? *scenario->currency : std::string()};
}

void report_comparison(const ReportRequest& request, const StoredComparison& stored) {
    print(text_of(comparison_report(stored.compared, stored.result), screen_of(Channel::out)));
    write_csv(request, {comparison_csv(stored.compared, stored.result)}, {comparison_csv_name});
    write_workbook(request.xlsx, [&] { return comparison_workbook(stored.compared, stored.result); });
    write_page(request.page, comparison_page(stored.compared, stored.result, stored_origin(request, {}, {})));
}

void report_explanation(const ReportRequest& request, const Explanation& told) {
    print(text_of(explain_report(told, columns_of(Channel::out)), screen_of(Channel::out)));
    write_csv(request, explain_csv(told), explain_csv_names());
    write_workbook(request.xlsx, [&] {
        return report_workbook({"explain", told.scenario, told.files, told.set}, explain_report(told, 0));
    });
    if (!request.page.html.empty()) write_page(request.page, explain_page(told, stored_origin(request, told.files, told.set)));
}

void report_unit(const ReportRequest& request, const UnitExplanation& told) {
    const RunReport report = unit_report(told);
    print(text_of(report, screen_of(Channel::out)));
    write_csv(request, unit_csv(told), {unit_csv_name});
    write_workbook(request.xlsx, [&] { return report_workbook({"explain", told.scenario, told.files, told.set}, report); });
    if (!request.page.html.empty()) write_page(request.page, unit_page(told, stored_origin(request, told.files, told.set)));
}

void report_reach(const ReportRequest& request, const StoredReach& stored) {
    const Reach& reach = stored.reach;
    const RunReport report = reach_report(reach, stored.files);
    print(text_of(report, screen_of(Channel::out)));
    write_csv(request, reach_csv(reach), {reach_csv_name});
    write_workbook(request.xlsx, [&] { return report_workbook({"reach", reach.scenario, reach.files, reach.set}, report); });
    if (!request.page.html.empty())
        write_page(request.page, reach_page(reach, stored.files, stored_origin(request, reach.files, reach.set)));
}

void report_bounds(const ReportRequest& request, const StatedBounds& stated) {
    print(bounds_text(stated));
    write_csv(request, bounds_csv(stated), bounds_csv_names());
    write_workbook(request.xlsx, [&] {
        return report_workbook({"bound", stated.scenario, stated.files, stated.set}, bounds_report(stated));
    });
    if (!request.page.html.empty()) write_page(request.page, bound_page(stated, stored_origin(request, stated.files, stated.set)));
}

void report_messages(const StoredMessages& messages) {
    print(format_diagnostics(messages.diagnostics, messages.files));
    print(count_text(messages.diagnostics) + "\n");
}

void report_metrics(const std::vector<StoredMetric>& metrics) {
    std::vector<ListedMetric> list;
    list.reserve(metrics.size());
    for (const StoredMetric& metric : metrics) list.push_back({metric.name, {}, metric.unit, metric.meaning, {}});
    print(metric_list_text(list));
}

/// With the scenario as it was, the tables are those of the run; without it, what stands in the file.
RunReport run_report_of(const ResultsFile& file) {
    if (file.is_check) return check_report(scenario_named(file), *file.run);
    const std::optional<Scenario> scenario = scenario_as_it_was(file);
    RunReport report = scenario ? run_report(*scenario, *file.run) : plain_report(file);
    report.closing = file.why;
    return report;
}

Page run_page_of(const ReportRequest& request, const ResultsFile& file) {
    PageOrigin origin = stored_origin(request, file.files, file.set);
    origin.bound = file.bound;
    origin.why = file.why;
    origin.gantts = file.gantts;
    const std::optional<Scenario> known = scenario_as_it_was(file);
    const Scenario scenario = known ? *known : scenario_named(file);
    if (file.is_check) return check_page(scenario, *file.run, origin);
    if (known) return run_page(scenario, *file.run, origin);
    Page page = plain_page(plain_report(file));
    page.answer = run_answer(scenario, *file.run) + (file.why.empty() ? "" : " " + file.why);
    page.tone = tone_of_targets(*file.run);
    add_origin(page, origin, origin_facts(scenario, *file.run));
    return page;
}

/// Checks of several scenarios, as their command printed them.
ExitCode report_several(const ReportRequest& request, const std::vector<ResultsFile>& files) {
    if (!request.csv.empty()) {
        print_error(fmt::format("agrocap report: --csv: {} holds the results of several scenarios\n", request.results));
        return ExitCode::wrong_usage;
    }
    OutputFiles outputs;
    outputs.read("what it reads", request.results);
    outputs.write("--html", request.page.html);
    outputs.read("the map", request.page.map);
    outputs.prepare();
    std::vector<std::string> outcomes;
    std::vector<Page> pages;
    for (const ResultsFile& file : files) {
        if (!file.run) continue;
        RunReport report = run_report_of(file);
        const std::string path = scenario_path(file.files);
        if (report.title != path) report.title += fmt::format(" ({})", path);
        print((outcomes.empty() ? "" : "\n") + text_of(report, screen_of(Channel::out)));
        if (!request.page.html.empty()) pages.push_back(run_page_of(request, file));
        outcomes.push_back(file.run->interrupted ? "interrupted" : outcome_of(*file.run));
    }
    print((outcomes.empty() ? "" : "\n") + suite_line(outcomes) + "\n");
    write_workbook(request.xlsx, [&] {
        std::vector<CheckedScenario> checked;
        for (const ResultsFile& file : files)
            if (file.run) checked.push_back({origin_of_file("check", file), *file.run});
        return suite_workbook(checked, suite_line(outcomes));
    });
    if (!pages.empty()) write_page(request.page, joined_pages(pages, suite_line(outcomes)));
    return ExitCode::ok;
}

/// What is asked of a results file that it cannot give, if anything.
std::optional<UsageFault> fault_of_outputs(const ReportRequest& request, const std::vector<ResultsFile>& files) {
    const auto has_none = [](const ResultsFile& file) { return file.messages || file.metrics; };
    const bool is_empty = std::any_of(files.begin(), files.end(), has_none);
    for (const auto& [option, value] : {std::pair{"--html", &request.page.html}, {"--xlsx", &request.xlsx}, {"--csv", &request.csv}})
        if (is_empty && !value->empty()) return UsageFault{fmt::format("{}: {} holds no results", option, request.results), {}};
    if (request.study.empty()) return std::nullopt;
    const std::string& study = files.front().study;
    if (study == request.study) return std::nullopt;
    return UsageFault{fmt::format("--study: {} has no study \"{}\"", request.results, request.study),
                      study.empty() ? "a database may have several" : fmt::format("it has {}", study)};
}

ExitCode report_file(const ReportRequest& request) {
    std::vector<ResultsFile> files = read_results(request.results);
    for (ResultsFile& file : files) file.files = found_files(std::move(file.files), request.results);
    if (const auto fault = fault_of_outputs(request, files)) return refuse("agrocap report", *fault);
    if (files.size() != 1 || files.front().is_one_of_several) return report_several(request, files);
    const ResultsFile& file = files.front();
    const std::optional<Series> none;
    if (!has_series(request, file.comparison ? file.comparison->result.base.series : file.run ? file.run->series : none))
        return ExitCode::wrong_usage;
    if (file.comparison) {
        report_comparison(request, *file.comparison);
    } else if (file.explanation) {
        report_explanation(request, *file.explanation);
    } else if (file.unit) {
        report_unit(request, *file.unit);
    } else if (file.reach) {
        report_reach(request, *file.reach);
    } else if (file.bounds) {
        report_bounds(request, *file.bounds);
    } else if (file.messages) {
        report_messages(*file.messages);
    } else if (file.metrics) {
        report_metrics(*file.metrics);
    } else if (file.optimum) {
        const OptimumFrame frame{.study = file.study,
                                 .scenario = file.scenario,
                                 .currency = file.optimum->currency,
                                 .design = file.optimum->design,
                                 .seed = file.seed};
        report_optimum(request, *file.optimum, frame, origin_of_file("optimise", file), stored_origin(request, file.files, file.set));
    } else if (file.points) {
        print(text_of(study_report(*file.points), screen_of(Channel::out)));
        write_csv(request, study_csv(*file.points), study_csv_names());
        write_workbook(request.xlsx, [&] { return study_workbook(origin_of_file("sweep", file), *file.points); });
        write_page(request.page, study_page(*file.points, origin_text(file.files, file.set), stored_origin(request, file.files, file.set)));
    } else {
        const RunReport report = run_report_of(file);
        print(text_of(report, screen_of(Channel::out)));
        write_csv(request, csv_without_replications(*file.run), results_csv_names());
        write_workbook(request.xlsx,
                       [&] { return run_workbook(origin_of_file(file.is_check ? "check" : "run", file), report, *file.run, {}); });
        if (!request.page.html.empty()) write_page(request.page, run_page_of(request, file));
    }
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
    plan.line.options.push_back(xlsx_option(request->xlsx));
    plan.line.options.push_back(series_option(request->wanted));
    plan.line.options.back().summary = "by day, week, month or year: of results that were followed so, or of a run in a database";
    add_page_options(plan.line, request->page);
    plan.line.more =
        "Prints what the command printed that wrote the file; - is standard input. A database holds replications and no questions: of\n"
        "check --db and compare --db it tells the run that was used last, as run tells it. Nothing is simulated, but for --series of a\n"
        "run in a database, which holds no periods: it runs again. A study can be reported on while it runs.\n"
        "Scenario files are looked for from the present directory, then beside the results; without them all metrics are listed.";
    plan.run = [request] { return is_database(request->results) ? report_database(*request) : report_file(*request); };
    return plan;
}

}  // namespace agrocap
