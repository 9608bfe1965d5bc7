#pragma once

#include "bound/bound.hpp"
#include "bound/relaxation.hpp"
#include "bound/stated_bound.hpp"
#include "report/told_relaxation.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// What one more or less of a limit has to be worth a year to be told: less is rounding.
inline constexpr double worth_something = 1e-9;

/// "agrocap-bound/1": each bound with its proof, what it leaves out and what binds.
std::string bounds_json(const StatedBounds& stated);

/// The same for people.
std::string bounds_text(const StatedBounds& stated);

/// "output.total: at most 13 144.0 units/y, of which 2.0 for work in hand and stocks at the edges of time; proven, an exact optimum"
std::string bound_sentence(const StatedBound& bound);

/// "hours of plant.works.line.main.station.press, until day 372": a limit by its name.
std::string limit_name(const StatedLimit& limit);

/// "transport alone decides, whatever is made: all goes through lane.road (roads.toml:18)". Requires: it has a cut.
std::string cut_sentence(const StatedBound& bound);

/// "Not counted, so that the truth may be lower: setups." Empty where all is counted.
std::string left_out_sentence(const StatedBound& bound);

/// Relaxations of the bound's program in words.
std::vector<ToldRelaxation> told_relaxations(const ReadResult& read, const Bound& bound, const std::vector<Relaxation>& relaxations);

}  // namespace agrocap
