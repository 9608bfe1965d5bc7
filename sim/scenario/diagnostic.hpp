#pragma once

#include "scenario/code.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

/// Where something was written. `file` indexes the list of files read; line 0 = nowhere (a default).
struct SourceSpan {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

enum class Severity : std::uint8_t { error, warning };

/// One thing that is wrong: place, code, the path of the element, what was found and expected, and a hint.
///
/// `text` is lower case without full stop; `hint` may be empty.
struct Diagnostic {
    Severity severity = Severity::error;
    Code code = Code::none;
    SourceSpan at;
    std::string path;  // "plant.semey.line.main.route"
    std::string text;  // "no station is called \"asembly\""
    std::string hint;  // "did you mean \"assembly\" (line 41)?"
};

/// "E021": the code as it is shown.
std::string code_text(const Diagnostic& one);

/// Everything that is wrong with a scenario, collected; never an exception.
class Diagnostics {
  public:
    void error(Code code, SourceSpan at, std::string path, std::string text, std::string hint = {});
    void warning(Code code, SourceSpan at, std::string path, std::string text, std::string hint = {});

    [[nodiscard]] bool has_errors() const;
    [[nodiscard]] std::size_t error_count() const;
    [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }
    /// Sorts by file, line, column, code; equal ones once.
    void sort();
    /// Hands each to `change`, which may amend it.
    template <class Change>
    void for_each(Change change) {
        for (Diagnostic& one : all_) change(one);
    }

    /// Whether it is worth while to look for the nearest among so many names. A file with many thousands of wrong names would be searched
    /// for minutes; those after the first million comparisons are told without a hint.
    bool may_search(std::size_t names);

  private:
    std::vector<Diagnostic> all_;
    std::size_t comparisons_left_ = 1'000'000;
};

/// "semey.toml:24:10: error[E021]: plant.semey.line.main.route: no station is called …\n  hint: …\n" for each, in order.
std::string format_diagnostics(const Diagnostics& diagnostics, const std::vector<std::string>& files);

/// The same with the line of the file under each, and a caret under the place; `texts` are those of the files.
std::string format_diagnostics(const Diagnostics& diagnostics, const std::vector<std::string>& files,
                               const std::vector<std::string>& texts);

/// The name nearest to `word` by edit distance (transpositions count one), or empty if none is near enough.
std::string nearest_name(const std::string& word, const std::vector<std::string>& names);

/// The first name that `word` begins, if it has so many letters at least; else the nearest.
std::string begun_or_nearest_name(const std::string& word, const std::vector<std::string>& names, std::size_t letters_least);

}  // namespace agrocap
