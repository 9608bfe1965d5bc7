#include "serve/run_work.hpp"

#include "answer/bound_beside.hpp"
#include "answer/command_words.hpp"
#include "answer/compared_texts.hpp"
#include "answer/finished_result.hpp"
#include "answer/target_relaxations.hpp"
#include "answer/text_origin.hpp"
#include "experiment/check.hpp"
#include "explain/account.hpp"
#include "explain/counted_output.hpp"
#include "explain/reach.hpp"
#include "explain/thread_evidence.hpp"
#include "observe/asked_metrics.hpp"
#include "page/bound_page.hpp"
#include "page/comparison_page.hpp"
#include "page/explain_page.hpp"
#include "page/reach_page.hpp"
#include "report/bound_report.hpp"
#include "report/bound_tables.hpp"
#include "report/comparison_report.hpp"
#include "report/explain_report.hpp"
#include "report/reach_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace agrocap {

namespace {

/// A question with the scenario that it is about.
struct Case {
    const RunQuestion& question;
    const RunWatch& watch;
    ResolvedText text;
    ReadResult read;

    [[nodiscard]] ExperimentOptions options() const {
        ExperimentOptions options = question.options;
        options.threads = watch.threads;
        options.stop = &watch.stop;
        options.progress = watch.progress;
        return options;
    }
    [[nodiscard]] PageOrigin origin(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words =
            simulation_words(word_of(question.kind), question.asked.path, question.asked.set, question.options);
        words.insert(words.end(), more.begin(), more.end());
        return page_origin(text, command_text(words));
    }
};

/// Of the figures that the scenario shows first.
LiveFigures live_figures(const Case& one, TellFigures tell) {
    const Scenario& scenario = one.read.scenario;
    const double confidence = one.question.options.confidence.value_or(*scenario.experiment.confidence);
    return {{.metrics = focus_of(scenario), .confidence = confidence}, std::move(tell)};
}

bool has_interval(const std::vector<LiveFigure>& figures) {
    return std::any_of(figures.begin(), figures.end(), [](const LiveFigure& figure) { return figure.n > 1; });
}

[[noreturn]] void refuse_run(std::string reason, std::string message, std::string hint) {
    throw RefusedRequest{{422, std::move(reason), std::move(message), std::move(hint)}};
}

/// The first thing that is wrong, so that a page without a list of them can show it.
void refuse_errors(const ReadResult& read) {
    if (!read.diagnostics.has_errors()) return;
    const std::vector<std::string> texts = error_texts(read);
    refuse_run("scenario-errors", fmt::format("the scenario has errors: {}", texts.front()),
               texts.size() > 1 ? fmt::format("there are {} of them", texts.size()) : "");
}

RunAnswer answer_of(const FinishedResult& finished) {
    RunAnswer answer;
    answer.is_whole = !finished.result.interrupted;
    answer.replications = finished.result.values.size();
    if (finished.result.values.empty()) return answer;
    answer.json = json_of(finished);
    answer.html = html_of(page_of(finished));
    answer.workbook = xlsx_of(workbook_of(finished));
    answer.digest = finished.result.digest;
    return answer;
}

RunAnswer answer_simulation(const Case& one) {
    const Scenario& scenario = one.read.scenario;
    ExperimentOptions options = one.options();
    options.series = Every::month;  // a page shows the year
    BoundBeside beside(scenario, bounded_by_default(scenario), BoundBeside::Tell::limits, BoundBeside::Start::when_told);
    LiveFigures figures = live_figures(one, [&one, &beside](const std::vector<LiveFigure>& now) {
        one.watch.figures(now);
        if (has_interval(now)) beside.begin();
    });
    options.store = &figures;
    ExperimentResult result = run_experiment(scenario, options);
    const Reasons why = why_no_more(scenario, MetricLookup(result), beside.limits(), beside.notes());
    return answer_of({.scenario = scenario,
                      .result = std::move(result),
                      .warnings = warning_texts(one.read),
                      .origin = one.origin(),
                      .bound = values_of(beside.wait()),
                      .why = why,
                      .bound_notes = beside.notes()});
}

RunAnswer answer_check(const Case& one) {
    const Scenario& scenario = one.read.scenario;
    if (scenario.target.empty())
        refuse_run("no-target", "the scenario has no target to check",
                   "add one, such as [target.enough] with metric = \"output.total\" and at_least = 1000");
    ExperimentOptions options = one.options();
    LiveFigures figures = live_figures(one, one.watch.figures);
    options.store = &figures;
    BoundBeside beside(scenario, bounded_targets(scenario));
    const std::vector<Bound>& bounds = beside.wait();
    const std::map<std::string, double> at_most = values_of(bounds);
    ExperimentResult result = run_check(
        scenario, options, [&one](const CheckProgress& now) { one.watch.progress(now.done, now.expected); }, at_most);
    TargetRelaxations relaxations = relaxations_of(one.read, result, bounds);
    return answer_of({.asked = Asked::check,
                      .scenario = scenario,
                      .result = std::move(result),
                      .warnings = warning_texts(one.read),
                      .origin = one.origin(),
                      .bound = at_most,
                      .relaxations = std::move(relaxations),
                      .bound_notes = beside.notes()});
}

std::vector<ComparedText> compared_texts(const Case& one) {
    std::vector<ComparedText> texts{{one.text, one.read, one.question.asked.set}};
    for (const std::string& what_if : one.question.what_ifs) {
        const auto changes = changes_of(what_if);
        if (!changes) refuse_run("bad-what-if", fmt::format("\"{}\" is no change", what_if), "expected PATH=VALUE; PATH=VALUE …");
        ComparedText changed = changed_base(texts.front(), what_if, *changes);
        changed.result = read_to_run(changed.text, changed.set);
        refuse_errors(changed.result);
        texts.push_back(std::move(changed));
    }
    return texts;
}

RunAnswer answer_comparison(const Case& one) {
    const std::vector<ComparedText> texts = compared_texts(one);
    std::vector<const Scenario*> scenarios;
    scenarios.reserve(texts.size());
    for (const ComparedText& text : texts) scenarios.push_back(&text.result.scenario);
    const std::vector<std::string> metrics = default_compared(scenarios);
    const ExperimentOptions options = one.options();
    LiveComparison figures({.metrics = metrics,
                            .confidence = options.confidence.value_or(*scenarios.front()->experiment.confidence),
                            .what_ifs = one.question.what_ifs},
                           one.watch.figures);
    const Comparison comparison = run_comparison(scenarios, options, metrics, &figures);
    RunAnswer answer;
    answer.is_whole = !comparison.interrupted;
    if (comparison.whatifs.empty()) return answer;
    ComparedScenarios compared = described(texts);
    compared.scenarios.front().digest = answer.digest = comparison.base.digest;
    for (std::size_t i = 0; i < comparison.whatifs.size(); ++i) compared.scenarios[i + 1].digest = comparison.whatifs[i].result.digest;
    std::vector<std::string> words;
    for (const std::string& what_if : one.question.what_ifs) words.insert(words.end(), {"--what-if", what_if});
    answer.json = comparison_json(compared, comparison);
    answer.html = html_of(comparison_page(compared, comparison, one.origin(words)));
    answer.workbook = xlsx_of(comparison_workbook(compared, comparison));
    return answer;
}

RunAnswer answer_explanation(const Case& one) {
    const Scenario& scenario = one.read.scenario;
    const ExperimentOptions options = one.options();
    Explanation explanation = explain(scenario, options);
    if (!explanation.interrupted) follow_threads(explanation, scenario, options);
    RunAnswer answer;
    answer.is_whole = !explanation.interrupted;
    if (explanation.replications == 0) return answer;
    answer.json = explain_json(explanation);
    answer.html = html_of(explain_page(explanation, one.origin()));
    answer.workbook =
        xlsx_of(report_workbook({"explain", explanation.scenario, explanation.files, explanation.set}, explain_report(explanation, 0)));
    answer.digest = explanation.digest;
    return answer;
}

RunAnswer answer_bound(const Case& one) {
    const Scenario& scenario = one.read.scenario;
    if (scenario.warmup_auto)
        refuse_run("no-warmup", "warmup: \"auto\" is found by simulating, and a bound needs its length", "give one, such as \"30 d\"");
    std::vector<Bound> bounds = bounds_of(scenario, bounded_by_default(scenario));
    for (Bound& bound : bounds) find_binding(bound, binding_shown);
    const StatedBounds stated = stated_bounds(one.read, bounds);
    RunAnswer answer;
    answer.json = bounds_json(stated);
    answer.html = html_of(bound_page(stated, one.origin()));
    answer.workbook = xlsx_of(report_workbook({"bound", stated.scenario, stated.files, stated.set}, bounds_report(stated)));
    return answer;
}

std::string chosen_target(const Case& one) {
    const auto& targets = one.read.scenario.target;
    const std::string name = one.question.target.empty() && targets.size() == 1 ? targets.begin()->first : one.question.target;
    const auto found = targets.find(name);
    if (found == targets.end())
        refuse_run("no-target", "there is no such target to be reached", "write one into the scenario, or choose one of its own");
    if (found->second.sense == TargetSense::between || found->second.probability)
        refuse_run("no-target", fmt::format("target \"{}\" is no mean that is to be at least or at most something", name), "");
    return name;
}

RunAnswer answer_reach(const Case& one) {
    ReachQuestion question;
    question.target = chosen_target(one);
    const Reach reach = find_least_change(one.text, one.read.scenario, one.options(), question);
    RunAnswer answer;
    answer.is_whole = !reach.interrupted;
    if (reach.frontier.empty()) return answer;
    const RunReport report = reach_report(reach, {});
    answer.json = reach_json(reach, {});
    answer.html = html_of(reach_page(reach, {},
                                     one.origin({"--target", question.target, "--changes", std::to_string(question.changes_max), "--sets",
                                                 std::to_string(question.sets_max)})));
    answer.workbook = xlsx_of(report_workbook({"reach", reach.scenario, one.read.scenario.files, one.question.asked.set}, report));
    return answer;
}

}  // namespace

RunAnswer answer_run(const ServedFolder& folder, const RunQuestion& question, const RunWatch& watch) {
    Case one{question, watch, resolve(folder, question.asked), {}};
    one.read = read_to_run(one.text, question.asked.set);
    refuse_errors(one.read);
    switch (question.kind) {
        case RunKind::run: return answer_simulation(one);
        case RunKind::check: return answer_check(one);
        case RunKind::compare: return answer_comparison(one);
        case RunKind::explain: return answer_explanation(one);
        case RunKind::bound: return answer_bound(one);
        case RunKind::reach: break;
    }
    return answer_reach(one);
}

}  // namespace agrocap
