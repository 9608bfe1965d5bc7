#include "experiment/check.hpp"

#include "answer/bound_beside.hpp"
#include "answer/target_relaxations.hpp"
#include "base/fault.hpp"
#include "base/visible_text.hpp"
#include "command.hpp"
#include "console.hpp"
#include "interrupt.hpp"
#include "observe/asked_metrics.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "progress.hpp"
#include "report/check_report.hpp"
#include "report/junit.hpp"
#include "report/number_format.hpp"
#include "report/results_csv.hpp"
#include "report/table_markdown.hpp"
#include "report/why.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"
#include "study_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

struct CheckRequest {
    SimulationRequest simulation;
    std::vector<std::string> scenarios;
    std::string junit, markdown;
};

/// All that a check of several scenarios gathers on its way.
struct Gathered {
    std::vector<FinishedResult> finished;
    std::vector<JunitSuite> suites;
    std::vector<ExitCode> codes;        // by scenario: what counts of it
    std::vector<std::string> outcomes;  // the same in words
    std::string markdown;
};

/// Of several codes the one that counts.
ExitCode first_of(const std::vector<ExitCode>& codes) {
    constexpr std::array order{ExitCode::interrupted, ExitCode::internal_error, ExitCode::wrong_usage, ExitCode::scenario_error,
                               ExitCode::impossible,  ExitCode::target_failed,  ExitCode::undecided};
    for (const ExitCode code : order)
        if (std::find(codes.begin(), codes.end(), code) != codes.end()) return code;
    return ExitCode::ok;
}

/// What keeps a scenario from being tested: the exit code, what JUnit calls it, and what the last line does.
struct Hindrance {
    ExitCode code;
    const char *kind, *outcome;
};

constexpr Hindrance with_errors{ExitCode::scenario_error, "scenario", "with errors"};
constexpr Hindrance without_targets{ExitCode::wrong_usage, "usage", "without targets"};
constexpr Hindrance wrongly_asked{ExitCode::wrong_usage, "usage", "wrongly asked"};
constexpr Hindrance broken{ExitCode::internal_error, "internal", "with an internal error"};

/// A scenario that could not be tested: told on stderr already. `texts`: each thing that is wrong with it.
void add_error(Gathered& gathered, const std::string& scenario, const Hindrance& hindrance, const std::vector<std::string>& texts) {
    const std::string& first = texts.front();
    const bool is_more = texts.size() > 1 || first.find('\n') != std::string::npos;
    const std::string count = texts.size() > 1 ? fmt::format(" (and {} more)", counted(texts.size() - 1, "error")) : "";
    JunitCase one{.name = "scenario", .outcome = JunitOutcome::error, .kind = hindrance.kind, .message = {}, .text = {}};
    one.message = first.substr(0, first.find('\n')) + count;
    if (is_more) one.text = fmt::format("{}", fmt::join(texts, "\n"));
    gathered.suites.push_back({scenario, 0, {std::move(one)}});
    gathered.codes.push_back(hindrance.code);
    gathered.outcomes.emplace_back(hindrance.outcome);
}

void add_verdicts(Gathered& gathered, const std::string& scenario, const ExperimentResult& result, const TargetRelaxations& relaxations) {
    JunitSuite suite{scenario, result.wall_s, {}};
    std::vector<ExitCode> codes;
    for (const TargetResult& target : result.targets) {
        JunitCase one{target.name, JunitOutcome::passed, verdict_word(target.verdict), verdict_line(target), ""};
        if (target.verdict != Verdict::pass) one.outcome = JunitOutcome::failed;
        if (target.verdict == Verdict::undecided) {
            if (!result.interrupted) one.message += "; " + undecided_note(target);
            codes.push_back(ExitCode::undecided);
        } else if (target.verdict != Verdict::pass) {
            codes.push_back(target.verdict == Verdict::impossible ? ExitCode::impossible : ExitCode::target_failed);
        }
        if (const auto known = relaxations.find(target.name); known != relaxations.end())
            one.message += "; " + relaxation_text(known->second);
        suite.cases.push_back(std::move(one));
    }
    gathered.suites.push_back(std::move(suite));
    if (result.interrupted) codes.push_back(ExitCode::interrupted);
    gathered.codes.push_back(first_of(codes));
    gathered.outcomes.push_back(result.interrupted ? "interrupted" : outcome_of(result));
}

/// Scenarios that Ctrl-C kept from being tested.
void add_skipped(Gathered& gathered, const std::vector<std::string>& scenarios) {
    for (std::size_t i = gathered.codes.size(); i < scenarios.size(); ++i) {
        gathered.suites.push_back(
            {scenarios[i], 0, {{"scenario", JunitOutcome::skipped, "interrupted", "interrupted before it began", ""}}});
        gathered.codes.push_back(ExitCode::interrupted);
        gathered.outcomes.emplace_back("interrupted");
    }
}

ExperimentResult test_targets(const SimulationRequest& request, const Scenario& scenario, const std::map<std::string, double>& at_most,
                              ReplicationStore* store) {
    Progress progress(request.quiet);
    ExperimentOptions options = watched(request.experiment, progress);
    options.store = store;
    return run_check(
        scenario, options,
        [&progress](const CheckProgress& now) {
            progress.update(now.done, now.expected, fmt::format("{} passed, {} failed, {} open", now.passed, now.failed, now.open));
        },
        at_most);
}

bool prints_tables(const CheckRequest& request) {
    return request.simulation.json != "-" && request.junit != "-" && request.markdown != "-";
}

SimulationRequest named(SimulationRequest simulation, const std::string& path) {
    simulation.scenario = path;
    return simulation;
}

/// Why a target is impossible that chance alone does not rule out. On stderr: what is stored is what is printed. `where`: stands before a
/// target's name, where several scenarios are tested.
void tell_bounds(const std::string& where, const ExperimentResult& result, const std::map<std::string, double>& at_most,
                 const TargetRelaxations& relaxations) {
    for (const TargetResult& target : result.targets) {
        const auto proven = at_most.find(*target.spec.metric);
        if (target.verdict != Verdict::impossible || proven == at_most.end()) continue;
        print_error(fmt::format("{}{}: {} is proven to be at most {} on average; \"agrocap bound\" tells what binds\n", where, target.name,
                                *target.spec.metric, grouped(proven->second, 0)));
        if (const auto known = relaxations.find(target.name); known != relaxations.end())
            print_error(fmt::format("{}{}: {}\n", where, target.name, relaxation_text(known->second)));
    }
}

/// Reads and tests one scenario; says on stderr what keeps it from being tested.
void check_one(const CheckRequest& request, const std::string& path, Gathered& gathered) {
    const SimulationRequest& simulation = request.simulation;
    const bool is_alone = request.scenarios.size() == 1;
    const ResolvedText text = resolve_file(path, simulation.set);
    const ReadResult read = read_to_run(text, simulation.set);
    if (const auto fault = fault_of_probability(simulation, read)) {
        refuse(is_alone ? "agrocap check" : "agrocap check: " + visible(path), *fault);
        return add_error(gathered, path, wrongly_asked, {fault->text});
    }
    tell(read, simulation.quiet ? Warnings::hidden : Warnings::shown,
         is_alone ? "nothing was simulated" : visible(path) + " was not simulated");
    if (read.diagnostics.has_errors()) return add_error(gathered, path, with_errors, error_texts(read));
    const Scenario& scenario = read.scenario;
    if (scenario.target.empty()) {
        const std::string lack = fmt::format(
            "{}: no target to check\n  hint: add one, such as [target.enough] with metric = \"output.total\" and at_least = 1000", path);
        print_error(lack + "\n");
        return add_error(gathered, path, without_targets, {lack});
    }
    OutputFiles files = output_files(simulation, results_csv_names(), scenario);
    files.write("--junit", request.junit);
    files.write("--markdown", request.markdown);
    files.prepare();

    const std::unique_ptr<RunArchive> archive = open_run_archive(simulation, read, text);
    BoundBeside beside(scenario, bounded_targets(scenario));
    const std::vector<Bound>& bounds = beside.wait();
    const std::map<std::string, double> at_most = values_of(bounds);
    ExperimentResult result = test_targets(simulation, scenario, at_most, archive.get());
    if (archive) archive->close(result.values.size());
    const TargetRelaxations relaxations = relaxations_of(read, result, bounds);
    RunReport report = check_report(scenario, result);
    if (!is_alone && report.title != path) report.title += fmt::format(" ({})", path);  // names may be alike, files are not
    const char* gap = gathered.finished.empty() ? "" : "\n";
    if (prints_tables(request)) print(gap + text_of(report, screen_of(Channel::out)));
    report.title = outcome_of(result) + ": " + report.title;
    gathered.markdown += gap + markdown_of(report);
    const std::string where = is_alone ? "" : visible(path) + ": ";
    tell_bounds(where, result, at_most, relaxations);
    if (!simulation.quiet && !beside.notes().empty()) print_error(where + notes_text(beside.notes()) + "\n");
    if (simulation.timing) print_error(timing_line(result) + "\n");
    add_verdicts(gathered, path, result, relaxations);
    PageOrigin origin =
        simulation.page.html.empty() ? PageOrigin{} : page_origin(text, command_text(words_of("check", named(simulation, path))));
    gathered.finished.push_back({.asked = Asked::check,
                                 .scenario = scenario,
                                 .result = std::move(result),
                                 .warnings = warning_texts(read),
                                 .origin = std::move(origin),
                                 .bound = at_most,
                                 .relaxations = relaxations,
                                 .bound_notes = beside.notes()});
}

void check_all(const CheckRequest& request, Gathered& gathered) {
    for (const std::string& path : request.scenarios) {
        // A scenario that cannot be tested must not keep the suite from the others.
        try {
            check_one(request, path, gathered);
        } catch (const ScenarioFault& fault) {
            print_error(fmt::format("{}: {}\n", path, fault.what()));
            add_error(gathered, path, with_errors, {fault.what()});
        } catch (const InvariantBroken& fault) {
            print_error(fmt::format("{}: internal error: {}\n", path, fault.what()));
            add_error(gathered, path, broken, {fault.what()});
        }
        if (stop_on_interrupt()) break;
    }
    add_skipped(gathered, request.scenarios);
}

ExitCode check(const CheckRequest& request) {
    const SimulationRequest& simulation = request.simulation;
    if ((simulation.json == "-") + (request.junit == "-") + (request.markdown == "-") > 1) {
        print_error("agrocap check: only one of --json, --junit and --markdown can go to stdout\n");
        return ExitCode::wrong_usage;
    }
    OutputFiles own;
    own.write("--junit", request.junit);
    own.write("--markdown", request.markdown);
    for (const std::string& path : request.scenarios) own.read("the scenario", path);
    own.prepare();
    Gathered gathered;
    check_all(request, gathered);
    const bool is_alone = request.scenarios.size() == 1;
    if (!is_alone && prints_tables(request)) print((gathered.finished.empty() ? "" : "\n") + suite_line(gathered.outcomes) + "\n");
    if (is_alone && gathered.finished.size() == 1) {
        const FinishedResult& only = gathered.finished.front();
        write_outputs(simulation, only);
    } else if (!is_alone) {
        write_all_outputs(simulation, gathered.finished, suite_line(gathered.outcomes));
    }
    write_text(request.markdown, gathered.markdown + (is_alone ? "" : "\n" + markdown_text(suite_line(gathered.outcomes)) + "\n"));
    write_text(request.junit, junit_xml(gathered.suites));
    const ExitCode code = first_of(gathered.codes);
    if (code == ExitCode::interrupted) print_error("interrupted\n");
    return code;
}

}  // namespace

CommandPlan check_command() {
    auto request = std::make_shared<CheckRequest>();
    CommandPlan plan;
    add_simulation_options(plan.line, request->simulation);
    plan.line.options.push_back(probability_option(request->simulation));
    plan.line.exclusive.clear();  // here the number is the most that a test may take
    for (Option& option : plan.line.options) {
        if (option.name == "--replications") option.summary = "most replications, over the scenario's max_replications";
        if (option.name == "--confidence") option.summary = "confidence of the verdicts and intervals, over that of each target";
        if (option.name == "--timing") option.summary = timing_in_json;
        if (option.name == "--precision") option.summary = "go on after the verdicts until every focus metric is known to P";
    }
    plan.line.options.push_back(
        {"--junit", {Takes::file, "FILE"}, "write the verdicts as JUnit XML, one case a target", into(request->junit)});
    plan.line.options.push_back(markdown_option(request->markdown));
    plan.line.positionals = {
        {"SCENARIO", "a scenario file (TOML) with targets", into(request->scenarios), 1, std::numeric_limits<int>::max(), {}}};
    plan.line.more =
        "Replications go on until each target is decided. Exit codes: 0 every target passed; 1 one failed; 2 wrong usage, or no target;\n"
        "3 a scenario has errors; 4 undecided: replications ran out; 5 a target is impossible; 70 an internal error; 130 interrupted.\n"
        "Where several hold, the first of 70, 2, 3, 5, 1, 4, 0 counts.";
    plan.run = [request] { return check(*request); };
    return plan;
}

}  // namespace agrocap
