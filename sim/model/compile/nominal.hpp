#pragma once

#include "model/rows/model.hpp"

#include <vector>

namespace agrocap {

/// What a line could make in the measured time, and what keeps it from more: a station, or people that several of them share.
struct NominalCapacity {
    double units = 0;   // infinity where nothing takes time
    StationId station;  // not valid where a crew is what is short, or nothing
    CrewId crew;        // not valid where a station is
};

/// Of the plant's lines, in their order: mean times and open hours, see `compile_nominal`.
std::vector<NominalCapacity> nominal_capacities(const Model& model, const Plant& plant);

}  // namespace agrocap
