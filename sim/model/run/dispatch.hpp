#pragma once

#include "model/state/events.hpp"

#include <string>

namespace agrocap {

/// Handles one event.
void dispatch(Run& run, const Event& event);
/// The path of what an event in a plant happens to; empty for one of the network.
[[nodiscard]] std::string subject_of(const Run& run, const Event& event);

}  // namespace agrocap
