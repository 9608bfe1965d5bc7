#include "scenario/what_if_file.hpp"

#include "base/visible_text.hpp"
#include "scenario/diff.hpp"
#include "scenario/removed_path.hpp"

#include <fmt/format.h>

#include <set>

namespace agrocap {

std::string text_of_what_if(const WhatIfFile& file, const TomlValue& base, const TomlValue& changed) {
    std::string text;
    // A line break in a comment would end it, and what follows would be read.
    if (!file.head.empty()) text += fmt::format("# {}\n", visible(file.head));
    text += fmt::format("extends = {}\nschema = 1\n", toml_quoted(file.base));
    std::string removed, set;
    std::set<std::string> told;
    for (const ScenarioDifference& one : differences(base, changed)) {
        if (one.right)
            set += fmt::format("{} = {}\n", one.path, *one.right);
        else if (const std::string path = outermost_removed(one.path, changed); told.insert(path).second)
            removed += (removed.empty() ? "" : ", ") + toml_quoted(path);
    }
    if (!removed.empty()) text += fmt::format("remove = [{}]\n", removed);
    text += "\n";
    for (const std::string& note : file.notes) text += fmt::format("# {}\n", visible(note));
    return text + set;
}

}  // namespace agrocap
