#include "experiment/series_tally.hpp"

#include "stats/estimate.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace agrocap {

namespace {

/// As `estimate_mean` of the same values in the same order.
SeriesPoint point_of(const Tally& tally, double student_t) {
    SeriesPoint point;
    if (tally.count() > 0) point.mean = tally.mean();
    if (tally.count() > 1) point.half_width = student_t * tally.sd() / std::sqrt(static_cast<double>(tally.count()));
    return point;
}

double factor_for(std::int64_t n, double confidence) {
    return n > 1 ? student_t_quantile(0.5 + 0.5 * confidence, static_cast<double>(n) - 1) : 0;
}

bool same_periods(const Series& one, const Series& other) {
    return one.every == other.every &&
           std::equal(one.periods.begin(), one.periods.end(), other.periods.begin(), other.periods.end(),
                      [](const SeriesPeriod& a, const SeriesPeriod& b) { return a.day == b.day && a.days == b.days; });
}

}  // namespace

const SeriesRow* Series::find(const std::string& metric) const {
    const auto found = std::find_if(rows.begin(), rows.end(), [&metric](const SeriesRow& row) { return row.metric.name == metric; });
    return found == rows.end() ? nullptr : &*found;
}

SeriesTally::SeriesTally(SeriesPlan plan, const std::vector<std::string>& kept) : plan_(std::move(plan)), cells_(plan_.values()) {
    for (const std::string& name : kept)
        for (std::size_t m = 0; m < plan_.metrics.size(); ++m)
            if (plan_.metrics[m].name == name) kept_of_.push_back(m);
}

void SeriesTally::add(std::span<const double> values) {
    assert(values.size() == cells_.size());
    for (std::size_t i = 0; i < values.size(); ++i) cells_[i].add(values[i]);
    if (kept_of_.empty()) return;
    std::vector<double>& kept = kept_.emplace_back();
    for (const std::size_t metric : kept_of_)
        for (std::size_t cell = metric; cell < values.size(); cell += plan_.metrics.size()) kept.push_back(values[cell]);
}

Series SeriesTally::estimate(double confidence) const {
    Series series{.every = plan_.every, .periods = {}, .rows = {}, .left_out = plan_.left_out, .kept_metrics = {}, .kept = kept_};
    for (const std::size_t metric : kept_of_) series.kept_metrics.push_back(plan_.metrics[metric].name);
    for (const CalendarPeriod& period : plan_.periods) series.periods.push_back({period.day, in_hours(period.to - period.from) / 24});
    const std::int64_t n = cells_.empty() ? 0 : cells_.front().count();
    const double student_t = factor_for(n, confidence);
    const std::size_t metrics = plan_.metrics.size();
    for (std::size_t m = 0; m < metrics; ++m) {
        SeriesRow row{plan_.metrics[m], {}};
        bool ever = false;
        for (std::size_t cell = m; cell < cells_.size(); cell += metrics) {
            row.points.push_back(point_of(cells_[cell], student_t));
            ever = ever || (cells_[cell].count() > 0 && (cells_[cell].min() != 0 || cells_[cell].max() != 0));
        }
        if (ever || row.metric.unit != "share") series.rows.push_back(std::move(row));
    }
    return series;
}

std::optional<Series> paired_difference(const Series& base, const Series& whatif, double confidence) {
    if (!same_periods(base, whatif)) return std::nullopt;
    Series difference{
        .every = base.every, .periods = base.periods, .rows = {}, .left_out = {}, .kept_metrics = base.kept_metrics, .kept = {}};
    const std::size_t periods = base.periods.size();
    const std::size_t count = std::min(base.kept.size(), whatif.kept.size());
    const double student_t = factor_for(static_cast<std::int64_t>(count), confidence);
    for (std::size_t i = 0; i < base.kept_metrics.size(); ++i) {
        const std::string& name = base.kept_metrics[i];
        const auto found = std::find(whatif.kept_metrics.begin(), whatif.kept_metrics.end(), name);
        if (found == whatif.kept_metrics.end() || base.find(name) == nullptr) continue;
        const std::size_t first = i * periods;
        const std::size_t other = static_cast<std::size_t>(found - whatif.kept_metrics.begin()) * periods;
        SeriesRow row{base.find(name)->metric, {}};
        for (std::size_t p = 0; p < periods; ++p) {
            Tally tally;
            for (std::size_t r = 0; r < count; ++r) tally.add(whatif.kept[r][other + p] - base.kept[r][first + p]);
            row.points.push_back(point_of(tally, student_t));
        }
        difference.rows.push_back(std::move(row));
    }
    return difference;
}

}  // namespace agrocap
