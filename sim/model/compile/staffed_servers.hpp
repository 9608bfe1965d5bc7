#pragma once

#include "model/compile/people_hours.hpp"

namespace agrocap {

/// Servers of a station that can work at once with the people of a stretch of time, on average, if no other station takes them. Where
/// alternatives need people of one crew nobody counts twice: the most that any mix of alternatives brings to work.
double staffed_servers(const Model& model, const Station& station, const PeopleHours& hours, std::size_t stretch);

/// People of the crew whom a server of the station needs whatever alternative it takes.
std::int64_t always_needed(const Model& model, const Station& station, CrewId crew);

}  // namespace agrocap
