#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// Takes one word given on the command line; gives an empty text, or what is wrong with it ("expected a whole number from 1 to 1024").
using Take = std::function<std::string(const std::string& word)>;

enum class Times { once, many };

/// One option of a command, such as `--json FILE`.
struct Option {
    std::string name;   // "--json"
    std::string value;  // "FILE"; empty = a flag
    std::string summary;
    Take take;
    Times times = Times::once;
    bool hidden = false;  // known, but not in the help
};

/// The words that follow the options, such as `SCENARIO`.
struct Positional {
    std::string name;  // "SCENARIO"
    std::string summary;
    Take take;
    int at_least = 1, at_most = 1;
    std::vector<std::string> choices;  // for completion; empty = files
};

/// All that a command can be given: declared once, for parsing, help and shell completion.
struct CommandLine {
    std::string name;  // "run"
    std::string summary;
    std::vector<Option> options;
    std::vector<Positional> positionals;
    std::vector<std::pair<std::string, std::string>> exclusive;  // options of which one at most is given
    std::string more;                                            // paragraphs below the options in the help
};

/// Wrong usage, found while parsing: one line for the user.
struct UsageFault {
    std::string text;
    std::string hint;
};

/// What parsing came to: all words taken, help asked for, or a fault.
struct ParseResult {
    bool help = false;
    std::optional<UsageFault> fault;
};

/// Parses the words after the command's name and hands them to the `take` functions, in the order in which they are declared.
ParseResult parse(const CommandLine& line, const std::vector<std::string>& words);

/// The help page of a command, as text for people.
std::string help_text(const CommandLine& line);

/// Takes that keep the word: for texts that need no check.
Take into(std::string& text);
Take into(std::vector<std::string>& texts);
/// A flag: sets the value to true.
Take into(bool& flag);

}  // namespace agrocap
