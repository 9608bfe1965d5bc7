#pragma once

#include "scenario/key_path.hpp"
#include "scenario/read_file.hpp"
#include "scenario/scenario.hpp"
#include "scenario/toml_value.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// A scenario's text with `extends`, `remove` and overrides applied, before its words are given a meaning.
struct ResolvedText {
    TomlValue root;                   // without the keys `extends` and `remove`
    bool complete = false;            // false: some file could not be read or parsed, `root` is not to be judged
    std::vector<ScenarioFile> files;  // those read
    std::string extended;             // the file that the first one extends; empty if none
    std::vector<std::string> names;   // display names, indexed by SourceSpan::file; "--set" is the last if there are overrides
    std::vector<std::string> texts;   // what stands in them, by the same index; an override is a line
    std::vector<NewObject> added;     // objects that a file brings which its base has not
    Diagnostics diagnostics;
    FileReader read = read_file;  // what gave the files, and gives those that overrides name
};

/// Reads a file, all that it extends, and the overrides.
ResolvedText resolve_file(const std::string& path, const std::vector<std::string>& overrides = {}, const FileReader& read = read_file);

/// The same from text; `extends` is relative to the working directory.
ResolvedText resolve_text(const std::string& text, const std::string& name);

/// Applies overrides to what was read; `source` stands for the file in their messages ("--set", "point 12").
void apply_overrides(ResolvedText& text, const std::vector<std::string>& overrides, const std::string& source);

/// Gives the words their meaning and judges the whole, as `read_scenario` does. The files are those that were read.
ReadResult read_resolved(const ResolvedText& text, const std::vector<std::string>& overrides = {});

/// The merged scenario as a TOML document, keys sorted: what a run was made from. Requires: the scenario reads without errors.
std::string resolved_toml(const std::string& path, const std::vector<std::string>& overrides = {});

}  // namespace agrocap
