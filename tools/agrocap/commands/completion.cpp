#include "command.hpp"
#include "console.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

namespace agrocap {

namespace {

/// Options of a command as words, those with values too.
std::string option_words(const CommandLine& line) {
    std::string words;
    for (const Option& option : line.options)
        if (!option.hidden) words += option.name + " ";
    return words + "--help";
}

std::string choice_words(const CommandLine& line) {
    std::string words;
    for (const Positional& positional : line.positionals)
        for (const std::string& choice : positional.choices) words += (words.empty() ? "" : " ") + choice;
    return words;
}

bool takes_files(const CommandLine& line) {
    for (const Positional& positional : line.positionals)
        if (positional.choices.empty()) return true;
    return false;
}

std::string bash_script() {
    std::string names;
    std::string cases;
    for (const Command& command : commands()) {
        const CommandLine line = plan_of(command).line;
        names += std::string(command.name) + " ";
        cases += fmt::format("    {}) options='{}'; words='{}'; files={} ;;\n", command.name, option_words(line), choice_words(line),
                             takes_files(line) ? "yes" : "no");
    }
    return fmt::format(
        "# agrocap: completion for bash. To use it: source <(agrocap completion bash)\n"
        "_agrocap() {{\n"
        "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options= words= files=no\n"
        "  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W '{}--help --version' -- \"$word\")); return; fi\n"
        "  case ${{COMP_WORDS[1]}} in\n{}  esac\n"
        "  case $before in\n"
        "    --json) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
        "    --csv) COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n"
        "    --set|--replications|--precision|--confidence|--seed|--threads) COMPREPLY=(); return ;;\n"
        "  esac\n"
        "  case $word in\n"
        "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
        "    *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
        "       if [ $files = yes ]; then COMPREPLY+=($(compgen -f -X '!*.toml' -- \"$word\") $(compgen -d -S / -- \"$word\")); fi ;;\n"
        "  esac\n"
        "}}\n"
        "complete -o nospace -F _agrocap agrocap\n",
        names, cases);
}

/// A text inside single quotes of zsh and fish; our summaries hold neither newlines nor backslashes.
std::string quoted(const std::string& text) {
    std::string safe;
    for (const char character : text) safe += character == '\'' ? std::string("'\\''") : std::string(1, character);
    return "'" + safe + "'";
}

/// In zsh's _arguments, brackets and colons have a meaning of their own.
std::string zsh_text(const std::string& text) {
    std::string safe;
    for (const char character : text) {
        if (character == '[' || character == ']' || character == ':') safe += '\\';
        safe += character;
    }
    return safe;
}

std::string zsh_script() {
    std::string rows;
    std::string cases;
    for (const Command& command : commands()) {
        const CommandLine line = plan_of(command).line;
        rows += "    " + quoted(zsh_text(command.name) + ":" + zsh_text(command.summary)) + "\n";
        cases += fmt::format("    {}) _arguments", command.name);
        for (const Option& option : line.options) {
            if (option.hidden) continue;
            const std::string often = option.times == Times::many ? "*" : "";
            const std::string value = option.value.empty() ? ""
                                                           : ":" + option.value + ":" +
                                                                 (option.name == "--csv"    ? "_files -/"
                                                                  : option.name == "--json" ? "_files"
                                                                                            : " ");
            cases += " " + quoted(often + option.name + "[" + zsh_text(option.summary) + "]" + value);
        }
        if (takes_files(line))
            cases += " '*:scenario:_files -g \"*.toml\"'";
        else if (!choice_words(line).empty())
            cases += " '1:choice:(" + choice_words(line) + ")'";
        cases += " ;;\n";
    }
    return fmt::format(
        "#compdef agrocap\n# agrocap: completion for zsh. To use it: source <(agrocap completion zsh), after compinit\n"
        "_agrocap() {{\n  local -a rows\n  rows=(\n{}  )\n"
        "  if (( CURRENT == 2 )); then _describe command rows; return; fi\n"
        "  local name=$words[2]\n  shift words\n  (( CURRENT-- ))\n"
        "  case $name in\n{}  esac\n}}\n"
        "compdef _agrocap agrocap\n",
        rows, cases);
}

std::string fish_script() {
    std::string text = "# agrocap: completion for fish. To use it: agrocap completion fish | source\ncomplete -c agrocap -f\n";
    for (const Command& command : commands()) {
        const CommandLine line = plan_of(command).line;
        const std::string when = fmt::format("-n '__fish_seen_subcommand_from {}'", command.name);
        text += fmt::format("complete -c agrocap -n __fish_use_subcommand -a {} -d {}\n", command.name, quoted(command.summary));
        for (const Option& option : line.options) {
            if (option.hidden) continue;
            const bool file = option.name == "--json" || option.name == "--csv";
            text += fmt::format("complete -c agrocap {} -l {} {}-d {}\n", when, option.name.substr(2),
                                option.value.empty() ? ""
                                : file               ? "-r -F "
                                                     : "-x ",
                                quoted(option.summary));
        }
        if (!choice_words(line).empty()) text += fmt::format("complete -c agrocap {} -a '{}'\n", when, choice_words(line));
        if (takes_files(line)) text += fmt::format("complete -c agrocap {} -k -a '(__fish_complete_suffix .toml)'\n", when);
    }
    return text;
}

}  // namespace

CommandPlan completion_command() {
    auto shell = std::make_shared<std::string>();
    const Take take = [shell](const std::string& word) -> std::string {
        if (word != "bash" && word != "zsh" && word != "fish") return "expected bash, zsh or fish";
        *shell = word;
        return {};
    };
    CommandPlan plan;
    plan.line.positionals.push_back({"SHELL", "bash, zsh or fish", take, 1, 1, {"bash", "zsh", "fish"}});
    plan.line.more = "To use it in this shell: source <(agrocap completion bash)";
    plan.run = [shell] {
        print(*shell == "bash" ? bash_script() : *shell == "zsh" ? zsh_script() : fish_script());
        return ExitCode::ok;
    };
    return plan;
}

}  // namespace agrocap
