#pragma once

#include "scenario/path_set.hpp"
#include "scenario/schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

// Paths of keys, such as plant.semey.line.main.buffer, followed through the schema and through a scenario's text.

/// A table by id (a plant, a station, a market …) that one text has and another has not.
struct NewObject {
    std::string path;   // "plant.semei"
    std::string table;  // "plant"
    std::string id;     // "semei"
    std::string kind;   // "plant"
    SourceSpan at;      // of its id
};

/// The objects of `over` that are not in `base`; of one within another only the outer one. The store of an item that `base` has is there
/// without being written.
std::vector<NewObject> new_objects(const TomlValue& base, const TomlValue& over);

/// "did you mean "semey" (line 12)?" for an object that may be a misspelt one of `root`; empty if none is near. Objects of `added` are not
/// what was meant. `files`: the names by the index of `SourceSpan::file`.
std::string meant_object(const NewObject& object, const TomlValue& root, const PathSet& added, const std::vector<std::string>& files);

/// What is wrong with a path: a code, the sentence and a hint.
struct KeyFault {
    Code code = Code::none;
    std::string text, hint;
};

/// Whether a study can vary `path` in the scenario `root`: its objects must be there, and its keys known (E021, E022, E030).
/// `at` is where the path is written, `files` as above.
std::optional<KeyFault> key_fault(const TomlValue& root, const std::string& path, SourceSpan at, const std::vector<std::string>& files);

/// The declaration of the key at a path, of an object that of its table; null if there is none, or if the key is in a table that takes any
/// names (`uses`, `times`).
const FieldDoc* field_at(const std::vector<std::string>& path);

/// Whether an entry of an array that the path names, `failures[2]`, is not there, or the path leads into an array of tables and names none
/// (E030).
std::optional<KeyFault> missing_entry(const TomlValue& root, const std::vector<std::string>& path);

/// What stands at a path; null if nothing does.
TomlValue* value_at(TomlValue& root, const std::vector<std::string>& path);
const TomlValue* value_at(const TomlValue& root, const std::vector<std::string>& path);

}  // namespace agrocap
