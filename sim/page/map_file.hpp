#pragma once

#include <string>

namespace agrocap {

/// Coastlines and borders from a GeoJSON file, as compact JSON. Errors: `OutputFault` for a file that cannot be read or holds none.
std::string read_map_file(const std::string& path);

}  // namespace agrocap
