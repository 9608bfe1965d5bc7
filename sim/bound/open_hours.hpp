#pragma once

#include "bound/periods.hpp"
#include "model/rows/model.hpp"

#include <map>
#include <utility>
#include <vector>

namespace agrocap {

/// The least double that is not below a product.
double product_up(std::int64_t left, std::int64_t right);
double product_up(double left, double right);
/// The neighbours of a double, for sums and products that were rounded; 0 is what nothing comes to, and stays.
double step_up(double value);
double step_down(double value);

/// What the clocks of a model leave for work, rounded up. Times in ns.
class OpenHours {
  public:
    explicit OpenHours(const Model& model) : model_(model), disruptions_(disruptions_by_station(model)) {}

    /// Work at normal speed that all servers of the station can do in a stretch, as far as there are people for them; times the batch.
    double work(StationId id, TimeSpan stretch);
    /// The most of normal speed at which work goes on there: by disruptions and the ramp.
    double speed(StationId id, TimeSpan stretch) const;
    /// Time of people of the crew, on average, in the hours of some station whose work holds them.
    double people(CrewId id, TimeSpan stretch) const;
    /// Time in which any of the clocks is open.
    double together(std::vector<ClockId> clocks, TimeSpan stretch) const;
    /// How often people go home: ends of open stretches, and one before where they are not there at its beginning.
    std::int64_t closings(ClockId id, TimeSpan stretch) const;

  private:
    double servers_time(const Station& station, TimeSpan stretch) const;

    const Model& model_;
    Table<Station, std::vector<DisruptionId>> disruptions_;
    std::map<std::vector<std::int64_t>, double> known_;  // by what it depends on: stations of a plant are often alike
};

}  // namespace agrocap
