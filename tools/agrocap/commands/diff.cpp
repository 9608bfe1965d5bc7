#include "scenario/diff.hpp"

#include "command.hpp"
#include "console.hpp"
#include "report/number_format.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct DiffRequest {
    std::string left, right;
    std::vector<std::string> set;
};

/// "~ path: old -> new", "- path = old", "+ path = new": one line a key, as grep likes it.
std::string line_of(const ScenarioDifference& one, Colour colour) {
    const auto coloured = [colour](const char* escape, const std::string& text) {
        return colour == Colour::on ? escape + text + "\x1b[0m" : text;
    };
    if (one.left && one.right)
        return fmt::format("~ {}: {} -> {}\n", one.path, coloured("\x1b[31m", *one.left), coloured("\x1b[32m", *one.right));
    if (one.left) return coloured("\x1b[31m", fmt::format("- {} = {}", one.path, *one.left)) + "\n";
    return coloured("\x1b[32m", fmt::format("+ {} = {}", one.path, one.right.value_or(""))) + "\n";
}

ExitCode diff(const DiffRequest& request) {
    const ScenarioDiff found = diff_scenarios(request.left, request.right, request.set);
    for (const ResolvedText* side : {&found.left, &found.right})
        print_error(with_coloured_severity(format_diagnostics(side->diagnostics, side->names, side->texts)));
    if (!found.left.complete || !found.right.complete) return ExitCode::scenario_error;

    std::string text;
    for (const ScenarioDifference& one : found.differences) text += line_of(one, colour_of(Channel::out));
    print(text + counted(found.differences.size(), "difference") + "\n");
    return ExitCode::ok;
}

}  // namespace

CommandPlan diff_command() {
    auto request = std::make_shared<DiffRequest>();
    CommandPlan plan;
    plan.line.options.push_back(set_option(request->set, "change one key of both scenarios, such as plant.a.calendar=\"two-shift\""));
    plan.line.positionals.push_back({"A", "a scenario file (TOML)", into(request->left), 1, 1, {}});
    plan.line.positionals.push_back({"B", "the one that it is compared with", into(request->right), 1, 1, {}});
    plan.line.more =
        "Compared is what the files come to after extends, remove and --set: \"-\" is in A only, \"+\" in B only, \"~\" differs.\n"
        "Exit codes: 0 done, whatever differs; 2 wrong usage; 3 a file cannot be read.";
    plan.run = [request] { return diff(*request); };
    return plan;
}

}  // namespace agrocap
