#include "observe/series.hpp"

#include "model/rows/model.hpp"
#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "observe/series_reads.hpp"
#include "scenario/metric_table.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

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

double sum_of(const SeriesReads::Summed& one, const double* columns) {
    double sum = 0;
    for (std::uint32_t column = one.first; column < one.end; ++column) sum += columns[column];
    return sum;
}

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
    plan.reads = std::make_shared<const SeriesReads>(series_reads(model, chosen));
    // Penalties for what is still open are found by a look through all orders: these have to be as of one moment.
    plan.is_divided = !has_penalties(model);
    return plan;
}

SeriesRecorder::SeriesRecorder(const SeriesPlan& plan)
    : plan_(plan),
      reads_(*plan.reads),
      row_(reads_.columns, 0),
      places_(plan.periods.size() * reads_.places, 0),
      carried_(plan.metrics.size(), 0),
      before_(plan.metrics.size(), 0),
      times_(reads_.stations),
      noted_metrics_(plan.metrics.size()),
      noted_figures_(plan.metrics.size()) {
    // More than needed: memory that is never touched costs nothing, and a list that grows is copied again and again.
    figures_.metrics.reserve(plan.values());
    figures_.figures.reserve(plan.values());
}

SeriesRecorder::~SeriesRecorder() = default;

void SeriesRecorder::end_period(Run& run, std::size_t part, std::size_t period) {
    close_servers(run, parts_of(run)[part]);
    if (parts_of(run).size() != reads_.of_part.size()) return read_all(run, period);  // for an observer the model is one
    read(run, part, period);
}

void SeriesRecorder::end_period(Run& run) {
    read_all(run, finished_);
    finish_shared(finished_++);
    is_reset_ = false;
}

void SeriesRecorder::before_reset(Run& run) {
    is_reset_ = true;
    std::vector<double> places(reads_.places, 0);
    const auto carry = [this](std::uint32_t metric, double sum) { carried_[metric] += sum; };
    visit_all_parts(run, [&](std::size_t part) { visit_sums(run, part, places.data(), carry); });
    for (const SeriesReads::Summed& one : reads_.shared) carry(one.metric, sum_of(one, places.data()));
}

SeriesFigures SeriesRecorder::take() {
    for (; finished_ < plan_.periods.size(); ++finished_) finish_shared(finished_);
    return std::move(figures_);
}

/// A metric's sum at the end of a period that is so long (ns).
inline void SeriesRecorder::note(std::uint32_t metric, double sum, double span) {
    const double now = sum + carried_[metric];
    const double figure = now - before_[metric];
    before_[metric] = now;
    if (figure == 0) return;
    noted_metrics_[noted_] = metric;
    noted_figures_[noted_++] = plan_.over_time[metric] != 0 ? figure / span : figure;
}

void SeriesRecorder::read_all(Run& run, std::size_t period) {
    visit_all_parts(run, [&](std::size_t part) { read(run, part, period); });
}

void SeriesRecorder::read(const Run& run, std::size_t part, std::size_t period) {
    const double span = span_of(period);
    visit_sums(run, part, places_of(period), [this, span](std::uint32_t metric, double sum) { note(metric, sum, span); });
    end_stretch(period);
}

/// All parts have been read at the end of the period.
void SeriesRecorder::finish_shared(std::size_t period) {
    const double span = span_of(period);
    for (const SeriesReads::Summed& one : reads_.shared) note(one.metric, sum_of(one, places_of(period)), span);
    end_stretch(period);
}

template <class Visit>
void SeriesRecorder::visit_all_parts(Run& run, Visit&& visit) {
    const std::size_t parts = reads_.of_part.size();
    for (std::size_t part = 0; part < parts; ++part) {
        if (parts_of(run).size() == parts) enter_part(run.state, part);
        if (part == 0 && !plan_.is_divided) source_of(run).promises = promises_now(run.model, run.state);
        visit(part);
    }
}

/// Shows the sums of the part's own metrics, and adds the columns that it shares with others to their places.
template <class Take>
void SeriesRecorder::visit_sums(const Run& run, std::size_t part, double* places, Take&& take) {
    Source& source = source_of(run);
    const Part& objects = run.model.parts.empty() ? run.model.whole : run.model.parts[part];
    const SeriesReads::OfPart& reads = reads_.of_part[part];
    load_units(source, objects.lines);
    load_market_money(source, objects.demands);
    load_plant_money(source, reads.pairs);
    double* row = row_.data();
    for (const SeriesReads::Summed& one : reads.own) std::fill(row + one.first, row + one.end, 0.0);
    for (const SeriesReads::Shared& one : reads.shared) row[one.column] = 0;
    const auto add_kind = [row, &source](const auto& kind) {
        for (const auto& same : kind) same.add_to(row, source);
    };
    std::apply([&add_kind](const auto&... kinds) { (add_kind(kinds), ...); }, reads.reads);
    for (const SeriesReads::Summed& one : reads.own) take(one.metric, sum_of(one, row));
    for (const SeriesReads::Shared& one : reads.shared) places[one.place] += row[one.column];
    visit_states(run, part, take);
}

/// Shows the shares of the stations' states that have changed: most never do. Not seen would be a change of exactly 2^64 ns, which takes
/// 585 servers a year.
template <class Take>
void SeriesRecorder::visit_states(const Run& run, std::size_t part, Take&& take) {
    for (const SeriesReads::States& one : reads_.of_part[part].states) {
        const Slice servers = run.model.stations[one.station].servers;
        const TimesInStates times = times_in_states(run.state, servers);
        TimesInStates& before = times_[one.station.index];
        for (std::uint32_t state = 0; state < server_state_count; ++state) {
            if (times[state] == before[state] && !is_reset_) continue;
            take(one.metric + state, source_->share(time_in(run.state, servers, state).sum(), servers.count));
        }
        before = times;
    }
}

SeriesRecorder::TimesInStates SeriesRecorder::times_in_states(const RunState& now, Slice servers) {
    TimesInStates times{};
    for (const ServerId id : ids_of<ServerId>(servers)) {
        const auto& in_state = now.servers[id].in_state;
        for (std::size_t state = 0; state < server_state_count; ++state)
            times[state] += static_cast<std::uint64_t>(in_state[state].count());
    }
    return times;
}

Source& SeriesRecorder::source_of(const Run& run) {
    if (!source_) source_ = std::make_unique<Source>(run.model, run.state, Figures::sums);
    return *source_;
}

void SeriesRecorder::end_stretch(std::size_t period) {
    const auto end = static_cast<std::ptrdiff_t>(std::exchange(noted_, 0));
    figures_.metrics.insert(figures_.metrics.end(), noted_metrics_.begin(), noted_metrics_.begin() + end);
    figures_.figures.insert(figures_.figures.end(), noted_figures_.begin(), noted_figures_.begin() + end);
    figures_.stretches.push_back({period, figures_.figures.size()});
}

double SeriesRecorder::span_of(std::size_t period) const {
    const CalendarPeriod& of = plan_.periods[period];
    return static_cast<double>((of.to - of.from).count());
}

double* SeriesRecorder::places_of(std::size_t period) { return places_.data() + period * reads_.places; }

}  // namespace agrocap
