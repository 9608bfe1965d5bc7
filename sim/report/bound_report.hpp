#pragma once

#include "bound/bound.hpp"
#include "report/table_text.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// "agrocap-bound/1": each bound with its proof, what it leaves out and what binds.
std::string bounds_json(const ReadResult& read, const std::vector<Bound>& bounds);

/// The same for people.
std::string bounds_text(const ReadResult& read, const std::vector<Bound>& bounds);

/// One sentence under a run: what the first of the bounds is, and what binds. Empty where there is none.
std::string bound_sentence(const std::vector<Bound>& bounds, Screen screen);

}  // namespace agrocap
