#include "base/visible_text.hpp"
#include "command.hpp"
#include "console.hpp"
#include "explain/account.hpp"
#include "explain/counted_output.hpp"
#include "explain/thread_evidence.hpp"
#include "explain/unit_explanation.hpp"
#include "interrupt.hpp"
#include "observe/asked_metrics.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "page/explain_page.hpp"
#include "progress.hpp"
#include "report/explain_report.hpp"
#include "report/number_format.hpp"
#include "report/thread_text.hpp"
#include "report/unit_report.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct ExplainRequest {
    SimulationRequest simulation;
    AccountOptions account;
    std::optional<std::uint32_t> unit;  // to be told of, in place of the account
    std::string line;                   // its line; empty: the only one
    std::optional<std::uint32_t> replication;
};

Explanation account_for(const ExplainRequest& request, const Scenario& scenario) {
    Progress progress(request.simulation.quiet);
    ExperimentOptions options = watched(request.simulation.experiment, progress);
    Explanation explanation = explain(scenario, options, request.account);
    if (!explanation.interrupted) follow_threads(explanation, scenario, options);
    return explanation;
}

void write_explained(const SimulationRequest& request, const Explanation& explanation) {
    if (!request.json.empty()) write_text(request.json, explain_json(explanation));
    write_workbook(request.xlsx, [&explanation] {
        return report_workbook({"explain", explanation.scenario, explanation.files, explanation.set}, explain_report(explanation, 0));
    });
    if (!request.csv.empty()) write_csv_files(request.csv, explain_csv(explanation), explain_csv_names());
}

/// The line that is meant, as a path; or a complaint, and nothing.
std::optional<std::string> line_meant(const std::string& asked, const Scenario& scenario) {
    std::vector<std::string> paths = line_paths(scenario), names;
    for (const std::string& path : paths) names.push_back(line_of_thread(path));
    if (asked.empty() && paths.size() == 1) return paths.front();
    for (std::size_t i = 0; i < paths.size(); ++i)
        if (asked == paths[i] || asked == names[i]) return paths[i];
    constexpr std::size_t named_most = 8;
    const std::string near = asked.empty() ? "" : nearest_name(asked, names);
    const std::size_t count = names.size();
    names.resize(std::min(count, named_most));
    const std::string known =
        fmt::format("one of {}{}", fmt::join(names, ", "), count > named_most ? fmt::format(" … ({} in all)", count) : "");
    refuse("agrocap explain",
           {asked.empty() ? fmt::format("--line: the scenario has {}: which one's unit is meant?", counted(count, "line"))
                          : fmt::format("--line: the scenario has no line \"{}\"", visible(asked)),
            near.empty() ? known : fmt::format("did you mean \"{}\"?", near)});
    return std::nullopt;
}

/// Why there is nothing to tell of a unit that has not left.
ExitCode complain_of_unit(const UnitExplanation& told) {
    const std::string line = line_of_thread(told.unit.line);
    const std::string released = fmt::format("it released {} in replication {}", counted(told.released, "unit"), told.unit.replication + 1);
    switch (told.fate) {
        case UnitFate::never_released:
            return refuse("agrocap explain", {fmt::format("--unit: {} has no unit {}: {}", line, told.unit.number, released), {}});
        case UnitFate::scrapped:
            return refuse("agrocap explain",
                          {fmt::format("--unit: unit {} of {} never left: it was scrapped", told.unit.number, line), {}});
        default:
            return refuse("agrocap explain",
                          {fmt::format("--unit: unit {} of {} had not left when the time was over", told.unit.number, line),
                           released + "; ask for one that came earlier"});
    }
}

ExitCode tell_unit(const ExplainRequest& asked, const ResolvedText& text, const Scenario& scenario) {
    const SimulationRequest& request = asked.simulation;
    const std::optional<std::string> line = line_meant(asked.line, scenario);
    if (!line) return ExitCode::wrong_usage;
    output_files(request, {unit_csv_name}, scenario).prepare();
    const UnitExplanation told = explain_unit(scenario, request.experiment, {*line, *asked.unit, asked.replication.value_or(1) - 1});
    if (told.fate != UnitFate::left) return complain_of_unit(told);
    const RunReport report = unit_report(told);
    if (request.json != "-") print(text_of(report, screen_of(Channel::out)));
    write_text(request.json, unit_json(told));
    if (!request.csv.empty()) write_csv_files(request.csv, unit_csv(told), {unit_csv_name});
    write_workbook(request.xlsx, [&] { return report_workbook({"explain", told.scenario, told.files, told.set}, report); });
    std::vector<std::string> words = words_of("explain", request);
    words.insert(words.end(), {"--unit", std::to_string(told.unit.number), "--line", line_of_thread(told.unit.line), "--replication",
                               std::to_string(told.unit.replication + 1)});
    if (!request.page.html.empty()) write_page(request.page, unit_page(told, page_origin(text, command_text(words))));
    return ExitCode::ok;
}

ExitCode explain_scenario(const ExplainRequest& asked) {
    const SimulationRequest& request = asked.simulation;
    if (!asked.unit && !asked.line.empty()) return refuse("agrocap explain", {"--line says whose unit is meant", "add --unit N"});
    if (!asked.unit && asked.replication)
        return refuse("agrocap explain", {"--replication says in which one a unit is followed", "add --unit N"});
    const Warnings warnings = request.quiet ? Warnings::hidden : Warnings::shown;
    const ResolvedText text = resolve_file(request.scenario, request.set);
    const auto read = read_or_complain(text, request.set, warnings, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    if (asked.unit) return tell_unit(asked, text, read->scenario);
    Scenario copy = read->scenario;
    if (!counted_output(read->scenario, asked.account.metric) || ask_for_metric(copy, asked.account.metric)) {
        print_error(
            fmt::format("agrocap explain: --metric: \"{}\" is no output of this scenario\n"
                        "  hint: output.total, or of an item, a family, a plant or a line, such as output.plant.PLANT\n",
                        asked.account.metric));
        return ExitCode::wrong_usage;
    }
    output_files(request, explain_csv_names(), read->scenario).prepare();

    const Stopwatch stopwatch;
    const Explanation explanation = account_for(asked, read->scenario);
    if (request.timing) print_error(stopwatch.line_of(explanation.replications));
    if (explanation.replications == 0) {
        print_error("interrupted before a replication was finished: there is nothing to report\n");
        return ExitCode::interrupted;
    }
    if (request.json != "-") print(text_of(explain_report(explanation, columns_of(Channel::out)), screen_of(Channel::out)));
    write_explained(request, explanation);
    write_page(request.page, explain_page(explanation, page_origin(text, command_text(words_of("explain", request)))));
    if (explanation.interrupted) print_error("interrupted\n");
    return explanation.interrupted ? ExitCode::interrupted : ExitCode::ok;
}

}  // namespace

CommandPlan explain_command() {
    auto request = std::make_shared<ExplainRequest>();
    CommandPlan plan;
    add_simulation_options(plan.line, request->simulation);
    for (Option& option : plan.line.options) {
        if (option.name == "--csv") option.summary = "write account.csv, thread.csv and bottlenecks.csv into a directory";
        if (option.name == "--precision") option.summary = "go on until the half-width of every loss is below P times nominal capacity";
    }
    for (const char* name : {"--db", "--discard-damaged"})
        refuse_option(plan.line, name, "an account is of runs with losses switched off, which no database of replications has");
    plan.line.options.push_back(
        {"--metric", {Takes::metric, "NAME"}, "the output to account for (default: output.total)", into(request->account.metric)});
    const Take parts = whole_number(0, 30, [request](std::int64_t n) { request->account.parts_max = static_cast<std::size_t>(n); });
    plan.line.options.push_back({"--parts", {Takes::number, "N"}, "tell at most N parts of a loss (default: 5; 0: none)", parts});
    plan.line.options.push_back({"--no-bottlenecks", {}, "account for losses only", [request](const std::string&) {
                                     request->account.bottlenecks = false;
                                     return std::string();
                                 }});
    const auto count_into = [](std::optional<std::uint32_t>& number) {
        return whole_number(1, 4'000'000'000, [&number](std::int64_t n) { number = static_cast<std::uint32_t>(n); });
    };
    plan.line.options.push_back(
        {"--unit", {Takes::number, "N"}, "tell why the Nth unit that a line released left when it did", count_into(request->unit)});
    plan.line.options.push_back(
        {"--line", {Takes::text, "P.L"}, "the line of --unit, such as semey.main (default: the only one)", into(request->line)});
    plan.line.options.push_back({"--replication",
                                 {Takes::number, "R"},
                                 "the replication in which --unit is followed (default: 1)",
                                 count_into(request->replication)});
    for (const char* other : {"--metric", "--parts", "--no-bottlenecks", "--precision", "--replications"})
        plan.line.exclusive.emplace_back("--unit", other);
    plan.line.more =
        "Every replication switches the causes of loss on one by one, in an order drawn for it and in the reverse of that, so that the\n"
        "losses sum exactly to nominal capacity less output. Exit codes: 0 done; 2 wrong usage; 3 the scenario has errors;\n"
        "70 an internal error; 130 interrupted (what was finished is reported).";
    plan.run = [request] { return explain_scenario(*request); };
    return plan;
}

}  // namespace agrocap
