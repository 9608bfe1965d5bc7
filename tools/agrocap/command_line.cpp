#include "command_line.hpp"

#include "report/text_width.hpp"
#include "scenario/diagnostic.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstddef>
#include <map>

namespace agrocap {

namespace {

/// CLI11 finds the options and their values; taking them is left to us, so that messages are the same everywhere.
struct Words {
    std::map<std::string, std::vector<std::string>> values;
    std::map<std::string, bool> flags;
};

void declare(CLI::App& app, const CommandLine& line, Words& words) {
    app.set_help_flag();  // our own: CLI11's would print its own page
    app.allow_extras();
    app.add_flag("-h,--help", words.flags["--help"])->disable_flag_override();
    for (const Option& option : line.options) {
        const std::string names = option.letter.empty() ? option.name : option.letter + "," + option.name;
        if (option.is_flag())
            app.add_flag(names, words.flags[option.name])->disable_flag_override();
        else  // one word an option: the next one may be the scenario
            app.add_option(names, words.values[option.name])->expected(1)->allow_extra_args(false)->take_all();
    }
}

UsageFault unknown_option(const CommandLine& line, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> names{"--help"};
    for (const Option& option : line.options)
        if (!option.hidden) names.push_back(option.name);
    const std::string near = begun_or_nearest_name(name, names, 4);  // two letters behind the dashes
    return {fmt::format("there is no option \"{}\"", name), near.empty() ? std::string() : fmt::format("did you mean \"{}\"?", near)};
}

/// CLI11's text begins with the name of the option.
UsageFault mismatch_fault(const CommandLine& line, const std::string& text) {
    for (const Option& option : line.options) {
        const bool about_it = text.starts_with(option.name + ":") || (!option.letter.empty() && text.starts_with(option.letter + ":")) ||
                              text.starts_with(option.name.substr(2) + " ");  // for flags, without dashes
        if (!about_it) continue;
        return {option.is_flag() ? option.name + ": takes no value" : fmt::format("{}: {} is missing", option.name, option.word.shown), {}};
    }
    return {text, {}};
}

/// What is told to whom gives an empty word where none can be; empty where a word may be, or where taking it tells.
std::string expected_in_place_of_nothing(Takes takes) {
    switch (takes) {
        case Takes::file: return "expected a file or \"-\"";
        case Takes::folder: return "expected a directory";
        case Takes::database:
        case Takes::results:
        case Takes::scenario:
        case Takes::workbook: return "expected a file";
        default: return "";
    }
}

bool is_stdin(const std::string& word, Takes takes) { return word == "-" && (takes == Takes::scenario || takes == Takes::results); }

/// What is wrong with a word, if anything; a refused option has no word to blame.
std::optional<UsageFault> take_word(const std::string& name, const std::string& word, Takes takes, const Take& take) {
    std::string wrong = word.empty() ? expected_in_place_of_nothing(takes) : "";
    if (word == "-" && takes == Takes::folder) wrong = "expected a directory: several files do not go to stdout";
    if (word == "-" && takes == Takes::database) wrong = "expected a file: a database does not go to stdout";
    if (wrong.empty()) wrong = take(is_stdin(word, takes) ? "/dev/stdin" : word);
    if (wrong.empty()) return std::nullopt;
    const bool about_the_word = wrong.starts_with("expected");
    return UsageFault{about_the_word ? fmt::format("{}: found \"{}\", {}", name, word, wrong) : fmt::format("{}: {}", name, wrong), {}};
}

bool is_given(const Words& words, const std::string& option) {
    const auto flag = words.flags.find(option);
    return flag != words.flags.end() ? flag->second : !words.values.at(option).empty();
}

/// "--html FILE".
std::string shown_option(const CommandLine& line, const std::string& name) {
    const auto option = std::find_if(line.options.begin(), line.options.end(), [&name](const Option& one) { return one.name == name; });
    return option->is_flag() ? name : name + " " + option->word.shown;
}

std::optional<UsageFault> take_options(const CommandLine& line, const Words& words) {
    for (const Option& option : line.options) {
        if (option.is_flag()) {
            if (!words.flags.at(option.name)) continue;
            if (auto fault = take_word(option.name, "true", Takes::nothing, option.take)) return fault;
            continue;
        }
        const std::vector<std::string>& given = words.values.at(option.name);
        if (option.times == Times::once && given.size() > 1) return UsageFault{option.name + ": given more than once", {}};
        for (const std::string& word : given)
            if (auto fault = take_word(option.name, word, option.word.takes, option.take)) return fault;
    }
    for (const auto& [one, other] : line.exclusive)
        if (is_given(words, one) && is_given(words, other)) return UsageFault{fmt::format("{} and {} exclude each other", one, other), {}};
    for (const auto& [option, other, why] : line.companions)
        if (is_given(words, option) && !is_given(words, other))
            return UsageFault{fmt::format("{} {}", option, why), fmt::format("add {}", shown_option(line, other))};
    return std::nullopt;
}

std::optional<UsageFault> take_positionals(const CommandLine& line, const std::vector<std::string>& words) {
    std::size_t next = 0;
    for (const Positional& positional : line.positionals) {
        int taken = 0;
        for (; next < words.size() && taken < positional.at_most; ++next, ++taken)
            if (auto fault = take_word(positional.name, words[next], positional.takes, positional.take)) return fault;
        if (taken < positional.at_least) return UsageFault{positional.name + " is missing", {}};
    }
    if (next < words.size()) return UsageFault{fmt::format("\"{}\" is one word too many", words[next]), {}};
    return std::nullopt;
}

/// The positional words; after "--" a word may begin with a dash.
std::optional<UsageFault> sort_others(const CommandLine& line, const std::vector<std::string>& others,
                                      std::vector<std::string>& positionals) {
    bool only_positionals = false;
    for (const std::string& word : others) {
        if (!only_positionals && word == "--") {
            only_positionals = true;
            continue;
        }
        if (!only_positionals && word.size() > 1 && word.front() == '-') return unknown_option(line, word);
        positionals.push_back(word);
    }
    return std::nullopt;
}

std::string usage_of(const Positional& positional) {
    const std::string name = positional.name + (positional.at_most > 1 ? "…" : "");
    return positional.at_least == 0 ? "[" + name + "]" : name;
}

}  // namespace

ParseResult parse(const CommandLine& line, const std::vector<std::string>& words) {
    CLI::App app;
    Words found;
    declare(app, line, found);
    try {
        std::vector<std::string> reversed(words.rbegin(), words.rend());  // the order that CLI11 wants
        app.parse(reversed);
    } catch (const CLI::ArgumentMismatch& mismatch) {
        return {false, mismatch_fault(line, mismatch.what())};
    } catch (const CLI::ParseError& error) {
        return {false, UsageFault{error.what(), {}}};
    }
    if (found.flags["--help"]) return {true, {}};
    std::vector<std::string> positionals;
    if (auto fault = sort_others(line, app.remaining(), positionals)) return {false, fault};
    if (auto fault = take_options(line, found)) return {false, fault};
    return {false, take_positionals(line, positionals)};
}

std::string usage_text(const CommandLine& line) {
    std::string text = "agrocap " + line.name;
    const bool has_options = std::any_of(line.options.begin(), line.options.end(), [](const Option& option) { return !option.hidden; });
    if (has_options) text += " [OPTIONS]";
    for (const Positional& positional : line.positionals) text += " " + usage_of(positional);
    return text;
}

std::string help_text(const CommandLine& line) {
    std::string text = fmt::format("agrocap {}: {}\n\nusage: {}\n\n", line.name, line.summary, usage_text(line));

    std::vector<std::pair<std::string, std::string>> rows;
    for (const Positional& positional : line.positionals) rows.emplace_back(positional.name, positional.summary);
    for (const Option& option : line.options) {
        if (option.hidden) continue;
        const std::string often = option.times == Times::many ? " (may be repeated)" : "";
        const std::string names = option.letter.empty() ? option.name : option.name + ", " + option.letter;
        rows.emplace_back(names + (option.is_flag() ? "" : " " + option.word.shown), option.summary + often);
    }
    rows.emplace_back("--help, -h", "show this page");
    std::size_t width = 0;
    for (const auto& [left, right] : rows) width = std::max(width, text_width(left));
    for (const auto& [left, right] : rows) text += "  " + left + std::string(width - text_width(left) + 2, ' ') + right + "\n";
    if (!line.more.empty()) text += "\n" + line.more + "\n";
    return text;
}

Take into(std::string& text) {
    return [&text](const std::string& word) { return text = word, std::string(); };
}

Take into(std::vector<std::string>& texts) {
    return [&texts](const std::string& word) { return texts.push_back(word), std::string(); };
}

Take into(bool& flag) {
    return [&flag](const std::string&) { return flag = true, std::string(); };
}

}  // namespace agrocap
