#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// Takes one word given on the command line; gives an empty text, or what is wrong with it ("expected a whole number from 1 to 1024").
using Take = std::function<std::string(const std::string& word)>;

enum class Times { once, many };

/// What a word of the command line is: what a shell offers for it, and what it may be.
enum class Takes : std::uint8_t {
    nothing,  // an option that is a flag
    text,
    number,
    choice,    // one of a few words
    path,      // of a key of the scenario, with a value
    metric,    // name of one
    file,      // to be written
    folder,    // to be written into
    database,  // a study database
    scenario,  // a TOML file
    results,   // a results file or a study database
    workbook,  // a spreadsheet
};

/// The word that follows an option: what it is, and how the help calls it.
struct OptionWord {
    Takes takes = Takes::nothing;
    std::string shown = {};  // "FILE"
};

/// One option of a command, such as `--json FILE`.
struct Option {
    std::string name;  // "--json"
    OptionWord word;   // nothing = a flag
    std::string summary;
    Take take;
    Times times = Times::once;
    bool hidden = false;                    // known, but not in the help
    std::vector<std::string> choices = {};  // of a `choice`
    std::string letter = {};                // "-q"; empty = it has no short name

    [[nodiscard]] bool is_flag() const { return word.takes == Takes::nothing; }
};

/// The words that follow the options, such as `SCENARIO`.
struct Positional {
    std::string name;  // "SCENARIO"
    std::string summary;
    Take take;
    int at_least = 1, at_most = 1;
    std::vector<std::string> choices;  // of a `choice`
    Takes takes = Takes::scenario;
};

/// An option that says nothing without another: "--map is drawn in a page", which --html writes.
struct Companion {
    std::string option, other, why;
};

/// All that a command can be given: declared once, for parsing, help and shell completion.
struct CommandLine {
    std::string name;  // "run"
    std::string summary;
    std::vector<Option> options;
    std::vector<Positional> positionals;
    std::vector<std::pair<std::string, std::string>> exclusive;  // options of which one at most is given
    std::vector<Companion> companions = {};
    std::string more;  // paragraphs below the options in the help
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

/// How a command is called: "agrocap run [OPTIONS] SCENARIO".
std::string usage_text(const CommandLine& line);

/// The help page of a command, as text for people.
std::string help_text(const CommandLine& line);

/// Takes that keep the word: for texts that need no check.
Take into(std::string& text);
Take into(std::vector<std::string>& texts);
/// A flag: sets the value to true.
Take into(bool& flag);

}  // namespace agrocap
