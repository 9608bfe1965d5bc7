#pragma once

#include <string>
#include <string_view>

namespace agrocap {

/// Cyrillic letters that look like Latin ones as those: "tractоr" -> "tractor". Empty if there are none, or if others remain.
std::string without_lookalikes(std::string_view text);

/// The text in Latin letters, as passports have it: "Костанай" -> "kostanai". Small letters; what is not known is left out.
std::string in_latin_letters(std::string_view text);

}  // namespace agrocap
