#pragma once

#include "model/rows/model.hpp"

#include <map>
#include <utility>
#include <vector>

namespace agrocap {

/// Work at a speed of 1 that a clock leaves in the measured time, in nanoseconds.
double hours_of(const Model& model, const WorkClock& clock);

/// The measured time in some hours, cut where people of some crews come or go.
struct PeopleHours {
    std::vector<double> work;  // of each stretch, in nanoseconds; stretches without any are left out
    std::map<CrewId, std::vector<double>> people;

    [[nodiscard]] const std::vector<double>& people_of(CrewId crew) const { return people.find(crew)->second; }
};

/// The people of a plant. Its stations share few hours and crews: who is there when is found once for each of these.
class Workforce {
  public:
    explicit Workforce(const Model& of) : model(of) {}

    const Model& model;

    const PeopleHours& hours_of(ClockId clock, const std::vector<CrewId>& crews);

  private:
    std::map<std::pair<ClockId, std::vector<CrewId>>, PeopleHours> known_;
};

}  // namespace agrocap
