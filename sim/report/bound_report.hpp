#pragma once

#include "bound/bound.hpp"
#include "bound/relaxation.hpp"
#include "report/table_text.hpp"
#include "report/told_relaxation.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// "agrocap-bound/1": each bound with its proof, what it leaves out and what binds.
std::string bounds_json(const ReadResult& read, const std::vector<Bound>& bounds);

/// The same for people.
std::string bounds_text(const ReadResult& read, const std::vector<Bound>& bounds);

/// Relaxations of the bound's program in words.
std::vector<ToldRelaxation> told_relaxations(const ReadResult& read, const Bound& bound, const std::vector<Relaxation>& relaxations);

/// One sentence under a run: what the first of the bounds is, and what binds. Empty where there is none.
std::string bound_sentence(const std::vector<Bound>& bounds, Screen screen);

}  // namespace agrocap
