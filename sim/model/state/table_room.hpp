#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace agrocap {

/// Rows that one table of moving things may have.
inline constexpr std::size_t room_max = 16'000'000;

/// Looked at only when a table of moving things grows: a run that would eat all memory ends with a message instead.
///
/// Errors: `ScenarioFault` E092 at 16 million rows, some 2 GB; the detail of an event key has room for no more.
void require_room(std::size_t rows, Time now, const char* what);

/// The same, once it has come to that. `most_of_them` says where they are, such as "plant.a.line.b"; may be empty.
[[noreturn]] void report_no_room(Time now, const char* what, const std::string& most_of_them);

/// So many of something at one instant are more than a run can hold; seen before they are made one by one. Errors: `ScenarioFault` E092.
[[noreturn]] void report_too_many(Time now, std::int64_t count, const std::string& what);

}  // namespace agrocap
