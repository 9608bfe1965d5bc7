#pragma once

#include "model/state/run.hpp"
#include "observe/calendar_periods.hpp"
#include "observe/metrics.hpp"
#include "observe/series_reads.hpp"

#include <cstddef>
#include <memory>
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
    SeriesReads reads;
    bool is_divided = false;            // whether each part can be followed by itself, over all periods
    std::vector<std::string> left_out;  // patterns that a large model has too many of for so many periods

    /// Values of one replication: `metrics` of the first period, then of the next.
    [[nodiscard]] std::size_t values() const { return periods.size() * metrics.size(); }
};

/// The metrics worth following of a model, and of those in `wanted` what can be. `start`: the day of time 0.
///
/// What would take more memory than a run has use for is left out kind by kind, what there is most of first; not what is wanted.
SeriesPlan series_plan(const Model& model, Day start, Every every, const std::vector<std::string>& wanted);

/// Follows one run over the periods of a plan by looking at its sums where one period ends and the next begins: nothing is done at an
/// event. Where the plan is divided, parts may be followed one after the other, each over all periods: so its rows stay in the processor's
/// cache.
class SeriesRecorder {
  public:
    /// The measurements begin now. Keeps the reference.
    explicit SeriesRecorder(const SeriesPlan& plan);
    ~SeriesRecorder();

    /// The part in hand, one of `parts_of`, has come to the end of a period. Requires: the plan is divided; of each part all periods in
    /// turn.
    void end_period(Run& run, std::size_t part, std::size_t period);
    /// All parts have come to the end of the next period. Requires: `close_measurements` has been called.
    void end_period(Run& run);
    /// The measurements are about to be reset, in the midst of a period or at its end. Requires: all parts have come as far, and
    /// `close_measurements` has been called.
    void before_reset(Run& run);

    /// By period, then metric.
    std::vector<double> take();

  private:
    void read_all(Run& run, double* row);
    void read(const Run& run, std::size_t part, double* row);
    Source& source_of(const Run& run);
    void add_up(const double* row);
    void finish_period();
    [[nodiscard]] double* row_of(std::size_t period) { return rows_.data() + period * plan_.reads.columns(); }

    const SeriesPlan& plan_;
    std::unique_ptr<Source> source_;  // of the run
    std::vector<double> rows_;        // by period, then column; of periods that are finished by metric: these are no more
    std::size_t finished_ = 0;        // periods
    std::vector<double> carried_;     // sums of the metrics before the last reset
    std::vector<double> before_;      // the same when the period in hand began
    std::vector<double> now_;
};

}  // namespace agrocap
