#include "experiment/optimise.hpp"
#include "archive/study_archive.hpp"
#include "command.hpp"
#include "console.hpp"
#include "interrupt.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "progress.hpp"
#include "report/number_format.hpp"
#include "report/optimum_report.hpp"
#include "scenario_input.hpp"
#include "study_input.hpp"
#include "study_outputs.hpp"

#include <fmt/format.h>

#include <memory>

namespace agrocap {

namespace {

struct OptimiseRequest {
    SimulationRequest simulation;
    std::string study;
    bool no_order = false;
};

Optimum search(const OptimiseRequest& request, const ResolvedText& text, const Scenario& scenario, const StudySpec& study,
               const Design& design, const StudyOrigin& origin, StudyArchive& archive) {
    const SimulationRequest& simulation = request.simulation;
    Progress progress(simulation.quiet);
    const OptimisePlan plan{
        .scenario = text,
        .study = study,
        .design = design,
        .order = request.no_order ? SearchOrder::none : SearchOrder::monotone,
        .focus = searched_metrics(scenario),
        .less_is_better = scenario.target.begin()->second.sense == TargetSense::at_most,
        .max_replications = origin.replications,
        .seed = origin.seed,
        .confidence = origin.confidence,
        .short_of_threads = simulation.experiment.short_of_threads,
        .threads = simulation.experiment.threads,
        .progress =
            [&progress](const OptimiseProgress& now) {
                progress.update(fmt::format("points tested {} of {}  replications {}", now.tested, now.points, now.replications));
            },
        .stop = &stop_on_interrupt()};
    return optimise(plan, archive, [&archive](std::size_t point, std::uint64_t number) { return archive.find(point, number); });
}

ExitCode code_of(const Optimum& optimum) {
    if (optimum.interrupted) return ExitCode::interrupted;
    if (!optimum.doubtful.empty()) return ExitCode::undecided;
    return optimum.best ? ExitCode::ok : ExitCode::target_failed;
}

ExitCode report(const OptimiseRequest& request, const Optimum& optimum, const OptimumFrame& frame, const StudyOrigin& origin,
                const PageOrigin& page) {
    const SimulationRequest& simulation = request.simulation;
    if (simulation.json != "-") print(text_of(optimum_report(optimum, frame), screen_of(Channel::out)));
    write_search(simulation, optimum, frame, origin, page);
    if (optimum.interrupted) print_error("interrupted; the same command goes on from here\n");
    return code_of(optimum);
}

ExitCode optimise_study(const OptimiseRequest& request) {
    const SimulationRequest& simulation = request.simulation;
    const ResolvedText text = resolve_file(simulation.scenario, simulation.set);
    const auto read =
        read_or_complain(text, simulation.set, simulation.quiet ? Warnings::hidden : Warnings::shown, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    const Scenario& scenario = read->scenario;
    const std::string name = study_named("optimise", simulation.scenario, request.study, scenario);
    if (name.empty()) return ExitCode::wrong_usage;
    const StudySpec& study = scenario.study.at(name);
    if (const std::string lack = lack_for_search(scenario, study); !lack.empty()) {
        print_error(fmt::format("agrocap optimise: {}: {}\n", simulation.scenario, lack));
        return ExitCode::wrong_usage;
    }
    Diagnostics problems;
    const Design design = lay_out(study, name, problems);
    if (problems.has_errors()) return complain(problems, *read, "nothing was simulated");
    const std::string db = study_database("optimise", simulation, name, scenario);
    if (db.empty()) return ExitCode::wrong_usage;
    SimulationRequest outputs = simulation;
    outputs.db = db;
    output_files(outputs, {optimum_csv_name}, scenario).prepare();

    StudyOrigin origin = origin_of(simulation, *read, text, StudyKind::optimise);
    origin.name = name;
    origin.skipped = design.skipped;
    origin.replications = simulation.experiment.replications.value_or(*scenario.experiment.max_replications);
    StudyArchive archive(db, origin, settings_of(design), damage_of(simulation));
    tell_discarded(db, archive.discarded());
    const Stopwatch stopwatch;
    const Optimum optimum = search(request, text, scenario, study, design, origin, archive);
    archive.close();
    if (simulation.timing)
        print_error(stopwatch.line_of(static_cast<std::size_t>(optimum.replications), " at " + counted(optimum.tested.size(), "point")));
    std::vector<std::string> words = words_of("optimise", simulation);
    words.insert(words.end(), {"--study", name});
    if (request.no_order) words.emplace_back("--no-order");
    return report(request, optimum,
                  {.study = name, .scenario = *scenario.name, .currency = *scenario.currency, .design = design, .seed = origin.seed},
                  origin, page_origin(text, command_text(words)));
}

}  // namespace

CommandPlan optimise_command() {
    auto request = std::make_shared<OptimiseRequest>();
    CommandPlan plan;
    plan.line.options.push_back(
        {"--study", {Takes::text, "NAME"}, "the study of the scenario to search (default: the only one)", into(request->study)});
    plan.line.options.push_back(
        {"--no-order", {}, "do not take it that more of a key never does harm: test points by cost, one by one", into(request->no_order)});
    add_simulation_options(plan.line, request->simulation);
    refuse_option(plan.line, "--precision", "each point is tested until it is decided; targets set how finely");
    for (Option& option : plan.line.options) {
        if (option.name == "--replications") option.summary = "most replications of a point, over the scenario's max_replications";
        if (option.name == "--csv") option.summary = "write tested.csv into a directory";
        if (option.name == "--confidence") option.summary = "probability that all verdicts are right, such as 0.95";
        if (option.name == "--db") option.summary = "the study database (default: NAME.study.db); what it holds is not run again";
    }
    plan.line.more =
        "Values of a key are taken to go from less to more, as they stand in `vary`: where a point misses a target, so do those with no\n"
        "more of anything. Costs: the study's `cost`; without it later values are dearer and each key counts alike. Exit codes: 0 found;\n"
        "1 no point meets the targets; 2 wrong usage; 3 the scenario has errors; 4 a cheaper point is undecided; 130 interrupted.";
    plan.run = [request] { return optimise_study(*request); };
    return plan;
}

}  // namespace agrocap
