#pragma once

#include "explain/explanation.hpp"

#include <cstddef>
#include <vector>

namespace agrocap {

/// After how many replications it is looked whether an account is known well enough, if nobody asks for a number: 8, 16, 32 … and `most`,
/// the last. Known beforehand, so intervals can allow for all of them.
std::vector<std::size_t> account_looks(std::size_t most);

/// Whether output, every loss and every part of one has a half-width of at most 1 % of nominal capacity.
bool is_narrow(const Account& account);

}  // namespace agrocap
