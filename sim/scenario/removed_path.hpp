#pragma once

#include "scenario/toml_value.hpp"

#include <string>

namespace agrocap {

/// A path that `changed` lacks, up to the outermost table that it lacks with it: what `remove` of a what-if names.
std::string outermost_removed(const std::string& path, const TomlValue& changed);

}  // namespace agrocap
