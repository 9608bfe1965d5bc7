#pragma once

#include <string>

namespace agrocap {

/// Whether the name is that of standard input, or of another pipe that the shell has opened.
bool comes_by_pipe(const std::string& path);

/// The file that another one names: relative to that one's folder, or to the present directory where it comes by a pipe.
std::string path_beside(const std::string& naming, const std::string& named);

}  // namespace agrocap
