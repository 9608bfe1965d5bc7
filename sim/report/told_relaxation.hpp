#pragma once

#include <map>
#include <string>
#include <vector>

namespace agrocap {

/// A limit that would have to be higher for an impossible target to be possible, in words and figures.
struct ToldRelaxation {
    std::string what, constraint;  // "plant.semey.line.main.station.paint", "hours"
    double share = 0;              // by which it has to be higher
    double amount = 0;             // the same in `unit`, over the simulated time
    std::string unit;              // "h" or "units"
    std::string file;              // where it was written; empty: nowhere
    int line = 0;
};

/// By name of the target: what would make it possible, all of them together.
using TargetRelaxations = std::map<std::string, std::vector<ToldRelaxation>>;

/// "would be possible with 2.74 % more hours of plant.works.line.main.station.press (plant.toml:8): 240.0 h": one line.
std::string relaxation_text(const std::vector<ToldRelaxation>& relaxations);

}  // namespace agrocap
