#pragma once

#include "scenario/toml_value.hpp"

#include <optional>
#include <string>

namespace agrocap {

enum class ChangeKind : std::uint8_t { times, plus };

/// A change of what stands at a key, as `--set PATH*=FACTOR` and `--set PATH+=AMOUNT` ask for it.
struct RelativeChange {
    ChangeKind kind = ChangeKind::times;
    TomlValue amount;  // a number, "10 %", or a duration for `plus`
};

/// Applies the change: to a number, a per cent, a duration or a date; of a random value the mean is changed and the shape stays; of an
/// array or a table of values each is changed, and of an array that has numbers only those.
///
/// Gives nothing if that could be done, else what is in the way, to be shown after the path: "is a text, not a number …".
std::optional<std::string> apply_change(const RelativeChange& change, TomlValue& value);

}  // namespace agrocap
