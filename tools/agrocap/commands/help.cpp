#include "base/ascii.hpp"
#include "base/version.hpp"
#include "command.hpp"
#include "command_page.hpp"
#include "console.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "report/atomic_file.hpp"
#include "scenario/code_table.hpp"
#include "scenario/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

namespace {

std::string overview() {
    std::string text = fmt::format(
        "agrocap {}: what can a network of machinery plants make, and what holds it back?\n\nusage: agrocap COMMAND [OPTIONS] …\n\n",
        version());
    for (const Command& command : commands()) text += fmt::format("  {:<12}{}\n", command.name, command.summary);
    text +=
        "\n\"agrocap help COMMAND\" says more of a command, \"agrocap help E031\" of an error; \"agrocap --version\" tells the version.\n"
        "To begin: \"agrocap new my-plant\", then \"agrocap run my-plant.toml\".\n";
    return text;
}

struct HelpRequest {
    std::string name;  // of a command, or the code of a message; empty: the overview
    std::string manual;
    bool markdown = false;
};

/// Whether the word is written as codes of messages are: a letter and three digits.
bool is_code(const std::string& word) {
    return word.size() == 4 && std::string_view("EWew").find(word[0]) != std::string_view::npos &&
           std::all_of(word.begin() + 1, word.end(), is_digit);
}

ExitCode unknown_topic(const std::string& name) {
    std::vector<std::string> names;
    for (const Command& command : commands()) names.emplace_back(command.name);
    for (const CodeRow& row : all_codes()) names.emplace_back(row.code);
    const std::string near = nearest_name(name, names);
    const std::string meant = near.empty() ? "" : fmt::format("did you mean \"{}\"?", near);
    if (is_code(name))
        return refuse("agrocap help",
                      {fmt::format("there is no {} {}", name[0] == 'W' || name[0] == 'w' ? "warning" : "error", name), meant});
    return refuse("agrocap help",
                  {fmt::format("there is no command \"{}\"", name), meant.empty() ? "\"agrocap help\" lists the commands" : meant});
}

void write_manual(const std::string& folder) {
    const std::vector<ManualFile> files = manual_files();
    std::vector<std::string> names;
    names.reserve(files.size());
    for (const ManualFile& file : files) names.push_back(file.path);
    OutputFiles outputs;
    for (const std::string room : {"man1", "man5", "man7"}) make_directory(inside(folder, room));
    outputs.write_folder("--man", folder, names);
    outputs.prepare();
    for (const ManualFile& file : files) write_file(inside(folder, file.path), file.text);
}

ExitCode show_help(const HelpRequest& request) {
    if (!request.manual.empty()) {
        write_manual(request.manual);
        return ExitCode::ok;
    }
    if (request.name.empty()) {
        print(request.markdown ? program_page() : overview());
        return ExitCode::ok;
    }
    for (const Command& command : commands()) {
        if (request.name != command.name) continue;
        print(request.markdown ? command_page(command) : help_text(plan_of(command).line));
        return ExitCode::ok;
    }
    if (const CodeRow* row = find_code(request.name)) {
        print(fmt::format("{}: {}\n\n{}\n", row->code, row->meaning, row->advice));
        return ExitCode::ok;
    }
    return unknown_topic(request.name);
}

}  // namespace

CommandPlan help_command() {
    auto request = std::make_shared<HelpRequest>();
    CommandPlan plan;
    std::vector<std::string> names;
    for (const Command& command : commands()) names.emplace_back(command.name);
    plan.line.options.push_back({"--markdown", {}, "the page in Markdown instead", into(request->markdown)});
    plan.line.options.push_back(
        {"--man", {Takes::folder, "DIR"}, "write the manual below a directory, such as ~/.local/share/man", into(request->manual)});
    plan.line.positionals.push_back(
        {"COMMAND", "a command of the list, or the code of a message such as E031", into(request->name), 0, 1, names, Takes::choice});
    plan.run = [request] { return show_help(*request); };
    return plan;
}

}  // namespace agrocap
