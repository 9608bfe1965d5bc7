#pragma once

#include "lsp/scenario_view.hpp"

#include <map>
#include <string>
#include <vector>

namespace agrocap {

/// A name somewhere in a family.
struct FamilyPlace {
    std::shared_ptr<const FamilyFile> file;
    NamePlace name;
};

/// All places where the object is named: in the file that brings it, on the way from there to the one at hand, and in all files that
/// extend it, as far as they are open or lie in the same folders. Those of one file stand together.
std::vector<FamilyPlace> places_in_family(ScenarioView& view, const OpenFiles& files, const ObjectPath& object);

/// What is to be put where, by the path of the file.
struct TextEdit {
    TextStretch at;
    std::string put;
};
using FamilyEdits = std::map<std::string, std::vector<TextEdit>>;

/// Gives another name to the object. `fault` says why that cannot be done, and then there are no edits: what is renamed reads as well as
/// before.
struct Renaming {
    FamilyEdits edits;
    std::string fault;
};
Renaming rename_object(ScenarioView& view, const OpenFiles& files, const ObjectPath& object, const std::string& name);

/// The text with the edits made. Requires: they are in the order of their places and do not overlap.
std::string edited(std::string text, const std::vector<TextEdit>& edits);

}  // namespace agrocap
