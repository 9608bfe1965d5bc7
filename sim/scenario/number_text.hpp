#pragma once

#include "scenario/reading.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agrocap {

/// No count, sum or duration of a scenario needs more, and doubles hold whole numbers exactly up to here.
inline constexpr double number_max = 9e15;

/// An integer or a float, finite and at most 9e15 in size. Errors: E011, E036.
std::optional<double> read_number(const Reading& reading);

/// The same where a unit goes without saying; `unit` as in `amount_in`, for what is told of other values.
std::optional<double> read_number_in(std::string_view unit, const Reading& reading);

/// The same for what is a share: "5 %" is read as 0.05, too.
std::optional<double> read_share(const Reading& reading);

/// A whole number, at most 9e15 in size. Errors: E011, E036.
std::optional<std::int64_t> read_integer(const Reading& reading);

/// "5 %" -> 0.05, to the same bits as 0.05. Gives nothing if the text is no per cent.
std::optional<double> per_cent_of(std::string_view text);

/// Whether a value is a per cent in quotes.
bool is_per_cent(const TomlValue& value);

/// What to write for a number with commas or blanks in it, such as "1,5 h" or 3 000: both readings where there are two. Empty for others.
/// The unit of a duration is repeated, and then all stands in quotes; other words are left out.
std::string separator_hint(std::string_view text);

/// The hint for a text where a number in `unit` is asked for; empty if it has no number in it. A number is offered only where it is sure.
std::string number_hint(std::string_view text, std::string_view unit = {});

/// For a number where a share of at most 1 is asked: "5 % is 0.05". Empty below 2: of 1.2 one would think of 120 % as well.
std::string per_cent_hint(double number);

/// Without blanks at its ends; word processors write no-break and thin spaces between a number and its unit.
std::string_view trimmed(std::string_view text);

}  // namespace agrocap
