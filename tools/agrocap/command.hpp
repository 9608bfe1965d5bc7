#pragma once

#include "command_line.hpp"
#include "exit_code.hpp"

#include <functional>
#include <span>

namespace agrocap {

/// A command ready to be parsed and then run: what it takes and what it does with it.
struct CommandPlan {
    CommandLine line;
    std::function<ExitCode()> run;
};

/// A row of the command table. `plan` gives a fresh plan each time.
struct Command {
    const char* name;
    const char* summary;  // the question that it answers
    CommandPlan (*plan)();
};

/// Says on stderr what is wrong with how a command was asked: "agrocap run: …", with the hint, if any. Gives the exit code for it.
ExitCode refuse(const std::string& who, const UsageFault& fault);

/// All commands, in the order of the help.
std::span<const Command> commands();

/// The row's plan, with its name and summary filled in.
CommandPlan plan_of(const Command& command);

CommandPlan run_command();
CommandPlan check_command();
CommandPlan bound_command();
CommandPlan explain_command();
CommandPlan compare_command();
CommandPlan sweep_command();
CommandPlan optimise_command();
CommandPlan campaign_command();
CommandPlan reach_command();
CommandPlan report_command();
CommandPlan reproduce_command();
CommandPlan serve_command();
CommandPlan validate_command();
CommandPlan diff_command();
CommandPlan sheet_command();
CommandPlan import_command();
CommandPlan trace_command();
CommandPlan graph_command();
CommandPlan schema_command();
CommandPlan metrics_command();
CommandPlan new_command();
CommandPlan lsp_command();
CommandPlan completion_command();
CommandPlan help_command();

}  // namespace agrocap
