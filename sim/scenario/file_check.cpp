#include "scenario/file_check.hpp"

#include "scenario/text_check.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace agrocap {

bool check_size(const FileRequest& request, std::uintmax_t bytes, Diagnostics& diagnostics) {
    if (bytes <= file_bytes_max) return true;
    diagnostics.error(Code::file_too_large, request.at, request.key,
                      fmt::format("{} is larger than {} MB", toml_quoted(request.path), file_bytes_max >> 20));
    return false;
}

std::string file_identity(const std::string& path) {
    std::error_code failure;
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(path, failure);
    return failure ? path : canonical.string();
}

}  // namespace agrocap
