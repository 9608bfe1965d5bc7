#include "command.hpp"

#include "console.hpp"

#include <fmt/format.h>

#include <array>

namespace agrocap {

namespace {

constexpr std::array every_command{
    Command{"run", "what does this scenario make in a year, and how sure is that?", run_command},
    Command{"check", "are the capacity targets met? (a statistical test; for regression suites)", check_command},
    Command{"bound", "what could it make at best, and what is the proof? (no simulation)", bound_command},
    Command{"explain", "why not more? nominal capacity, every loss, actual output", explain_command},
    Command{"compare", "what changes, with paired differences on common random numbers", compare_command},
    Command{"sweep", "how do results depend on these parameters?", sweep_command},
    Command{"optimise", "what is the cheapest way to reach the targets?", optimise_command},
    Command{"campaign", "a study on many machines: plan, do a task, merge, watch, hand to an engine", campaign_command},
    Command{"reach", "which least change meets the target?", reach_command},
    Command{"report", "tables and CSV from stored results", report_command},
    Command{"reproduce", "run again what made these results, and compare digests", reproduce_command},
    Command{"serve", "the workbench in a browser", serve_command},
    Command{"validate", "is the scenario sound? all errors, with line and column", validate_command},
    Command{"diff", "how do two scenarios differ, key by key?", diff_command},
    Command{"sheet", "a scenario as a spreadsheet for planners: its values in yellow cells", sheet_command},
    Command{"import", "a what-if file of what was changed in such a spreadsheet", import_command},
    Command{"trace", "what happened in one replication: event log, Gantt chart, object-centric log", trace_command},
    Command{"graph", "the supply graph as DOT or GraphML: whole, of a plant, of an item", graph_command},
    Command{"metrics", "which metrics are there, with unit and meaning; with a scenario its own", metrics_command},
    Command{"schema", "JSON Schema of the scenario language, for editors", schema_command},
    Command{"new", "a small commented scenario to start from", new_command},
    Command{"lsp", "the language server for editors, on standard input and output", lsp_command},
    Command{"completion", "completion of commands and options for a shell", completion_command},
    Command{"help", "this page, or the page of a command", help_command},
};

}  // namespace

ExitCode refuse(const std::string& who, const UsageFault& fault) {
    print_error(fmt::format("{}: {}\n", who, fault.text));
    if (!fault.hint.empty()) print_error("  hint: " + fault.hint + "\n");
    return ExitCode::wrong_usage;
}

std::span<const Command> commands() { return every_command; }

CommandPlan plan_of(const Command& command) {
    CommandPlan plan = command.plan();
    plan.line.name = command.name;
    plan.line.summary = command.summary;
    return plan;
}

}  // namespace agrocap
