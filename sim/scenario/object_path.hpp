#pragma once

#include "scenario/checks.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The words of a dotted path: "plant.semey" gives plant, semey.
std::vector<std::string> path_words(const std::string& path);

/// The names that may follow `words` in the path of an object, which are the ids of a table or the fixed words
/// "plant", "line" …; `kind` says what they are, and `is_object` whether `words` alone name an object.
struct PathStep {
    std::string kind;  // "plant", "station", or "kind of object" for fixed words
    KnownNames known;
    bool is_object = false;
};

/// What may stand after `words`. Requires: each of them is a known name of the step before.
PathStep next_path_step(const Scenario& scenario, const std::vector<std::string>& words);

/// Reports a path that leads to no object (E021, E022) and gives whether it leads to one.
bool refer_to_object(Checks& checks, const Name& name, const std::string& path);

}  // namespace agrocap
