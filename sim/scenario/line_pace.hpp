#pragma once

#include "scenario/scenario.hpp"

#include <map>
#include <string>

namespace agrocap {

/// What a line starts at most and what it then takes from its plant's stores.
struct LinePace {
    double units_per_year = 0;           // infinity if nothing holds it back
    std::map<std::string, double> uses;  // by item, pieces a year
};

/// An estimate from mean times, the open hours of a week without holidays, visits with neither rework nor scrap, and crews.
///
/// Lines that release by time start no more than what is released. Requires: a scenario without errors.
LinePace pace_of(const Scenario& scenario, const PlantSpec& plant, const LineSpec& line);

/// The same for all lines of a plant, by id. Cost: that of one line each, however many share a station.
Keyed<LinePace> paces_of(const Scenario& scenario, const PlantSpec& plant);

}  // namespace agrocap
