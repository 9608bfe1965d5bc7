#include "model/room.hpp"

#include "base/fault.hpp"

#include <fmt/format.h>

namespace agrocap {

void require_room(std::size_t rows, Time now, const char* what) {
    constexpr std::size_t most = 16'000'000;
    if (rows < most) return;
    throw ScenarioFault(fmt::format("error[E092]: after {:.1f} d: more than {} {} at once: more come in than go out",
                                    in_hours(now - Time{}) / 24, most, what));
}

}  // namespace agrocap
