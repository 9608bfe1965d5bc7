#pragma once

#include "lsp/name_index.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// A part of a text that names an object.
struct NamedPart {
    ObjectPath object;
    TextStretch at;  // within the text
};

/// The objects that a text names where names of a kind stand ("calendar", "station", "metric", "item or family"), by the objects that there
/// are. `scope` is the path of the key that holds the text: stations and crews are those of its plant and line.
std::vector<NamedPart> meaning_of(std::string_view kind, std::string_view text, const ObjectPath& scope,
                                  const std::set<ObjectPath>& defined);

/// The tables whose ids may stand where one word of the kind is asked; none for paths and metrics.
std::vector<ObjectPath> tables_of(std::string_view kind, const ObjectPath& scope);

/// The words of a dotted text, each with its place; words in quotes without them.
std::vector<LooseKey> dotted_words(std::string_view text);

/// The objects on the way of a dotted path through the schema.
std::vector<NamedPart> objects_on_path(const std::vector<LooseKey>& words, const std::set<ObjectPath>& defined);

}  // namespace agrocap
