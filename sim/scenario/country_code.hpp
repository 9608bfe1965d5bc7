#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// Whether the text is a country's code of two letters, "KZ". Source: ISO 3166-1, alpha-2.
bool is_country(std::string_view code);

/// The code that was meant by another letter case, the code of three letters, the name, or a slip of one letter; empty if none is near.
std::string meant_country(const std::string& written);

}  // namespace agrocap
