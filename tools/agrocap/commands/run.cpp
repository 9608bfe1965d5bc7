#include "answer/bound_beside.hpp"
#include "base/fault.hpp"
#include "command.hpp"
#include "console.hpp"
#include "experiment/experiment.hpp"
#include "interrupt.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "progress.hpp"
#include "report/bound_report.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"
#include "study_input.hpp"

#include <fmt/format.h>

#include <algorithm>
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
};

/// The command that gives the page's numbers again, with what decides them.
PageOrigin origin_of_page(const SimulationRequest& request, const ResolvedText& text) {
    return request.page.html.empty() ? PageOrigin{} : page_origin(text, command_text(words_of("run", request)));
}

ExitCode run(const RunRequest& run_request) {
    const SimulationRequest& request = run_request.simulation;
    const Warnings warnings = request.quiet ? Warnings::hidden : Warnings::shown;
    const ResolvedText text = resolve_file(request.scenario, request.set);
    const auto read = read_or_complain(text, request.set, warnings, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    const Scenario& scenario = read->scenario;
    output_files(request, results_csv_names(), scenario).prepare();

    BoundBeside beside(scenario, run_request.no_bound ? std::vector<std::string>{} : bounded_by_default(scenario));
    const std::unique_ptr<RunArchive> archive = open_run_archive(request, *read, text);
    const ExperimentResult result = simulate(request, scenario, archive.get());
    if (archive) archive->close(result.values.size());
    if (result.values.empty()) {
        print_error("interrupted before a replication was finished: there is nothing to report\n");
        return ExitCode::interrupted;
    }

    // First to the screen, then to files: a full disk must not take the answer with it.
    RunReport report = run_report(scenario, result);
    if (!run_request.sections.empty()) keep_sections(report, run_request.sections);
    if (request.json != "-") print(text_of(report, screen_of(Channel::out)));
    const std::vector<Bound>& bounds = beside.wait();
    // What is stored is what is printed, and the proof is not stored: its sentence is for who sits at the terminal.
    if (!request.quiet && is_screen(Channel::err)) print_error(bound_sentence(bounds, screen_of(Channel::err)));
    if (request.timing) print_error(timing_line(result) + "\n");
    write_outputs(request, {Asked::run, scenario, result, warning_texts(*read), origin_of_page(request, text), values_of(bounds)});
    if (result.interrupted) print_error("interrupted\n");
    return result.interrupted ? ExitCode::interrupted : ExitCode::ok;
}

/// `--brief` and `--section NAME`. Requires: `sections` outlives the line.
void add_section_options(CommandLine& line, std::vector<std::string>& sections) {
    const Take brief = [&sections](const std::string&) {
        for (const char* section : {"summary", "targets", "idle"}) sections.emplace_back(section);
        return std::string();
    };
    const Take section = [&sections](const std::string& word) -> std::string {
        const std::vector<std::string>& known = run_sections();
        if (std::find(known.begin(), known.end(), word) == known.end()) return fmt::format("expected one of {}", fmt::join(known, ", "));
        sections.push_back(word);
        return {};
    };
    line.options.push_back({"--brief", {}, "show the summary, the targets and what was never asked only", brief});
    line.options.push_back(
        {"--section", {Takes::choice, "NAME"}, "show this part of the report only, such as markets", section, Times::many});
    line.options.back().choices = run_sections();
}

}  // namespace

CommandPlan run_command() {
    auto request = std::make_shared<RunRequest>();
    SimulationRequest& simulation = request->simulation;
    CommandPlan plan;
    add_simulation_options(plan.line, simulation);
    plan.line.options.push_back(probability_option(simulation.set));
    plan.line.options.push_back(batches_option(simulation.set));
    plan.line.options.push_back(series_option(simulation.experiment));
    add_section_options(plan.line, request->sections);
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
