#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace agrocap {

/// "2023-05-01" as days since 1970-01-01; nothing for what is not written so, or is no day.
std::optional<std::int32_t> day_from_text(std::string_view text);

}  // namespace agrocap
