#pragma once

#include "explain/variants.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace agrocap {

/// The parts of a cause that are told by themselves, most important first, and "rest" where there are more.
struct PartsTold {
    std::vector<std::string> names;                // of what is told
    std::vector<std::vector<std::string>> groups;  // for `Variants::group_parts`: one part each, without the rest
};

/// Chooses at most `parts_max` parts by what one run of the scenario shows: stations that are down most of their open time and seldom idle,
/// stores that are empty. Which are chosen is a matter of reading alone: any choice sums to the cause's loss. None for causes without
/// parts.
PartsTold parts_told(const Variants& variants, Cause cause, std::size_t parts_max);

}  // namespace agrocap
