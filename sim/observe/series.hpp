#pragma once

#include "model/state/run.hpp"
#include "observe/calendar_periods.hpp"
#include "observe/metrics.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace agrocap {

struct SeriesReads;
struct Source;

/// What is followed over the calendar, and over which periods: the same for all replications.
///
/// Followed are metrics whose periods make up the whole: counts and amounts (plain ones in a period, not annual figures), and means over
/// time. How full, how long and how much at once (fill, wait, cycle) are of what happened to end in a period, and are not.
struct SeriesPlan {
    Every every = Every::month;
    std::vector<CalendarPeriod> periods;  // of the measured time
    std::vector<MetricInfo> metrics;      // with the unit of a period's figure: "units" where the metric has "units/y"
    std::vector<char> over_time;          // by followed metric: a mean over time, else a count or an amount
    std::shared_ptr<const SeriesReads> reads;
    bool is_divided = false;            // whether each part can be followed by itself, over all periods
    std::vector<std::string> left_out;  // patterns that a large model has too many of for so many periods

    /// Figures of one replication.
    [[nodiscard]] std::size_t values() const { return periods.size() * metrics.size(); }
};

/// The figures of one replication, without those that are 0: most are, for servers are in few of the states that there are.
struct SeriesFigures {
    /// Figures of one period, up to one of them. A period may have several stretches, no figure is in two.
    struct Stretch {
        std::size_t period = 0, end = 0;
    };
    std::vector<Stretch> stretches;
    std::vector<std::uint32_t> metrics;  // of each figure: its place in `SeriesPlan::metrics`
    std::vector<double> figures;

    /// Shows each stretch: its period, its metrics, their figures.
    template <class Visit>
    void visit(Visit&& visit_stretch) const {
        std::size_t begin = 0;
        for (const auto& [period, end] : stretches) {
            visit_stretch(period, std::span(metrics).subspan(begin, end - begin), std::span(figures).subspan(begin, end - begin));
            begin = end;
        }
    }
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

    SeriesFigures take();

  private:
    template <class Visit>
    void visit_all_parts(Run& run, Visit&& visit);
    template <class Take>
    void visit_sums(const Run& run, std::size_t part, double* places, Take&& take);
    template <class Take>
    void visit_states(const Run& run, std::size_t part, Take&& take);
    void read_all(Run& run, std::size_t period);
    void read(const Run& run, std::size_t part, std::size_t period);
    void finish_shared(std::size_t period);
    void note(std::uint32_t metric, double sum, double span);
    void end_stretch(std::size_t period);
    Source& source_of(const Run& run);
    [[nodiscard]] double span_of(std::size_t period) const;
    [[nodiscard]] double* places_of(std::size_t period);

    /// Servers' ns in each state, modulo 2^64: enough to see whether it has changed.
    using TimesInStates = std::array<std::uint64_t, server_state_count>;
    static TimesInStates times_in_states(const RunState& now, Slice servers);

    const SeriesPlan& plan_;
    const SeriesReads& reads_;
    std::unique_ptr<Source> source_;    // of the run
    std::vector<double> row_;           // by column: of the part in hand
    std::vector<double> places_;        // by period, then place: columns of several parts
    std::size_t finished_ = 0;          // periods
    std::vector<double> carried_;       // sums of the metrics before the last reset
    std::vector<double> before_;        // the same when the period in hand began
    std::vector<TimesInStates> times_;  // by station: when it was last looked at
    bool is_reset_ = false;             // since then: all states are to be looked at
    // The stretch in hand, with room for every metric.
    std::vector<std::uint32_t> noted_metrics_;
    std::vector<double> noted_figures_;
    std::size_t noted_ = 0;
    SeriesFigures figures_;
};

}  // namespace agrocap
