#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// What the JSON library found wrong, without the mark that it puts in front, "[json.exception.parse_error.101] ".
std::string json_fault_text(std::string_view what);

}  // namespace agrocap
