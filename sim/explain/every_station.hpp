#pragma once

#include "scenario/scenario.hpp"

#include <string>

namespace agrocap {

/// Calls `visit(path, station)` for every station: those of each line, then the plant's own.
template <class Visit>
void visit_stations(Scenario& scenario, Visit&& visit) {
    for (auto& [plant_id, plant] : scenario.plant) {
        for (auto& [line_id, line] : plant.line) {
            for (auto& [id, station] : line.station) visit("plant." + plant_id + ".line." + line_id + ".station." + id, station);
        }
        for (auto& [id, station] : plant.station) visit("plant." + plant_id + ".station." + id, station);
    }
}

/// Calls `visit(plant, line)` for every line.
template <class Visit>
void visit_lines(Scenario& scenario, Visit&& visit) {
    for (auto& [plant_id, plant] : scenario.plant)
        for (auto& [line_id, line] : plant.line) visit(plant, line);
}

}  // namespace agrocap
