#pragma once

#include <string>
#include <vector>

namespace agrocap {

/// The tables of two plants with every feature of a factory on, without `[scenario]` and `[experiment]`; each table is one entry, in no
/// particular order. Lines are bounded (no unlimited buffer but of the line with orders), so the number of units is, too.
std::vector<std::string> busy_works();

/// All of them in one text.
std::string joined(const std::vector<std::string>& tables);

}  // namespace agrocap
