#include "base/fault.hpp"
#include "command.hpp"
#include "console.hpp"
#include "experiment/experiment.hpp"
#include "interrupt.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "progress.hpp"
#include "report/results_csv.hpp"
#include "report/run_report.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"
#include "study_input.hpp"

#include <cstddef>
#include <memory>

namespace agrocap {

namespace {

ExperimentResult simulate(const SimulationRequest& request, const Scenario& scenario, ReplicationStore* store) {
    const bool shown = !request.quiet && is_screen(Channel::err);
    Progress progress(shown ? Progress::Mode::shown : Progress::Mode::hidden);
    ExperimentOptions options = request.experiment;
    options.progress = [&progress](std::size_t done, std::size_t planned) { progress.update(done, planned); };
    options.stop = &stop_on_interrupt();
    options.store = store;
    const std::size_t batches = batches_of(scenario, options);
    progress.update(0, batches > 0 ? batches : static_cast<std::size_t>(planned_replications(scenario, options)));
    return run_experiment(scenario, options);
}

ExitCode run(const SimulationRequest& request) {
    const Warnings warnings = request.quiet ? Warnings::hidden : Warnings::shown;
    const ResolvedText text = resolve_file(request.scenario, request.set);
    const auto read = read_or_complain(text, request.set, warnings, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    const Scenario& scenario = read->scenario;
    output_files(request, results_csv_names(), scenario).prepare();

    const std::unique_ptr<RunArchive> archive = open_run_archive(request, *read, text);
    const ExperimentResult result = simulate(request, scenario, archive.get());
    if (archive) archive->close(result.values.size());
    if (result.values.empty()) {
        print_error("interrupted before a replication was finished: there is nothing to report\n");
        return ExitCode::interrupted;
    }

    // First to the screen, then to files: a full disk must not take the answer with it.
    if (request.json != "-") print(text_of(run_report(scenario, result), colour_of(Channel::out)));
    if (request.timing) print_error(timing_line(result) + "\n");
    write_outputs(request, scenario, result, warning_texts(*read));
    if (result.interrupted) print_error("interrupted\n");
    return result.interrupted ? ExitCode::interrupted : ExitCode::ok;
}

}  // namespace

CommandPlan run_command() {
    auto request = std::make_shared<SimulationRequest>();
    CommandPlan plan;
    add_simulation_options(plan.line, *request);
    plan.line.options.push_back(probability_option(request->set));
    plan.line.options.push_back(batches_option(request->set));
    plan.line.exclusive.emplace_back("--replications", "--batches");
    plan.line.exclusive.emplace_back("--precision", "--batches");
    plan.line.more =
        "The result goes to stdout, warnings and errors to stderr. Exit codes: 0 done, whatever the targets say; 2 wrong usage;\n"
        "3 the scenario has errors; 70 an internal error; 130 interrupted (what was finished is reported).";
    plan.run = [request] { return run(*request); };
    return plan;
}

}  // namespace agrocap
