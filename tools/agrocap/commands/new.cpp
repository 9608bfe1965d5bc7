#include "scenario/new_scenario.hpp"

#include "answer/command_words.hpp"
#include "command.hpp"
#include "console.hpp"
#include "report/atomic_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <string>

namespace agrocap {

namespace {

ExitCode write_new(const std::string& name) {
    std::filesystem::path path(name);
    if (path.extension() != ".toml") path += ".toml";
    if (std::filesystem::symlink_status(path).type() != std::filesystem::file_type::not_found) throw OutputFault(path.string(), EEXIST);
    write_file(path.string(), new_scenario_text(path.stem().string()));

    const std::string file = shell_word(path.string().starts_with("-") ? "./" + path.string() : path.string());
    print(
        fmt::format("wrote {}\n"
                    "  agrocap run {}       what does it make in a year?\n"
                    "  agrocap validate {}  is it still sound, after a change?\n",
                    path.string(), file, file));
    return ExitCode::ok;
}

}  // namespace

CommandPlan new_command() {
    auto name = std::make_shared<std::string>();
    const Take take = [name](const std::string& word) -> std::string {
        const std::filesystem::path path(word);
        if (path.filename().empty() || path.stem().empty() || word == ".toml") return "expected a name, such as my-plant";
        *name = word;
        return {};
    };
    CommandPlan plan;
    plan.line.positionals.push_back({"NAME", "name of the scenario; the file is NAME.toml", take, 1, 1, {}, Takes::text});
    plan.line.more = "A file that is there already is never written over.";
    plan.run = [name] { return write_new(*name); };
    return plan;
}

}  // namespace agrocap
