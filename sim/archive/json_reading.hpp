#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace agrocap {

// What files of results have in common. What this program writes is whole; a file that somebody edited, or that broke off, may not be.

/// Errors: `std::out_of_range` with `what` where it does not hold.
void require_sound(bool holds, const std::string& what);

/// A count that memory is taken for. Errors: as above, for more than `most`.
std::size_t checked_count(const nlohmann::ordered_json& json, std::size_t most);

/// A number of an object; nothing where it is null or not there.
std::optional<double> number_at(const nlohmann::ordered_json& parent, const char* key);

/// "2023-01-31" as days since 1970-01-01. Errors: as above, for what is no date.
std::int32_t day_at(const nlohmann::ordered_json& json);

}  // namespace agrocap
