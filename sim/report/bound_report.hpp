#pragma once

#include "bound/bound.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// "agrocap-bound/1": each bound with its proof, what it leaves out and what binds.
std::string bounds_json(const ReadResult& read, const std::vector<Bound>& bounds);

/// The same for people.
std::string bounds_text(const ReadResult& read, const std::vector<Bound>& bounds);

}  // namespace agrocap
