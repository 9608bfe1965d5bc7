#pragma once

#include "scenario/toml_value.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What stands in a scenario file that extends another one, besides its changes.
struct WhatIfFile {
    std::string base;                     // path of the file that it extends, relative to it
    std::string head = {};                // its first line, as a comment; empty for none
    std::vector<std::string> notes = {};  // comments above the changes
};

/// A scenario file that makes `changed` of `base`; what `changed` lacks is removed.
std::string text_of_what_if(const WhatIfFile& file, const TomlValue& base, const TomlValue& changed);

}  // namespace agrocap
