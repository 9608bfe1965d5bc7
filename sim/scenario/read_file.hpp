#pragma once

#include "scenario/diagnostic.hpp"

#include <functional>
#include <optional>
#include <string>

namespace agrocap {

/// Where the wish to read a file stands: nowhere for the scenario itself, at the value of `extends` for a base.
struct FileRequest {
    std::string path;
    SourceSpan at;
    std::string key;
};

/// What stands in the file. Errors: E001 to E004.
std::optional<std::string> read_file(const FileRequest& request, Diagnostics& diagnostics);

/// What gives files: `read_file`, or who knows of texts that are not saved yet and of files that must not be read.
using FileReader = std::function<std::optional<std::string>(const FileRequest& request, Diagnostics& diagnostics)>;

}  // namespace agrocap
