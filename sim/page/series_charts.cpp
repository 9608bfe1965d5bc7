#include "page/series_charts.hpp"

#include "page/mark_text.hpp"
#include "report/number_format.hpp"
#include "report/run_tables.hpp"
#include "report/series_tables.hpp"
#include "report/station_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t lines_at_once = 6;
constexpr std::size_t bars_drawn = 62;      // two months of days, five years of months
constexpr double share_seen = 0.0005;       // a bar of a quarter of a pixel
constexpr std::size_t periods_drawn = 400;  // a year of days; more are no picture

/// A chart of the series: which rows of it, by the beginning and the end of their names. What lies between them names a row in the chart.
struct Topic {
    const char* id;
    const char* title;
    const char* begins;
    const char* ends;
    bool is_one_word_between = false;  // "queue.kordai", not the queue of a station
};

constexpr std::array topics{Topic{"stocks-over-time", "Stocks of finished goods over time", "store.", ".mean"},
                            Topic{"backlogs-over-time", "Backlogs over time", "backlog.", ""},
                            Topic{"queues-over-time", "Queues at crossings over time", "queue.", "", true}};

bool is_of(const Topic& topic, std::string_view name) {
    if (!name.starts_with(topic.begins) || !name.ends_with(topic.ends)) return false;
    return !topic.is_one_word_between || std::count(name.begin(), name.end(), '.') == 1;
}

std::string shown_name(const Topic& topic, std::string_view name) {
    name.remove_prefix(std::string_view(topic.begins).size());
    name.remove_suffix(std::string_view(topic.ends).size());
    return std::string(name);
}

/// A store that tells nothing of the machines': of what no plant finishes, since kits and parts come and go as they are ordered; and where
/// nobody buys, all that was ever made.
bool tells_nothing(const Scenario& scenario, const ExperimentResult& result, const std::string& name) {
    if (!name.starts_with("store.")) return false;
    if (scenario.market.empty()) return true;
    const std::size_t item = name.find('.', std::string_view("store.").size()) + 1;
    return result.find("output.item." + name.substr(item, name.rfind('.') - item)) < 0;
}

double largest_in(const SeriesRow& row) {
    double largest = 0;
    for (const SeriesPoint& point : row.points) largest = std::max(largest, point.mean.value_or(0.0));
    return largest;
}

/// Rows of one unit as lines. The table has the same figures.
PageSection lines_section(const Series& series, const std::vector<const SeriesRow*>& rows, const Topic& topic,
                          const std::string& currency) {
    PageSection section{.id = topic.id, .title = topic.title};
    Chart chart{.kind = ChartKind::lines,
                .title = fmt::format("{}, by {}", topic.title, every_word(series.every)),
                .unit = rows.front()->metric.unit};
    std::vector<std::string> names;
    for (const SeriesRow* row : rows) {
        chart.parts.push_back(shown_name(topic, row->metric.name));
        names.push_back(row->metric.name);
        for (std::size_t p = 0; p < std::min(row->points.size(), periods_drawn); ++p) {
            const SeriesPoint& point = row->points[p];
            Estimate estimate;
            estimate.mean = point.mean;
            estimate.half_width = point.half_width;
            const std::string period = period_text(series.periods[p], series.every);
            chart.marks.push_back(
                {.row = period,
                 .part = chart.parts.back(),
                 .value = point.mean,
                 .half_width = point.half_width,
                 .say = fmt::format("{}, {}: {}", period, chart.parts.back(), estimate_text(estimate, row->metric.unit))});
        }
    }
    if (series.periods.size() > periods_drawn) chart.title += fmt::format(", the first {} of {}", periods_drawn, series.periods.size());
    section.chart = std::move(chart);
    ReportTable table = series_table(series, names, currency, names.size());
    table.title.clear();
    section.tables.push_back(std::move(table));
    return section;
}

/// How many days the calendar's period has to which a day belongs.
double days_of_whole(Day day, Every every) {
    const auto [begin, next] = turns_around(day, every);
    return static_cast<double>(next - begin);
}

bool is_whole(const Series& series, std::size_t period) {
    return series.periods[period].days >= days_of_whole(series.periods[period].day, series.every);
}

/// " 2023-01 has 1 of its 31 days." of each period that would look like the worst.
std::string parts_text(const Series& series) {
    std::string text;
    for (std::size_t p = 0; p < series.periods.size(); ++p) {
        const SeriesPeriod& period = series.periods[p];
        if (!is_whole(series, p))
            text += fmt::format(" {} has {:.3g} of its {:.3g} days.", period_text(period, series.every), period.days,
                                days_of_whole(period.day, series.every));
    }
    return text;
}

/// The best and the worst period of a row, called `name`: "sales: most in 2023-05 (1 602 units), least in 2023-01 (…)". A period of which a
/// part was measured is neither, while two are whole.
std::string extremes_text(const Series& series, const SeriesRow& row, const std::string& name) {
    std::vector<std::size_t> asked, whole;
    for (std::size_t p = 0; p < row.points.size(); ++p) {
        asked.push_back(p);
        if (is_whole(series, p)) whole.push_back(p);
    }
    if (whole.size() >= 2) asked = whole;
    const auto value = [&row](std::size_t p) { return row.points[p].mean.value_or(0.0); };
    const auto [least, most] =
        std::minmax_element(asked.begin(), asked.end(), [&value](std::size_t a, std::size_t b) { return value(a) < value(b); });
    const auto told = [&](std::size_t p) {
        return fmt::format("{} ({})", period_text(series.periods[p], series.every), value_text(value(p), row.metric.unit));
    };
    const std::string same = value_text(value(*most), row.metric.unit);
    if (value_text(value(*least), row.metric.unit) == same)
        return fmt::format("{}: {} in every {}.{}", name, same, every_word(series.every), parts_text(series));
    return fmt::format("{}: most in {}, least in {}.{}", name, told(*most), told(*least), parts_text(series));
}

/// What a whole period would have to give if a year's target were met evenly.
void add_targets(Chart& chart, const Series& series, const ExperimentResult& result) {
    constexpr std::array in_a_year{365.0, 365.0 / 7, 12.0, 1.0};  // periods, by `Every`
    for (const TargetResult& target : result.targets) {
        const bool is_drawn = std::find(chart.parts.begin(), chart.parts.end(), *target.spec.metric) != chart.parts.end();
        if (!is_drawn || target.spec.probability || target.spec.sense != TargetSense::at_least) continue;
        chart.lines.push_back({fmt::format("{} a year, spread evenly:", threshold_text(*target.spec.low)),
                               *target.spec.low / in_a_year[static_cast<std::size_t>(series.every)]});
    }
}

/// How the time of the most occupied station went, a bar a period. Nothing where its states were not followed.
std::optional<PageSection> station_section(const Scenario& scenario, const ExperimentResult& result) {
    const Series& series = *result.series;
    const std::vector<StationTime> stations = station_times(scenario, MetricLookup(result));
    const auto most = std::max_element(stations.begin(), stations.end(),
                                       [](const StationTime& a, const StationTime& b) { return a.occupied < b.occupied; });
    if (most == stations.end()) return std::nullopt;
    Chart chart{.kind = ChartKind::bars,
                .title = fmt::format("Where the time of {} went, by {}", most->path(), every_word(series.every)),
                .unit = "share",
                .x_title = "share of all time"};
    std::vector<std::string> names;
    std::vector<std::vector<ChartMark>> by_period(std::min(series.periods.size(), bars_drawn));
    for (std::size_t s = 0; s < server_state_count; ++s) {
        const auto state = static_cast<ServerState>(s);
        const SeriesRow* row = series.find(fmt::format("state.{}.{}", most->path(), server_state_names[s]));
        if (state == ServerState::off_shift) continue;
        chart.parts.emplace_back(state_title(state));  // also of what there is none of: a state looks the same in every chart of a page
        if (row == nullptr || largest_in(*row) < share_seen) continue;
        names.push_back(row->metric.name);
        for (std::size_t p = 0; p < by_period.size(); ++p) {
            const double share = row->points[p].mean.value_or(0.0);
            if (share < share_seen) continue;
            const std::string period = period_text(series.periods[p], series.every);
            by_period[p].push_back({.row = period,
                                    .part = chart.parts.back(),
                                    .value = share,
                                    .say = fmt::format("{}: {} {} of the time", period, chart.parts.back(), per_cent_text(share))});
        }
    }
    for (std::vector<ChartMark>& marks : by_period) std::move(marks.begin(), marks.end(), std::back_inserter(chart.marks));
    if (chart.marks.empty()) return std::nullopt;
    if (series.periods.size() > bars_drawn) chart.title += fmt::format(", the first {} of {}", bars_drawn, series.periods.size());
    PageSection section{.id = "states-over-time", .title = "The most occupied station over time"};
    section.sentence = extremes_text(series, *series.find(names.front()), most->path() + ", " + chart.marks.front().part);
    section.sentence += " Off shift is not drawn.";
    section.chart = std::move(chart);
    section.tables.push_back(series_table(series, names, *scenario.currency, names.size()));
    section.tables.back().title.clear();
    return section;
}

}  // namespace

std::vector<PageSection> series_sections(const Scenario& scenario, const ExperimentResult& result) {
    std::vector<PageSection> sections;
    if (!result.series || result.series->periods.size() < 2) return sections;
    const Series& series = *result.series;
    std::vector<const SeriesRow*> totals;
    for (const char* name : {"output.total", "demand.total", "sales.total"}) {
        const bool is_asked_for = !totals.empty() && totals.back()->metric.name == "demand.total";  // that nothing is sold says something
        const SeriesRow* row = series.find(name);
        if (row != nullptr && (largest_in(*row) > 0 || is_asked_for)) totals.push_back(row);
    }
    if (!totals.empty()) {
        const bool is_of_output = totals.front()->metric.name == "output.total";
        sections.push_back(lines_section(
            series, totals, {"over-time", is_of_output ? "Output over time" : "Demand and sales over time", "", ""}, *scenario.currency));
        sections.back().sentence = extremes_text(series, *totals.front(), totals.front()->metric.name);
        add_targets(*sections.back().chart, series, result);
    }
    if (std::optional<PageSection> station = station_section(scenario, result)) sections.push_back(std::move(*station));
    for (const Topic& topic : topics) {
        std::vector<const SeriesRow*> rows;
        for (const SeriesRow& row : series.rows)
            if (is_of(topic, row.metric.name) && largest_in(row) > 0 && !tells_nothing(scenario, result, row.metric.name))
                rows.push_back(&row);
        if (rows.empty()) continue;
        const std::size_t all = rows.size();
        std::stable_sort(rows.begin(), rows.end(), [](const SeriesRow* a, const SeriesRow* b) { return largest_in(*a) > largest_in(*b); });
        if (all > lines_at_once) rows.resize(lines_at_once);
        sections.push_back(lines_section(series, rows, topic, *scenario.currency));
        sections.back().sentence = extremes_text(series, *rows.front(), shown_name(topic, rows.front()->metric.name));
        if (all > lines_at_once) sections.back().sentence += fmt::format(" The {} largest of {} are drawn.", lines_at_once, all);
    }
    return sections;
}

}  // namespace agrocap
