#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace agrocap {

/// JSON whose keys stay in the order in which they were added. Building it takes <nlohmann/json.hpp> in the source; writing it is
/// here alone, since every file that does it compiles the library's writer again.
using Json = nlohmann::ordered_json;

/// null where there is no number. Whole numbers are written as such ("34310", not "34310.0"); both read back as the same double.
Json json_number(std::optional<double> value);

/// The same with ".0" after whole numbers, as comparisons and optima are written.
Json json_decimal(std::optional<double> value);

/// On one line, and as a page with an indent of two; what is no UTF-8 becomes U+FFFD.
std::string json_line(const Json& json);
std::string json_page(const Json& json);

/// A text as JSON, in quotes.
std::string json_text(std::string_view text);

}  // namespace agrocap
