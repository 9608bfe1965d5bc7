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

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

/// What stands after the options: the same for all of a command's words, but for the number of them.
Positional positional_of(const CommandLine& line) {
    return line.positionals.empty() ? Positional{.name = {}, .summary = {}, .take = {}, .choices = {}, .takes = Takes::nothing}
                                    : line.positionals.front();
}

/// The patterns of the files that are offered; none: all of them. Folders are offered as well, on the way to a file.
std::vector<std::string> patterns_of(Takes takes) {
    switch (takes) {
        case Takes::scenario: return {"*.toml"};
        case Takes::results: return {"*.json", "*.db"};
        case Takes::database: return {"*.db"};
        case Takes::workbook: return {"*.xlsx"};
        default: return {};
    }
}

bool is_file(Takes takes) {
    return takes == Takes::file || takes == Takes::scenario || takes == Takes::results || takes == Takes::database ||
           takes == Takes::workbook;
}

/// The call that fills bash's COMPREPLY.
std::string bash_offer(Takes takes, const std::vector<std::string>& choices) {
    if (takes == Takes::choice) return "_agrocap_words '" + joined(choices) + "'";
    if (takes == Takes::folder) return "_agrocap_files -d";
    if (!is_file(takes)) return ":";
    std::string call = "_agrocap_files";
    for (const std::string& pattern : patterns_of(takes)) call += " '!" + pattern + "'";
    return call;
}

std::string bash_script() {
    std::string names;
    std::string cases;
    for (const Command& command : commands()) {
        const CommandLine line = plan_of(command).line;
        names += std::string(command.name) + " ";
        cases += fmt::format("    {})\n      options='{}'\n      case $before in\n", command.name, option_words(line));
        for (const Option& option : line.options)
            if (!option.hidden && !option.is_flag())
                cases += fmt::format("        {}{}) {}; return ;;\n", option.name, option.letter.empty() ? "" : "|" + option.letter,
                                     bash_offer(option.word.takes, option.choices));
        const Positional positional = positional_of(line);
        cases +=
            fmt::format("      esac\n      [[ $word == -* ]] || {{ {}; return; }} ;;\n", bash_offer(positional.takes, positional.choices));
    }
    return fmt::format(
        "# agrocap: completion for bash. To use it: source <(agrocap completion bash)\n"
        "_agrocap_words() {{ COMPREPLY=($(compgen -W \"$1\" -- \"$word\")); }}\n"
        "# One name a line, so that blanks stay in theirs; readline adds the backslashes.\n"
        "_agrocap_files() {{\n"
        "  local pattern\n"
        "  compopt -o filenames\n"
        "  mapfile -t COMPREPLY < <(\n"
        "    if [ \"$1\" = -d ]; then compgen -d -- \"$word\"\n"
        "    elif [ $# -eq 0 ]; then compgen -f -- \"$word\"\n"
        "    else for pattern; do compgen -f -X \"$pattern\" -- \"$word\"; done; compgen -d -- \"$word\"; fi)\n"
        "}}\n"
        "_agrocap() {{\n"
        "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options=\n"
        "  COMPREPLY=()\n"
        "  if [ \"$COMP_CWORD\" -eq 1 ]; then _agrocap_words '{}--help --version'; return; fi\n"
        "  case ${{COMP_WORDS[1]}} in\n{}  esac\n"
        "  _agrocap_words \"$options\"\n"
        "}}\n"
        "complete -F _agrocap agrocap\n",
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

/// What zsh's _arguments offers for a word.
std::string zsh_offer(Takes takes, const std::vector<std::string>& choices) {
    if (takes == Takes::choice) return "(" + joined(choices) + ")";
    if (takes == Takes::folder) return "_files -/";
    if (!is_file(takes)) return " ";
    const std::vector<std::string> patterns = patterns_of(takes);
    return patterns.empty() ? "_files" : "_files -g \"" + joined(patterns) + "\"";
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
            const std::string value = option.is_flag() ? "" : ":" + option.word.shown + ":" + zsh_offer(option.word.takes, option.choices);
            for (const std::string& name : {option.name, option.letter})
                if (!name.empty()) cases += " " + quoted(often + name + "[" + zsh_text(option.summary) + "]" + value);
        }
        if (const Positional positional = positional_of(line); positional.takes != Takes::nothing)
            cases += " " + quoted((positional.takes == Takes::choice ? "1:" : "*:") + zsh_text(positional.name) + ":" +
                                  zsh_offer(positional.takes, positional.choices));
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

/// The arguments of fish's `complete` that say what is offered for a word.
std::string fish_offer(Takes takes, const std::vector<std::string>& choices) {
    if (takes == Takes::choice) return "-x -a '" + joined(choices) + "'";
    if (takes == Takes::folder) return "-x -a '(__fish_complete_directories)'";
    if (!is_file(takes)) return "-x";
    const std::vector<std::string> patterns = patterns_of(takes);
    if (patterns.empty()) return "-r -F";
    std::string call;
    for (const std::string& pattern : patterns) call += (call.empty() ? "" : "; ") + ("__fish_complete_suffix " + pattern.substr(1));
    return "-x -k -a '(" + call + ")'";
}

std::string fish_script() {
    std::string text = "# agrocap: completion for fish. To use it: agrocap completion fish | source\ncomplete -c agrocap -f\n";
    for (const Command& command : commands()) {
        const CommandLine line = plan_of(command).line;
        const std::string when = fmt::format("-n '__fish_seen_subcommand_from {}'", command.name);
        text += fmt::format("complete -c agrocap -n __fish_use_subcommand -a {} -d {}\n", command.name, quoted(command.summary));
        for (const Option& option : line.options) {
            if (option.hidden) continue;
            const std::string offer = option.is_flag() ? "" : fish_offer(option.word.takes, option.choices) + " ";
            const std::string letter = option.letter.empty() ? "" : "-s " + option.letter.substr(1) + " ";
            text +=
                fmt::format("complete -c agrocap {} {}-l {} {}-d {}\n", when, letter, option.name.substr(2), offer, quoted(option.summary));
        }
        const Positional positional = positional_of(line);
        if (positional.takes == Takes::choice || is_file(positional.takes))
            text += fmt::format("complete -c agrocap {} {}\n", when, fish_offer(positional.takes, positional.choices));
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
    plan.line.positionals.push_back({"SHELL", "bash, zsh or fish", take, 1, 1, {"bash", "zsh", "fish"}, Takes::choice});
    plan.line.more = "To use it in this shell: source <(agrocap completion bash)";
    plan.run = [shell] {
        print(*shell == "bash" ? bash_script() : *shell == "zsh" ? zsh_script() : fish_script());
        return ExitCode::ok;
    };
    return plan;
}

}  // namespace agrocap
