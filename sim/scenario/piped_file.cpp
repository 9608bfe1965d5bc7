#include "scenario/piped_file.hpp"

#include <filesystem>

namespace agrocap {

bool comes_by_pipe(const std::string& path) { return path == "/dev/stdin" || path.starts_with("/dev/fd/"); }

std::string path_beside(const std::string& naming, const std::string& named) {
    const std::filesystem::path folder = comes_by_pipe(naming) ? std::filesystem::path() : std::filesystem::path(naming).parent_path();
    return (folder / named).lexically_normal().string();
}

}  // namespace agrocap
