#pragma once

#include "scenario/read_file.hpp"

#include <cstdint>
#include <string>

namespace agrocap {

/// Whether a file of so many bytes is small enough; else reports that (E004).
bool check_size(const FileRequest& request, std::uintmax_t bytes, Diagnostics& diagnostics);

/// One text for all spellings of a path to a file that is there, links followed.
std::string file_identity(const std::string& path);

}  // namespace agrocap
