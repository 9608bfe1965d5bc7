#pragma once

#include "observe/series.hpp"
#include "stats/tally_table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// A figure of one period: its mean over the replications, with the half-width of the interval; none from one replication.
struct SeriesPoint {
    std::optional<double> mean, half_width;
};

struct SeriesPeriod {
    Day day = 0;  // on which it begins
    double days = 0;
};

/// One metric over the periods; its unit is that of a period's figure.
struct SeriesRow {
    MetricInfo metric;
    std::vector<SeriesPoint> points;  // by period
};

/// What happened in each period of the calendar. Counts and amounts add up to those of the measured time; means over time have the periods'
/// lengths as weights.
struct Series {
    Every every = Every::month;
    std::vector<SeriesPeriod> periods;
    std::vector<SeriesRow> rows;  // in the order of the metrics
    std::vector<std::string> left_out;
    std::vector<std::string> kept_metrics;
    std::vector<std::vector<double>> kept;  // by replication: the periods of the first of these metrics, then of the next

    /// The row of a metric; null if there is none.
    [[nodiscard]] const SeriesRow* find(const std::string& metric) const;
};

/// Takes the series of replications in their order and keeps moments only: memory does not grow with their number.
class SeriesTally {
  public:
    /// `kept`: metrics of which every value is kept as well, as far as the plan has them.
    explicit SeriesTally(SeriesPlan plan, const std::vector<std::string>& kept = {});

    [[nodiscard]] const SeriesPlan& plan() const { return plan_; }
    void add(const SeriesFigures& figures);
    /// Server states that never were are left out: a station has few of those that there are.
    [[nodiscard]] Series estimate(double confidence) const;

  private:
    void keep(const SeriesFigures& figures);

    SeriesPlan plan_;
    TallyTable cells_;                    // by period, then metric
    std::vector<std::uint32_t> kept_of_;  // places of the metrics that are kept
    std::vector<std::vector<double>> kept_;
};

/// What-if less base by replication, of the metrics kept of both; nothing where they do not have the same periods.
std::optional<Series> paired_difference(const Series& base, const Series& whatif, double confidence);

}  // namespace agrocap
