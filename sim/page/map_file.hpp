#pragma once

#include <stdexcept>
#include <string>

namespace agrocap {

/// A map that cannot be used; `what()` says why, without the file's name.
struct MapFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Coastlines and borders from a GeoJSON file, as compact JSON. Errors: `MapFault` for a file that cannot be read or holds none.
std::string read_map_file(const std::string& path);

}  // namespace agrocap
