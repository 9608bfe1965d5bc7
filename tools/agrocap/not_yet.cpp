#include "not_yet.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>

namespace agrocap {

namespace {}  // namespace

Diagnostics not_yet_simulated(const Scenario& scenario) {
    Diagnostics found;
    if (scenario.warmup_auto)
        found.error(99, scenario.warmup.at, "scenario.warmup", "this version does not find the warm-up by itself yet",
                    "give a time, such as warmup = \"30 d\"");
    found.sort();
    return found;
}

}  // namespace agrocap
