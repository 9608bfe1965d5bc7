#include "answer/bound_beside.hpp"
#include "base/fault.hpp"
#include "command.hpp"
#include "console.hpp"
#include "experiment/experiment.hpp"
#include "experiment/gantt.hpp"
#include "interrupt.hpp"
#include "observe/asked_metrics.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "progress.hpp"
#include "report/gantt_report.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"
#include "report/why.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"
#include "study_input.hpp"
#include "trace_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>

namespace agrocap {

namespace {

ExperimentResult simulate(const SimulationRequest& request, const Scenario& scenario, ReplicationStore* store) {
    Progress progress(request.quiet);
    ExperimentOptions options = watched(request.experiment, progress);
    options.store = store;
    if (!request.page.html.empty() && !options.series) options.series = Every::month;  // a page shows the year
    const std::size_t batches = batches_of(scenario, options);
    progress.update(0, batches > 0 ? batches : static_cast<std::size_t>(planned_replications(scenario, options)));
    return run_experiment(scenario, options);
}

struct RunRequest {
    SimulationRequest simulation;
    std::vector<std::string> sections;  // of the report; none: all
    bool no_bound = false;
    std::vector<std::int32_t> gantt;  // days that fortnights to look at begin on
};

/// The command that gives the page's numbers again, with what decides them.
PageOrigin origin_of_page(const SimulationRequest& request, const ResolvedText& text) {
    return request.page.html.empty() ? PageOrigin{} : page_origin(text, command_text(words_of("run", request)));
}

/// What is wrong with `--gantt` for this scenario; empty if nothing.
std::string fault_of_gantt(const RunRequest& request, const Scenario& scenario) {
    if (request.gantt.empty()) return {};
    if (request.simulation.page.html.empty() && request.simulation.json.empty())
        return "--gantt: it is drawn in a page\n  hint: add --html FILE, or --json FILE for its figures";
    const std::int32_t first = *scenario.start;
    const Duration simulated = *scenario.horizon + (scenario.warmup_auto ? Duration{} : *scenario.warmup);
    const std::int32_t last = first + static_cast<std::int32_t>(simulated / Duration(std::chrono::days(1)));
    for (const std::int32_t day : request.gantt)
        if (day < first || day >= last)
            return fmt::format("--gantt: {} is not in the simulated time, {} to {}", date_text(day), date_text(first), date_text(last - 1));
    return {};
}

std::vector<Gantt> gantts_of(const RunRequest& request, const Scenario& scenario, const ExperimentResult& result) {
    if (request.gantt.empty()) return {};
    ExperimentOptions options = request.simulation.experiment;
    options.stop = &stop_on_interrupt();
    return record_gantts(scenario, options, request.gantt, gantt_stations(scenario, MetricLookup(result)));
}

ExitCode run(const RunRequest& run_request) {
    const SimulationRequest& request = run_request.simulation;
    const Warnings warnings = request.quiet ? Warnings::hidden : Warnings::shown;
    const ResolvedText text = resolve_file(request.scenario, request.set);
    const ReadResult read = read_to_run(text, request.set);
    if (const auto fault = fault_of_probability(request, read)) return refuse("agrocap run", *fault);
    tell(read, warnings, "nothing was simulated");
    if (read.diagnostics.has_errors()) return ExitCode::scenario_error;
    const Scenario& scenario = read.scenario;
    if (const std::string fault = fault_of_gantt(run_request, scenario); !fault.empty()) {
        print_error(fmt::format("agrocap run: {}\n", fault));
        return ExitCode::wrong_usage;
    }
    output_files(request, results_csv_names(), scenario).prepare();

    BoundBeside beside(scenario, run_request.no_bound ? std::vector<std::string>{} : bounded_by_default(scenario),
                       BoundBeside::Tell::limits);
    const std::unique_ptr<RunArchive> archive = open_run_archive(request, read, text);
    const ExperimentResult result = simulate(request, scenario, archive.get());
    if (archive) archive->close(result.values.size());
    if (result.values.empty()) {
        print_error("interrupted before a replication was finished: there is nothing to report\n");
        return ExitCode::interrupted;
    }

    // First to the screen, then to files: a full disk must not take the answer with it.
    RunReport report = run_report(scenario, result);
    const Reasons why = why_no_more(scenario, MetricLookup(result), beside.limits(), beside.notes());
    report.closing = why_sentence(why);
    if (!run_request.sections.empty()) {
        keep_sections(report, run_request.sections);
        if (report.tables.empty() && report.closing.empty())
            print_error(fmt::format("--section: the report of this scenario has no {}\n", fmt::join(run_request.sections, ", ")));
    }
    if (request.json != "-") print(text_of(report, screen_of(Channel::out)));
    if (request.timing) print_error(timing_line(result) + "\n");
    write_outputs(request, {.scenario = scenario,
                            .result = result,
                            .warnings = warning_texts(read),
                            .origin = origin_of_page(request, text),
                            .bound = values_of(beside.wait()),
                            .why = why,
                            .gantts = gantts_of(run_request, scenario, result),
                            .bound_notes = beside.notes()});
    if (result.interrupted) print_error("interrupted\n");
    return result.interrupted ? ExitCode::interrupted : ExitCode::ok;
}

/// `--brief` and `--section NAME`. Requires: `sections` outlives the line.
void add_section_options(CommandLine& line, std::vector<std::string>& sections) {
    const Take brief = [&sections](const std::string&) {
        for (const char* section : {"summary", "targets", "idle", "why"}) sections.emplace_back(section);
        return std::string();
    };
    const Take section = [&sections](const std::string& word) -> std::string {
        const std::vector<std::string>& known = run_sections();
        if (std::find(known.begin(), known.end(), word) == known.end()) return fmt::format("expected one of {}", fmt::join(known, ", "));
        sections.push_back(word);
        return {};
    };
    line.options.push_back({"--brief", {}, "show the summary, the targets, what was never asked and what binds only", brief});
    line.options.push_back(
        {"--section", {Takes::choice, "NAME"}, "show this part of the report only, such as markets", section, Times::many});
    line.options.back().choices = run_sections();
}

/// `--gantt DATE`. Requires: `days` outlives the line.
Option gantt_option(std::vector<std::int32_t>& days) {
    const Take take = [&days](const std::string& word) -> std::string {
        const std::optional<GivenMoment> moment = read_moment(word);
        if (!moment || !moment->day || moment->after != Duration{}) return "expected a date, such as 2023-05-01";
        if (std::find(days.begin(), days.end(), *moment->day) == days.end()) days.push_back(*moment->day);
        return {};
    };
    return {"--gantt",
            {Takes::text, "DATE"},
            "draw what stations do in the fortnight from this day in the page, hour by hour, of the first replication",
            take,
            Times::many};
}

}  // namespace

CommandPlan run_command() {
    auto request = std::make_shared<RunRequest>();
    SimulationRequest& simulation = request->simulation;
    CommandPlan plan;
    add_simulation_options(plan.line, simulation);
    for (Option& option : plan.line.options)
        if (option.name == "--timing") option.summary = timing_in_json;
    plan.line.options.push_back(probability_option(simulation));
    plan.line.options.push_back(batches_option(simulation.set));
    plan.line.options.push_back(series_option(simulation.experiment));
    add_section_options(plan.line, request->sections);
    plan.line.options.push_back(gantt_option(request->gantt));
    plan.line.options.push_back({"--no-bound", {}, "do not work out what no luck and no dispatching exceeds", into(request->no_bound)});
    plan.line.exclusive.emplace_back("--replications", "--batches");
    plan.line.exclusive.emplace_back("--precision", "--batches");
    plan.line.more =
        "The result goes to stdout, warnings and errors to stderr. Exit codes: 0 done, whatever the targets say; 2 wrong usage;\n"
        "3 the scenario has errors; 70 an internal error; 130 interrupted (what was finished is reported).";
    plan.run = [request] { return run(*request); };
    return plan;
}

}  // namespace agrocap
