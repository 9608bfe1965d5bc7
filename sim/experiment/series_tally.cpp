#include "experiment/series_tally.hpp"

#include "stats/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace agrocap {

namespace {

/// As `estimate_mean` of the same values in the same order.
SeriesPoint point_of(const MeanAndSquares& moments, std::int64_t count, double student_t) {
    SeriesPoint point;
    if (count > 0) point.mean = moments.mean;
    if (count > 1) point.half_width = student_t * moments.sd(count) / std::sqrt(static_cast<double>(count));
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

SeriesTally::SeriesTally(SeriesPlan plan, const std::vector<std::string>& kept)
    : plan_(std::move(plan)), cells_(plan_.periods.size(), plan_.metrics.size()) {
    for (const std::string& name : kept)
        for (std::uint32_t m = 0; m < plan_.metrics.size(); ++m)
            if (plan_.metrics[m].name == name) kept_of_.push_back(m);
}

void SeriesTally::add(const SeriesFigures& figures) {
    cells_.begin();
    figures.visit([this](std::size_t period, std::span<const std::uint32_t> metrics, std::span<const double> values) {
        cells_.add(period, metrics, values);
    });
    if (!kept_of_.empty()) keep(figures);
}

void SeriesTally::keep(const SeriesFigures& figures) {
    const std::size_t periods = plan_.periods.size();
    std::vector<double>& kept = kept_.emplace_back(kept_of_.size() * periods, 0);
    figures.visit([&](std::size_t period, std::span<const std::uint32_t> metrics, std::span<const double> values) {
        for (std::size_t k = 0; k < kept_of_.size(); ++k)
            for (std::size_t i = 0; i < metrics.size(); ++i)
                if (metrics[i] == kept_of_[k]) kept[k * periods + period] = values[i];
    });
}

Series SeriesTally::estimate(double confidence) const {
    Series series{.every = plan_.every, .periods = {}, .rows = {}, .left_out = plan_.left_out, .kept_metrics = {}, .kept = kept_};
    for (const std::uint32_t metric : kept_of_) series.kept_metrics.push_back(plan_.metrics[metric].name);
    std::vector<std::uint32_t> metrics;
    for (std::uint32_t m = 0; m < plan_.metrics.size(); ++m) {
        if (!cells_.ever(m) && plan_.metrics[m].unit == "share") continue;
        metrics.push_back(m);
        series.rows.push_back({plan_.metrics[m], {}});
        series.rows.back().points.reserve(plan_.periods.size());
    }
    const double student_t = factor_for(cells_.count(), confidence);
    for (std::size_t p = 0; p < plan_.periods.size(); ++p) {
        const CalendarPeriod& period = plan_.periods[p];
        series.periods.push_back({period.day, in_hours(period.to - period.from) / 24});
        for (std::size_t i = 0; i < metrics.size(); ++i)
            series.rows[i].points.push_back(point_of(cells_.moments(p, metrics[i]), cells_.count(), student_t));
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
        TallyTable differences(periods, 1);
        for (std::size_t r = 0; r < count; ++r) {
            differences.begin();
            for (std::size_t p = 0; p < periods; ++p) differences.add(p, 0, whatif.kept[r][other + p] - base.kept[r][first + p]);
        }
        for (std::size_t p = 0; p < periods; ++p) row.points.push_back(point_of(differences.moments(p, 0), differences.count(), student_t));
        difference.rows.push_back(std::move(row));
    }
    return difference;
}

}  // namespace agrocap
