#pragma once

#include "scenario/diagnostic.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace agrocap {

/// Messages as `validate --json` tells them.
struct StoredMessages {
    Diagnostics diagnostics;
    std::vector<std::string> files;  // by the index of `SourceSpan::file`
};

/// A metric as `metrics --json` lists it.
struct StoredMetric {
    std::string name, unit, meaning;
};

/// Whether this is what `validate --json` writes: an array of messages, also of none.
bool holds_messages(const nlohmann::ordered_json& json);

/// Errors of both: those of the JSON library, `std::out_of_range`.
StoredMessages stored_messages(const nlohmann::ordered_json& json);
std::vector<StoredMetric> listed_metrics(const nlohmann::ordered_json& json);

}  // namespace agrocap
