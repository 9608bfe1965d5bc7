#include "observe/series.hpp"

#include "model/rows/model.hpp"
#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "observe/metric_source.hpp"
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
    std::vector<char> chosen;
    for (const DescribedMetric& metric : all) {
        const bool is_wanted = adds_up(*metric.row) && std::find(wanted.begin(), wanted.end(), metric.name) != wanted.end();
        const bool is_chosen = is_wanted || rank_of(*metric.row) < kept;
        chosen.push_back(is_chosen ? 1 : 0);
        if (!is_chosen) continue;
        const bool annual = is_annual(*metric.row);
        const std::string_view unit = metric.row->unit;
        plan.metrics.push_back({metric.name, std::string(annual ? unit.substr(0, unit.size() - a_year.size()) : unit)});
        plan.over_time.push_back(annual ? 0 : 1);
    }
    plan.reads = series_reads(model, chosen);
    // Penalties for what is still open are found by a look through all orders: these have to be as of one moment.
    plan.is_divided = !has_penalties(model);
    return plan;
}

SeriesRecorder::SeriesRecorder(const SeriesPlan& plan)
    : plan_(plan),
      rows_(plan.periods.size() * plan.reads.columns(), 0),
      carried_(plan.metrics.size(), 0),
      before_(plan.metrics.size(), 0),
      now_(plan.metrics.size(), 0) {}

SeriesRecorder::~SeriesRecorder() = default;

void SeriesRecorder::end_period(Run& run, std::size_t part, std::size_t period) {
    close_servers(run, parts_of(run)[part]);
    if (parts_of(run).size() != plan_.reads.of_part.size()) return read_all(run, row_of(period));  // for an observer the model is one
    read(run, part, row_of(period));
}

void SeriesRecorder::end_period(Run& run) {
    read_all(run, row_of(finished_));
    finish_period();
}

void SeriesRecorder::before_reset(Run& run) {
    std::vector<double> row(plan_.reads.columns(), 0);
    read_all(run, row.data());
    add_up(row.data());
    carried_.swap(now_);
}

std::vector<double> SeriesRecorder::take() {
    while (finished_ < plan_.periods.size()) finish_period();
    rows_.resize(plan_.values());
    return std::move(rows_);
}

void SeriesRecorder::read_all(Run& run, double* row) {
    const std::size_t parts = plan_.reads.of_part.size();
    for (std::size_t part = 0; part < parts; ++part) {
        if (parts_of(run).size() == parts) enter_part(run.state, part);
        if (part == 0 && !plan_.is_divided) source_of(run).promises = promises_now(run.model, run.state);
        read(run, part, row);
    }
}

void SeriesRecorder::read(const Run& run, std::size_t part, double* row) {
    Source& source = source_of(run);
    const Part& objects = run.model.parts.empty() ? run.model.whole : run.model.parts[part];
    load_units(source, objects.lines);
    load_market_money(source, objects.demands);
    if (!plan_.reads.pairs_of_part.empty()) load_plant_money(source, plan_.reads.pairs_of_part[part]);
    for (const SeriesReads::Read& one : plan_.reads.of_part[part]) row[one.column] += one.sum(source);
}

Source& SeriesRecorder::source_of(const Run& run) {
    if (!source_) source_ = std::make_unique<Source>(run.model, run.state, Figures::sums);
    return *source_;
}

/// The sums of the metrics now, those before the last reset included.
void SeriesRecorder::add_up(const double* row) {
    const std::vector<std::uint32_t>& first = plan_.reads.first;
    for (std::size_t m = 0; m < now_.size(); ++m) {
        double sum = 0;
        for (std::uint32_t column = first[m]; column < first[m + 1]; ++column) sum += row[column];
        now_[m] = sum + carried_[m];
    }
}

/// A period's figures take the place of its columns, or of earlier ones: they are no more.
void SeriesRecorder::finish_period() {
    add_up(row_of(finished_));
    const CalendarPeriod& period = plan_.periods[finished_];
    const auto span = static_cast<double>((period.to - period.from).count());
    double* figures = rows_.data() + finished_ * now_.size();
    for (std::size_t m = 0; m < now_.size(); ++m) {
        const double sum = now_[m] - before_[m];
        figures[m] = plan_.over_time[m] != 0 ? sum / span : sum;
    }
    before_.swap(now_);
    ++finished_;
}

}  // namespace agrocap
