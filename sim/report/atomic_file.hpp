#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace agrocap {

/// An output that cannot be written: `what()` names the path and the system's reason.
struct OutputFault : std::runtime_error {
    OutputFault(const std::string& path, int system_error);
    OutputFault(const std::string& path, const std::string& reason);
};

/// The file behind symbolic links, also behind one that leads to a file that is not there yet; the path itself where nobody can tell.
std::string real_path(const std::string& path);

/// Writes a file as a whole or not at all: to a temporary file beside it, to the disk, then renamed, and that to the disk, too. A symbolic
/// link stays one.
///
/// What is no regular file (a pipe, /dev/stdout) is written to directly, since it must not be replaced.
/// Errors: `OutputFault`; nothing is left behind.
void write_file(const std::string& path, std::string_view text);

/// Tries whether `write_file` could write there, without changing the file; to be asked before long work.
///
/// Errors: `OutputFault`.
void check_writable(const std::string& path);

/// Removes a file, or a link to one, if it is there; what is no regular file stays. Errors: `OutputFault`.
void remove_file(const std::string& path);

/// Makes the directory, with those above it, if it is not there. Errors: `OutputFault`.
void make_directory(const std::string& path);

}  // namespace agrocap
