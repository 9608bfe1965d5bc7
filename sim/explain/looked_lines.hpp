#pragma once

#include "explain/counted_output.hpp"
#include "model/rows/model.hpp"
#include "scenario/scenario.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace agrocap {

/// A station that a line's units come to.
struct PassedStation {
    std::string id, path;
    StationId station;
};

/// A line that is looked at.
struct LookedLine {
    LineId line;
    std::string path;
    std::size_t part = 0;  // lines of other parts share nothing with it
    std::vector<PassedStation> stations;
    double output = 0;  // of a year: its own, or of its part where it makes none
};

/// The lines whose output is counted, in the model's order. Requires: the scenario's model.
std::vector<LookedLine> lines_to_look_at(const Scenario& scenario, const Model& model, const CountedOutput& counted);

}  // namespace agrocap
