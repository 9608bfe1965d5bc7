#pragma once

#include "scenario/scenario.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace agrocap {

/// How a question of probability is written, for messages.
inline constexpr const char* probability_form = "METRIC >= NUMBER or METRIC <= NUMBER, such as output.total >= 35000";

/// Reads "output.total >= 35000"; spaces do not matter. Gives nothing if it is no such text; whether there is such a metric is for
/// `validate` to say.
std::optional<ProbabilitySpec> probability_of(std::string_view text);

/// The question as it is written: "output.total >= 35000".
std::string probability_text(const ProbabilitySpec& spec);

}  // namespace agrocap
