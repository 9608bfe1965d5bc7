#pragma once

#include "scenario/resolve.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// One key in which two scenarios differ; an empty side does not have it. Texts are TOML.
struct ScenarioDifference {
    std::string path;
    std::optional<std::string> left, right;
    friend bool operator==(const ScenarioDifference&, const ScenarioDifference&) = default;
};

/// Compares two tables key by key. Gives: the differences in the order of their paths; 1 and 1.0 are the same number.
std::vector<ScenarioDifference> differences(const TomlValue& left, const TomlValue& right);

/// Two scenarios as they were read, and how they differ. `differences` means nothing unless both are complete.
struct ScenarioDiff {
    ResolvedText left, right;
    std::vector<ScenarioDifference> differences;
};

/// Compares two files after `extends` and `remove`; the overrides are applied to both.
ScenarioDiff diff_scenarios(const std::string& left, const std::string& right, const std::vector<std::string>& overrides = {});

}  // namespace agrocap
