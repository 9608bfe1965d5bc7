#include "scenario/read_file.hpp"

#include "scenario/file_check.hpp"
#include "scenario/piped_file.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace agrocap {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const FileRequest& request, Diagnostics& diagnostics) {
    const auto refuse = [&](Code code, std::string text) {
        diagnostics.error(code, request.at, request.key, std::move(text));
        return std::nullopt;
    };
    const std::string shown = toml_quoted(request.path);
    std::error_code failure;
    const fs::file_status status = fs::status(request.path, failure);
    if (status.type() == fs::file_type::not_found) return refuse(Code::no_file, fmt::format("there is no file {}", shown));
    if (failure) return refuse(Code::unreadable_file, fmt::format("{} cannot be read: {}", shown, failure.message()));
    if (status.type() == fs::file_type::directory)
        return refuse(Code::not_a_file, fmt::format("{} is a directory, expected a file", shown));
    // What is piped in comes to an end; of another pipe nobody knows whether somebody will ever write to it.
    const bool is_piped_in = status.type() == fs::file_type::fifo && comes_by_pipe(request.path);
    if (status.type() != fs::file_type::regular && !is_piped_in)
        return refuse(Code::not_a_file, fmt::format("{} is not a regular file", shown));
    const std::uintmax_t size = fs::file_size(request.path, failure);
    if (!failure && !check_size(request, size, diagnostics)) return std::nullopt;
    errno = 0;
    std::ifstream in(request.path, std::ios::binary);
    if (!in) return refuse(Code::unreadable_file, fmt::format("{} cannot be read: {}", shown, std::strerror(errno)));
    std::string bytes;
    char block[1 << 16];
    while (in.read(block, sizeof block) || in.gcount() > 0) {
        bytes.append(block, static_cast<std::size_t>(in.gcount()));
        if (!check_size(request, bytes.size(), diagnostics)) return std::nullopt;
    }
    if (in.bad()) return refuse(Code::unreadable_file, fmt::format("{} cannot be read: {}", shown, std::strerror(errno)));
    return bytes;
}

}  // namespace agrocap
