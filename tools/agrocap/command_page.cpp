#include "command_page.hpp"

#include "base/version.hpp"
#include "manual/manual_page.hpp"
#include "report/metric_list.hpp"
#include "scenario/code_table.hpp"
#include "scenario/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string_view>

namespace agrocap {

namespace {

constexpr std::string_view codes_begin = "Exit codes:";

/// A "|" would end the cell.
std::string cell_text(std::string_view text) {
    std::string cell;
    for (const char letter : text) cell += letter == '|' ? std::string("\\|") : std::string(1, letter);
    return cell;
}

std::string table_row(std::string_view what, std::string_view meaning) {
    return fmt::format("| {} | {} |\n", cell_text(what), cell_text(meaning));
}

/// An option as a word of Markdown that holds no other sign: `--json FILE`.
std::string code_of(const std::string& text) { return "`" + text + "`"; }

std::string options_table(const CommandLine& line) {
    std::string text = "| option | meaning |\n|---|---|\n";
    for (const Positional& positional : line.positionals) text += table_row(code_of(positional.name), positional.summary);
    for (const Option& option : line.options) {
        if (option.hidden) continue;
        const std::string word = option.is_flag() ? "" : " " + option.word.shown;
        const std::string letter = option.letter.empty() ? "" : ", " + code_of(option.letter + word);
        const std::string often = option.times == Times::many ? " (may be repeated)" : "";
        const std::string words = option.choices.empty() ? "" : fmt::format(": {}", fmt::join(option.choices, ", "));
        const bool are_told = words.empty() || option.summary.find(option.choices.back()) != std::string::npos;
        text += table_row(code_of(option.name + word) + letter, option.summary + (are_told ? "" : words) + often);
    }
    return text + table_row("`--help`, `-h`", "show the help");
}

/// "0 done; 2 wrong usage. Of several …" as a table, and what follows it.
std::string exit_codes_section(std::string text) {
    std::string table = "\n## Exit status\n\n| code | meaning |\n|---|---|\n";
    const std::size_t end = std::min(text.find(". "), text.size());
    std::string codes = text.substr(0, end);
    if (codes.ends_with('.')) codes.pop_back();
    while (!codes.empty()) {
        std::size_t next = codes.find("; ");
        while (next != std::string::npos && std::isdigit(static_cast<unsigned char>(codes[next + 2])) == 0)
            next = codes.find("; ", next + 2);
        const std::string one = codes.substr(0, next);
        codes.erase(0, next == std::string::npos ? next : next + 2);
        const std::size_t blank = std::min(one.find(' '), one.size());
        table += table_row(one.substr(0, blank), blank < one.size() ? one.substr(blank + 1) : "");
    }
    const std::string rest = end + 2 < text.size() ? text.substr(end + 2) : "";
    return table + (rest.empty() ? "" : "\n" + rest + "\n");
}

/// Paragraphs of a help page, which is laid out by hand: its lines are joined, but for those that show a command.
std::string paragraphs_of(const std::string& text) {
    std::string page;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        const std::size_t command = line.find("agrocap ");
        const std::size_t colon = line.find(':');
        const bool is_example = command != std::string::npos && colon != std::string::npos && colon < command &&
                                line.find_first_not_of(' ', colon + 1) == command;
        if (!is_example)
            page += (page.empty() || page.ends_with("\n\n") ? "" : page.ends_with("`\n") ? "\n" : " ") + line;
        else
            page += fmt::format("{}- {}: `{}`\n", page.empty() || page.ends_with("`\n") ? "" : "\n\n", line.substr(0, colon),
                                line.substr(command));
    }
    page.erase(page.find_last_not_of(" \n") + 1);
    return page;
}

/// What stands below the options: the notes, and the exit codes as a section of their own.
std::string more_sections(const std::string& more) {
    const std::size_t codes = std::min(more.find(codes_begin), more.size());
    std::string sections;
    if (const std::string notes = paragraphs_of(more.substr(0, codes)); !notes.empty()) sections += "\n## Notes\n\n" + notes + "\n";
    if (codes == more.size()) return sections;
    std::string rest = more.substr(codes + codes_begin.size() + 1);
    std::replace(rest.begin(), rest.end(), '\n', ' ');
    return sections + exit_codes_section(rest);
}

std::string sections_of(const CommandLine& line) {
    return fmt::format("\n## Synopsis\n\n`{}`\n\n## Options\n\n{}{}", usage_text(line), options_table(line), more_sections(line.more));
}

std::string codes_page() {
    std::string text =
        "# Messages\n\nWhat the program says about a scenario, by code: E is an error, with which nothing is simulated, W a warning. "
        "`agrocap help E031` says the same of one.\n\n## Codes\n\n| code | meaning |\n|---|---|\n";
    for (const CodeRow& row : all_codes())
        text += table_row(code_of(std::string(row.code)), fmt::format("**{}.** {}", row.meaning, row.advice));
    return text;
}

constexpr const char* others = "\n## See also\n\n{}\n";

}  // namespace

std::string command_page(const Command& command) {
    return fmt::format("# agrocap {}\n\n**{}**\n{}", command.name, command.summary, sections_of(plan_of(command).line));
}

std::string program_page() {
    std::string text =
        "# Commands\n\n`agrocap` simulates networks of machinery plants, event by event: what can they make, and what holds them back?\n\n"
        "## Synopsis\n\n`agrocap COMMAND [OPTIONS] …`\n\n## Commands\n\n| command | meaning |\n|---|---|\n";
    for (const Command& command : commands()) text += table_row(code_of(command.name), command.summary);
    text +=
        "\n`agrocap help COMMAND` says more of a command, `agrocap help E031` of a message; `agrocap --version` tells the version.\n\n"
        "## Exit status\n\n| code | meaning |\n|---|---|\n";
    for (const ExitCodeRow& row : exit_code_rows) text += table_row(fmt::format("{}", static_cast<int>(row.code)), row.meaning);
    return text +
           "\nOf several, the first in the order 70, 2, 3, 5, 1, 4, 0 counts.\n\n## Environment\n\n| variable | meaning |\n|---|---|\n" +
           table_row("`NO_COLOR`", "no colours, whatever the terminal can show") +
           table_row("`TERM`", "`dumb`: no colours and no progress bar") +
           table_row("`COLUMNS`", "how wide tables may be, in place of what the terminal says");
}

std::vector<ManualFile> manual_files() {
    std::vector<ManualFile> files;
    const auto add = [&files](const std::string& name, int section, const std::string& summary, const std::string& page) {
        files.push_back({fmt::format("man{}/{}.{}", section, name, section), manual_page({name, section, summary, version()}, page)});
    };
    const std::string see_topics = "`agrocap-scenario`(5), `agrocap-metrics`(7), `agrocap-messages`(7)";
    std::string see_commands;
    for (const Command& command : commands()) {
        add(fmt::format("agrocap-{}", command.name), 1, command.summary,
            sections_of(plan_of(command).line) + fmt::format(fmt::runtime(others), "`agrocap`(1), " + see_topics));
        see_commands += fmt::format("`agrocap-{}`(1), ", command.name);
    }
    add("agrocap", 1, "simulates networks of machinery plants",
        program_page() + fmt::format(fmt::runtime(others), see_commands + see_topics));
    const std::string see = fmt::format(fmt::runtime(others), "`agrocap`(1), " + see_topics);
    add("agrocap-scenario", 5, "the scenario language of agrocap, key by key", scenario_reference_markdown() + see);
    add("agrocap-metrics", 7, "the figures that agrocap tells, by name", metrics_markdown() + see);
    add("agrocap-messages", 7, "what agrocap says about a scenario, by code", codes_page() + see);
    return files;
}

}  // namespace agrocap
