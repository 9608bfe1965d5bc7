#pragma once

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace agrocap {

/// The bytes of a file; nothing where it cannot be opened.
std::optional<std::string> file_bytes(const std::string& path);

/// Hands a file's text to `read` as the JSON that `writer` wrote. Errors: `CampaignFault` with the file where the text, or what `read` asks
/// of it by the JSON library or `require_sound`, is not so; what else `read` throws.
void read_own(const std::string& path, const std::string& text, std::string_view writer,
              const std::function<void(const nlohmann::ordered_json&)>& read);

[[noreturn]] void throw_changed(const std::string& path, std::string_view writer, const std::string& why);

}  // namespace agrocap
