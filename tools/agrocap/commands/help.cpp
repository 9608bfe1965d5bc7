#include "base/version.hpp"
#include "command.hpp"
#include "console.hpp"
#include "scenario/diagnostic.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

namespace agrocap {

namespace {

std::string overview() {
    std::string text = fmt::format(
        "agrocap {}: what can a network of machinery plants make, and what holds it back?\n\nusage: agrocap COMMAND [OPTIONS] …\n\n",
        version());
    for (const Command& command : commands()) text += fmt::format("  {:<12}{}\n", command.name, command.summary);
    text +=
        "\n\"agrocap help COMMAND\" says more of a command; \"agrocap --version\" tells the version.\n"
        "To begin: \"agrocap new my-plant\", then \"agrocap run my-plant.toml\".\n";
    return text;
}

ExitCode show_help(const std::string& name) {
    if (name.empty()) {
        print(overview());
        return ExitCode::ok;
    }
    std::vector<std::string> names;
    for (const Command& command : commands()) {
        names.emplace_back(command.name);
        if (name != command.name) continue;
        print(help_text(plan_of(command).line));
        return ExitCode::ok;
    }
    const std::string near = nearest_name(name, names);
    print_error(fmt::format("agrocap help: there is no command \"{}\"\n", name));
    print_error(near.empty() ? "  hint: \"agrocap help\" lists the commands\n" : fmt::format("  hint: did you mean \"{}\"?\n", near));
    return ExitCode::wrong_usage;
}

}  // namespace

CommandPlan help_command() {
    auto name = std::make_shared<std::string>();
    CommandPlan plan;
    std::vector<std::string> names;
    for (const Command& command : commands()) names.emplace_back(command.name);
    plan.line.positionals.push_back({"COMMAND", "a command of the list", into(*name), 0, 1, names, Takes::choice});
    plan.run = [name] { return show_help(*name); };
    return plan;
}

}  // namespace agrocap
