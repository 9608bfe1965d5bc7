#include "archive/estimates.hpp"
#include "archive/study_reader.hpp"
#include "base/visible_text.hpp"
#include "command.hpp"
#include "console.hpp"
#include "experiment/study_precision.hpp"
#include "interrupt.hpp"
#include "observe/asked_metrics.hpp"
#include "output_files.hpp"
#include "progress.hpp"
#include "report/study_report.hpp"
#include "scenario/toml_value.hpp"
#include "scenario_input.hpp"
#include "study_input.hpp"
#include "study_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace agrocap {

namespace {

struct SweepRequest {
    SimulationRequest simulation;
    std::string study;
    std::vector<std::string> metrics;
};

StudyOutcome simulate(const SimulationRequest& request, const ResolvedText& text, const Design& design, const StudyOrigin& origin,
                      const std::optional<PrecisionGoal>& goal, StudyArchive& store) {
    Progress progress(request.quiet);
    StudyPlan plan{.scenario = text,
                   .design = design,
                   .replications = origin.replications,
                   .seed = origin.seed,
                   .threads = request.experiment.threads,
                   .short_of_threads = request.experiment.short_of_threads,
                   .progress = [&progress](const StudyProgress& now) { progress.update(now); },
                   .stop = &stop_on_interrupt()};
    if (!goal) return run_study(plan, store);
    plan.progress = [&progress](const StudyProgress& now) {
        progress.update(fmt::format("points {} of {}  replications {}", now.points_done, now.points, now.replications_done));
    };
    return run_study_to_precision(plan, *goal, store,
                                  [&store](std::size_t point, std::uint64_t number) { return store.find(point, number); });
}

StudyResult summary_of(const std::string& db, const StudyQuestion& question) {
    StudyReader reader(db);
    return reader.summarise(reader.studies().front(), question);
}

std::string timing_of(const StudyOutcome& outcome) {
    const double available = outcome.wall_s * outcome.threads;
    return fmt::format("{} events in {:.1f} s on {} threads; {} found, {} simulated; {:.1f} % of the threads' time went into simulation\n",
                       outcome.events, outcome.wall_s, outcome.threads, outcome.progress.found,
                       outcome.progress.replications_done - outcome.progress.found,
                       available > 0 ? 100 * outcome.simulating_s / available : 0.0);
}

ExitCode report(const SimulationRequest& request, const StudyOutcome& outcome, const StudyResult& result, const StudyOrigin& origin,
                const PageOrigin& page) {
    if (result.refused() == result.points.size()) {
        print_error(
            fmt::format("{}\nno point of the study can be simulated; these are the errors of the first\n", result.points[0].refused));
        return ExitCode::scenario_error;
    }
    if (request.json != "-") {
        print(text_of(study_report(result), screen_of(Channel::out)));
        print(fmt::format("\nevery replication is in {}\n", visible(request.db)));
    }
    if (request.timing) print_error(timing_of(outcome));
    write_sweep(request, result, origin, page);
    if (outcome.interrupted) print_error("interrupted; the same command goes on from here\n");
    return outcome.interrupted ? ExitCode::interrupted : ExitCode::ok;
}

/// Metrics asked for, as an override of the scenario: its focus, so that whoever reads the database sees them. Says what is none of them.
std::optional<std::string> focus_on(const std::vector<std::string>& metrics, const Scenario& scenario) {
    std::string focus;
    for (const std::string& metric : metrics) {
        Scenario asked = scenario;
        if (const auto fault = ask_for_metric(asked, metric)) {
            print_error(fmt::format("agrocap sweep: --metric: {}\n  hint: {}\n", fault->text, fault->hint));
            return std::nullopt;
        }
        focus += (focus.empty() ? "" : ", ") + toml_quoted(metric);
    }
    return "experiment.focus=[" + focus + "]";
}

ExitCode sweep(const SweepRequest& sweep_request) {
    SimulationRequest request = with_precision(sweep_request.simulation);
    const Warnings warnings = request.quiet ? Warnings::hidden : Warnings::shown;
    ResolvedText text = resolve_file(request.scenario, request.set);
    auto read = read_or_complain(text, request.set, warnings, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    if (!sweep_request.metrics.empty()) {
        const auto focus = focus_on(sweep_request.metrics, read->scenario);
        if (!focus) return ExitCode::wrong_usage;
        request.set.push_back(*focus);
        apply_overrides(text, {*focus}, "--metric");
        read = read_or_complain(text, request.set, Warnings::hidden, "nothing was simulated");
        if (!read) return ExitCode::scenario_error;
    }
    const std::string name = study_named("sweep", request.scenario, sweep_request.study, read->scenario);
    if (name.empty()) return ExitCode::wrong_usage;
    Diagnostics problems;
    const Design design = lay_out(read->scenario.study.at(name), name, problems);
    if (problems.has_errors()) return complain(problems, *read, "nothing was simulated");
    request.db = study_database("sweep", request, name, read->scenario);
    if (request.db.empty()) return ExitCode::wrong_usage;
    output_files(request, study_csv_names(), read->scenario).prepare();

    StudyOrigin origin = origin_of(request, *read, text, StudyKind::sweep);
    origin.name = name;
    origin.skipped = design.skipped;
    const std::optional<PrecisionGoal> goal = precision_goal(read->scenario, request.experiment);
    if (goal) origin.replications = 0;
    const std::string& db = request.db;
    StudyArchive archive(db, origin, settings_of(design), damage_of(request));
    tell_discarded(db, archive.discarded());
    const StudyOutcome outcome = simulate(request, text, design, origin, goal, archive);
    archive.close();
    StudyResult result = summary_of(db, question_of(read->scenario, name, goal));
    if (!outcome.interrupted) store_estimates(db, archive.study(), result);
    std::vector<std::string> words = words_of("sweep", sweep_request.simulation);
    words.insert(words.end(), {"--study", name});
    return report(request, outcome, result, origin, page_origin(text, command_text(words)));
}

}  // namespace

CommandPlan sweep_command() {
    auto request = std::make_shared<SweepRequest>();
    CommandPlan plan;
    plan.line.options.push_back(
        {"--study", {Takes::text, "NAME"}, "the study of the scenario to run (default: the only one)", into(request->study)});
    plan.line.options.push_back({"--metric",
                                 {Takes::metric, "NAME"},
                                 "metric to show, in place of the scenario's focus; those of targets are shown as well",
                                 into(request->metrics),
                                 Times::many});
    add_simulation_options(plan.line, request->simulation);
    for (Option& option : plan.line.options) {
        if (option.name == "--precision")
            option.summary = "at each point, go on until the relative half-width of every focus metric is below P";
        if (option.name == "--csv") option.summary = "write points.csv, effects.csv and refused.csv into a directory";
        if (option.name == "--db") option.summary = "the study database (default: NAME.study.db); what it holds is not run again";
    }
    plan.line.more =
        "Every replication is stored as it finishes: after Ctrl-C or worse the same command goes on, and more replications extend the "
        "study.\n"
        "Points whose values make no sound scenario are reported and left out. Exit codes: 0 done; 2 wrong usage; 3 the scenario, or "
        "every\n"
        "point, has errors; 70 an internal error; 130 interrupted.";
    plan.run = [request] { return sweep(*request); };
    return plan;
}

}  // namespace agrocap
