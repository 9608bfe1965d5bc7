#pragma once

#include "support/factory.hpp"

#include <string>

namespace agrocap {

// A year of one press, whose best is known by hand.

inline const Span year{.horizon = "365 d", .replications = 20};
inline const std::string hour = "time = \"1 h\"\n";

/// `station`: lines of its table; `more`: what comes behind.
inline std::string press(const std::string& station, const std::string& more = {}) {
    return "[item.part]\n[plant.works.line.main]\nmakes = \"part\"\nroute = [\"press\"]\n[plant.works.line.main.station.press]\n" +
           station + more;
}

inline std::string exponential(const char* mean) { return "{ dist = \"exponential\", mean = \"" + std::string(mean) + "\" }"; }

}  // namespace agrocap
