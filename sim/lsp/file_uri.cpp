#include "lsp/file_uri.hpp"

#include "base/percent_text.hpp"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>

namespace agrocap {

namespace {

/// A "%" that begins no escape stands for itself.
std::string without_escapes(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::optional<char> byte = escaped_byte(text, i);
        plain += byte.value_or(text[i]);
        if (byte) i += 2;
    }
    return plain;
}

}  // namespace

std::string path_of_uri(std::string_view uri) {
    constexpr std::string_view scheme = "file:";
    if (!uri.starts_with(scheme)) return without_escapes(uri.substr(uri.find(':') + 1));
    uri.remove_prefix(scheme.size());
    if (uri.starts_with("//")) uri.remove_prefix(std::min(uri.find('/', 2), uri.size()));  // the host: this machine
    return std::filesystem::path(without_escapes(uri)).lexically_normal().string();
}

std::string uri_of_path(const std::string& path) {
    std::string uri = path.starts_with('/') ? "file://" : "file:";
    for (const char letter : path) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool is_plain = byte < 0x80 && (std::isalnum(byte) != 0 || std::string_view("-._~/").find(letter) != std::string_view::npos);
        uri += is_plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
    }
    return uri;
}

}  // namespace agrocap
