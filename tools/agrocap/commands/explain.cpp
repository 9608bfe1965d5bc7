#include "command.hpp"
#include "console.hpp"
#include "explain/account.hpp"
#include "explain/counted_output.hpp"
#include "explain/thread_evidence.hpp"
#include "interrupt.hpp"
#include "observe/asked_metrics.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "page/explain_page.hpp"
#include "progress.hpp"
#include "report/explain_report.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

namespace agrocap {

namespace {

struct ExplainRequest {
    SimulationRequest simulation;
    AccountOptions account;
};

Explanation account_for(const ExplainRequest& request, const Scenario& scenario) {
    const bool shown = !request.simulation.quiet && is_screen(Channel::err);
    Progress progress(shown ? Progress::Mode::shown : Progress::Mode::hidden);
    ExperimentOptions options = request.simulation.experiment;
    options.progress = [&progress](std::size_t done, std::size_t planned) { progress.update(done, planned); };
    options.stop = &stop_on_interrupt();
    Explanation explanation = explain(scenario, options, request.account);
    if (!explanation.interrupted) follow_threads(explanation, scenario, options);
    return explanation;
}

void write_explained(const SimulationRequest& request, const Explanation& explanation) {
    if (!request.json.empty()) write_text(request.json, explain_json(explanation));
    write_workbook(request.xlsx, [&explanation] {
        return report_workbook({"explain", explanation.scenario, explanation.files, explanation.set}, explain_report(explanation, 0));
    });
    if (!request.csv.empty()) write_csv_files(request.csv, explain_csv(explanation));
}

ExitCode explain_scenario(const ExplainRequest& asked) {
    const SimulationRequest& request = asked.simulation;
    const Warnings warnings = request.quiet ? Warnings::hidden : Warnings::shown;
    const ResolvedText text = resolve_file(request.scenario, request.set);
    const auto read = read_or_complain(text, request.set, warnings, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    Scenario copy = read->scenario;
    if (!counted_output(read->scenario, asked.account.metric) || ask_for_metric(copy, asked.account.metric)) {
        print_error(
            fmt::format("agrocap explain: --metric: \"{}\" is no output of this scenario\n"
                        "  hint: output.total, or of an item, a family, a plant or a line, such as output.plant.PLANT\n",
                        asked.account.metric));
        return ExitCode::wrong_usage;
    }
    output_files(request, {account_csv_name, thread_csv_name, bottlenecks_csv_name}, read->scenario).prepare();

    const Explanation explanation = account_for(asked, read->scenario);
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
    for (const char* name : {"--db", "--discard-damaged", "--timing"})
        refuse_option(plan.line, name, "this command does not have this option");
    plan.line.options.push_back(
        {"--metric", {Takes::metric, "NAME"}, "the output to account for (default: output.total)", into(request->account.metric)});
    const Take parts = whole_number(0, 30, [request](std::int64_t n) { request->account.parts_max = static_cast<std::size_t>(n); });
    plan.line.options.push_back({"--parts", {Takes::number, "N"}, "tell at most N parts of a loss (default: 5; 0: none)", parts});
    plan.line.options.push_back({"--no-bottlenecks", {}, "account for losses only", [request](const std::string&) {
                                     request->account.bottlenecks = false;
                                     return std::string();
                                 }});
    plan.line.more =
        "Every replication switches the causes of loss on one by one, in an order drawn for it and in the reverse of that, so that the\n"
        "losses sum exactly to nominal capacity less output. Exit codes: 0 done; 2 wrong usage; 3 the scenario has errors;\n"
        "70 an internal error; 130 interrupted (what was finished is reported).";
    plan.run = [request] { return explain_scenario(*request); };
    return plan;
}

}  // namespace agrocap
