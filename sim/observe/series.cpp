#include "observe/series.hpp"

#include "model/rows/model.hpp"
#include "scenario/metric_table.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace agrocap {

namespace {

/// What is followed, the most telling first: of a large model the last are left out first.
constexpr std::array<MetricPattern, 28> followed{{
    "output.total",
    "demand.total",
    "sales.total",
    "sales.domestic",
    "sales.export",
    "revenue.total",
    "cost.total",
    "margin.total",
    "output.family.FAMILY",
    "output.plant.PLANT",
    "sales.MARKET",
    "demand.MARKET",
    "queue.PLACE",
    "output.item.ITEM",
    "output.line.PLANT.LINE",
    "wip.PLANT.LINE",
    "backlog.MARKET.DEMANDED",
    "lost.MARKET.DEMANDED",
    "store.MARKET.HELD.mean",
    "backlog.MARKET.HELD",
    "backlog.PLANT.STORED",
    "store.PLANT.STORED.mean",
    "flow.LANE",
    "supply.SUPPLIER.SUPPLIED",
    "scrap.PLANT.LINE",
    "lost.PLANT.LINE",
    "state.PLANT.LINE.STATION.STATE",
    "state.PLANT.OWN.STATE",
}};

constexpr std::size_t values_max = 2'000'000;  // of all metrics over all periods: estimates of so many take some 100 MB

constexpr std::string_view a_year = "/y";

bool is_annual(const MetricRow& row) { return row.unit.ends_with(a_year); }

/// Whether a metric that nobody follows unasked can be followed: amounts a year that are counted, not computed.
bool adds_up(const MetricRow& row) { return is_annual(row) && !row.pattern.starts_with("nominal."); }

std::size_t rank_of(const MetricRow& row) {
    const auto found = std::find_if(followed.begin(), followed.end(), [&row](const MetricPattern& one) { return &one.row == &row; });
    return static_cast<std::size_t>(found - followed.begin());
}

/// How many of the kinds of `followed` are kept where there are so many metrics of each.
std::size_t kinds_kept(const std::vector<std::size_t>& counts, std::size_t periods) {
    std::size_t values = 0;
    for (std::size_t kind = 0; kind < counts.size(); ++kind) {
        values += counts[kind] * periods;
        if (values > values_max) return kind;
    }
    return counts.size();
}

}  // namespace

SeriesPlan series_plan(const Model& model, Day start, Every every, const std::vector<std::string>& wanted) {
    SeriesPlan plan;
    plan.every = every;
    plan.periods = calendar_periods(start, model.warmup_end, model.end, every);
    const std::vector<DescribedMetric> all = described_metrics(model);
    std::vector<std::size_t> counts(followed.size(), 0);
    for (const DescribedMetric& metric : all)
        if (const std::size_t kind = rank_of(*metric.row); kind < counts.size()) ++counts[kind];
    const std::size_t kept = kinds_kept(counts, plan.periods.size());
    for (std::size_t kind = kept; kind < counts.size(); ++kind)
        if (counts[kind] > 0) plan.left_out.emplace_back(followed[kind].row.pattern);
    for (const DescribedMetric& metric : all) {
        const bool is_wanted = adds_up(*metric.row) && std::find(wanted.begin(), wanted.end(), metric.name) != wanted.end();
        const bool is_chosen = is_wanted || rank_of(*metric.row) < kept;
        plan.chosen.push_back(is_chosen ? 1 : 0);
        if (!is_chosen) continue;
        const bool annual = is_annual(*metric.row);
        const std::string_view unit = metric.row->unit;
        plan.metrics.push_back({metric.name, std::string(annual ? unit.substr(0, unit.size() - a_year.size()) : unit)});
        plan.over_time.push_back(annual ? 0 : 1);
    }
    return plan;
}

SeriesRecorder::SeriesRecorder(const SeriesPlan& plan) : plan_(plan), carried_(plan.metrics.size(), 0), before_(plan.metrics.size(), 0) {
    values_.reserve(plan.values());
}

void SeriesRecorder::look(const Run& run) {
    now_.clear();
    add_metric_sums(run.model, run.state, plan_.chosen, now_);
    for (std::size_t m = 0; m < now_.size(); ++m) now_[m] += carried_[m];
}

void SeriesRecorder::end_period(const Run& run) {
    look(run);
    const CalendarPeriod& period = plan_.periods[values_.size() / plan_.metrics.size()];
    const auto span = static_cast<double>((period.to - period.from).count());
    for (std::size_t m = 0; m < now_.size(); ++m) {
        const double sum = now_[m] - before_[m];
        values_.push_back(plan_.over_time[m] != 0 ? sum / span : sum);
    }
    before_.swap(now_);
}

void SeriesRecorder::before_reset(const Run& run) {
    look(run);
    carried_.swap(now_);
}

}  // namespace agrocap
