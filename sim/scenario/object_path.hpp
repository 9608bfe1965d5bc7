#pragma once

#include "scenario/checks.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// The words of a dotted path: "plant.semey" gives plant, semey.
std::vector<std::string> path_words(const std::string& path);

/// Reports a path that leads to no object, such as "plant.semey.line.main" (E021, E022), and gives whether it leads to one.
bool refer_to_object(Checks& checks, const Name& name, const std::string& path);

}  // namespace agrocap
