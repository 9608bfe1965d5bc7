#pragma once

#include "model/state/run.hpp"
#include "observe/calendar_periods.hpp"
#include "observe/metrics.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace agrocap {

/// What is followed over the calendar, and over which periods: the same for all replications.
///
/// Followed are metrics whose periods make up the whole: counts and amounts (plain ones in a period, not annual figures), and means over
/// time. How full, how long and how much at once (fill, wait, cycle) are of what happened to end in a period, and are not.
struct SeriesPlan {
    Every every = Every::month;
    std::vector<CalendarPeriod> periods;  // of the measured time
    std::vector<MetricInfo> metrics;      // with the unit of a period's figure: "units" where the metric has "units/y"
    std::vector<char> over_time;          // by followed metric: a mean over time, else a count or an amount
    std::vector<char> chosen;             // by metric of the model
    std::vector<std::string> left_out;    // patterns that a large model has too many of for so many periods

    /// Values of one replication: `metrics` of the first period, then of the next.
    [[nodiscard]] std::size_t values() const { return periods.size() * metrics.size(); }
};

/// The metrics worth following of a model, and of those in `wanted` what can be. `start`: the day of time 0.
///
/// What would take more memory than a run has use for is left out kind by kind, what there is most of first; not what is wanted.
SeriesPlan series_plan(const Model& model, Day start, Every every, const std::vector<std::string>& wanted);

/// Follows one run over the periods of a plan by looking at its sums where one period ends and the next begins: nothing is done at an
/// event.
class SeriesRecorder {
  public:
    /// The measurements begin now. Keeps the reference.
    explicit SeriesRecorder(const SeriesPlan& plan);

    /// A period's end is reached. Requires: `close_measurements` has been called.
    void end_period(const Run& run);
    /// The measurements are about to be reset, in the midst of a period or at its end. Requires: as `end_period`.
    void before_reset(const Run& run);

    /// By period, then metric, as far as it has come.
    std::vector<double> take() { return std::move(values_); }

  private:
    void look(const Run& run);

    const SeriesPlan& plan_;
    std::vector<double> carried_;  // sums before the last reset
    std::vector<double> before_;   // sums when the period in hand began
    std::vector<double> now_;
    std::vector<double> values_;
};

}  // namespace agrocap
