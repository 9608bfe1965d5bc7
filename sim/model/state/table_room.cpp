#include "model/state/table_room.hpp"

#include "base/fault.hpp"

#include <fmt/format.h>

namespace agrocap {

void require_room(std::size_t rows, Time now, const char* what) {
    if (rows >= room_max) report_no_room(now, what, "");
}

void report_no_room(Time now, const char* what, const std::string& most_of_them) {
    throw ScenarioFault(fmt::format("error[E092]: after {:.1f} d: more than {} {} at once: more come in than go out{}",
                                    in_hours(now - Time{}) / 24, room_max, what,
                                    most_of_them.empty() ? "" : "\n  most of them wait at " + most_of_them));
}

void report_too_many(Time now, std::int64_t count, const std::string& what) {
    throw ScenarioFault(fmt::format("error[E092]: after {:.1f} d: {} {} at once, more than the {} that a run can hold",
                                    in_hours(now - Time{}) / 24, count, what, room_max));
}

}  // namespace agrocap
