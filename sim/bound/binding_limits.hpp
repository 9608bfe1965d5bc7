#pragma once

#include "bound/bound.hpp"

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What makes a bound, in a word, and the object that makes most of it.
struct ProvenLimit {
    std::string word;    // "buyers"
    std::string object;  // path; empty where no single one makes more than half
    double bound = 0;
};

/// What a bound is made by, and what would be next.
struct BindingLimits {
    std::string metric, unit;
    ProvenLimit first;
    std::optional<ProvenLimit> next;  // with all limits of the first's word gone; none where nothing would bind then
};

/// Of the first of the bounds; nothing where there is none. Cost: that of solving its program once more.
std::optional<BindingLimits> binding_limits(const std::vector<Bound>& bounds);

}  // namespace agrocap
