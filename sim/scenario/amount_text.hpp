#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace agrocap {

/// A number with words behind it, in the unit that was asked for.
struct Amount {
    double number = 0;
    bool has_words = false;
    bool is_converted = false;  // the number is another than the one written
};

/// "4100 kg" in "t", "14.5 thousand" in "money", "200 per month" in "units/y": units are those of metrics, "t", "km" and "money"; empty
/// where a plain count is asked. Gives nothing if a word is unknown or does not fit the unit: then nobody knows the number that is meant.
std::optional<Amount> amount_in(std::string_view text, std::string_view unit);

/// A unit as sentences have it: "units a year" for "units/y".
std::string unit_in_words(std::string_view unit);

}  // namespace agrocap
