#pragma once

#include "experiment/comparison.hpp"
#include "scenario/resolve.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// A scenario of a comparison as it was read.
struct ComparedText {
    ResolvedText text;
    ReadResult result;
    std::vector<std::string> set;
    std::string what_if = {};  // the changes of the base that it is, as given; empty for a file
};

/// "A; B" as "A" and "B"; a semicolon in quotes is part of a value. Nothing where one is no change, or none is there.
std::optional<std::vector<std::string>> changes_of(const std::string& what_if);

/// The base so changed, not read yet. Requires: `changes` are those of `what_if`.
ComparedText changed_base(const ComparedText& base, const std::string& what_if, const std::vector<std::string>& changes);

/// The scenarios of a comparison, the base first, with all that readers ask of them but their digests.
ComparedScenarios described(const std::vector<ComparedText>& texts);

}  // namespace agrocap
