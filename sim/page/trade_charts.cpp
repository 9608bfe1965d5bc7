#include "page/trade_charts.hpp"

#include "page/mark_text.hpp"
#include "report/number_format.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr std::size_t bars_shown = 40;
constexpr std::size_t flows_shown = 80;

void keep_largest(std::vector<ChartMark>& marks, std::size_t count) {
    std::stable_sort(marks.begin(), marks.end(), [](const ChartMark& a, const ChartMark& b) { return *a.value > *b.value; });
    if (marks.size() > count) marks.resize(count);
}

bool sells_abroad(const Scenario& scenario, const MarketSpec& market) {
    return !scenario.home.value.empty() && market.country.value != scenario.home.value;
}

/// What the flows that are drawn come to at each of their ends, in the order in which these come.
std::vector<ChartEnd> ends_of(const std::vector<ChartMark>& flows) {
    std::vector<ChartEnd> ends;
    const auto add = [&ends](const std::string& row, const std::string& to, double value) {
        auto end = std::find_if(ends.begin(), ends.end(), [&](const ChartEnd& one) { return one.row == row && one.to == to; });
        if (end == ends.end()) end = ends.insert(end, {.row = row, .to = to});
        end->value += value;
    };
    for (const ChartMark& flow : flows) add(flow.row, "", *flow.value);
    for (const ChartMark& flow : flows) add("", flow.to, *flow.value);
    return ends;
}

/// The stores of one item in plants or at dealers, each a mark of its own.
template <class Owners, class Named>
void add_stores(Chart& chart, const MetricLookup& metrics, const std::string& item, const char* part, const Owners& owners,
                Named metric_of) {
    for (const auto& [owner, spec] : owners) {
        const std::optional<double> held = metrics.mean(metric_of(owner, item));
        if (held.value_or(0.0) <= 0) continue;
        chart.marks.push_back({.row = item,
                               .part = part,
                               .value = held,
                               .say = fmt::format("{} {}, {}: {} units on average", item, part, owner, amount_text(*held))});
    }
}

}  // namespace

std::optional<SaidChart> markets_chart(const Scenario& scenario, const MetricLookup& metrics) {
    SaidChart said{{.kind = ChartKind::bars, .title = "Sales of each market, and what it asks for", .unit = "units/y", .of = "market"}, {}};
    std::string least;
    double least_served = 1;
    for (const auto& [id, market] : scenario.market) {
        const double demand = metrics.mean_or_zero(metric_name("demand.MARKET", {id}));
        const Estimate& sales = metrics.estimate(metric_name("sales.MARKET", {id}));
        if (demand <= 0 || !sales.mean) continue;
        ChartMark mark{.row = id, .value = sales.mean, .half_width = sales.half_width, .reference = demand};
        mark.say = fmt::format("{}: sold {}, asked for {}", id, estimate_text(sales, "units/y"), amount_text(demand));
        said.chart.marks.push_back(std::move(mark));
        if (*sales.mean / demand >= least_served) continue;
        least_served = *sales.mean / demand;
        least = id;
    }
    if (said.chart.marks.empty()) return std::nullopt;
    const std::size_t all = said.chart.marks.size();
    keep_largest(said.chart.marks, bars_shown);
    said.sentence = fmt::format("{} to {}, where {} are asked for.", yearly_text(metrics.estimate(metric_name("sales.total")), "sold"),
                                counted(all, "market"), amount_text(metrics.mean_or_zero(metric_name("demand.total"))));
    if (!least.empty() && all > 1)
        said.sentence += fmt::format(" Least served is {}: {} of what it asks for.", least, per_cent_text(least_served));
    return said;
}

std::optional<SaidChart> exports_chart(const Scenario& scenario, const MetricLookup& metrics) {
    SaidChart said{
        {.kind = ChartKind::flows, .title = "Exports, from plant to market", .unit = "units/y", .of = "plant", .to_of = "market"}, {}};
    std::set<std::string> markets;
    for (const auto& [market_id, market] : scenario.market) {
        if (!sells_abroad(scenario, market)) continue;
        for (const auto& [plant_id, plant] : scenario.plant) {
            const Estimate& sales = metrics.estimate(metric_name("sales.PLANT.MARKET", {plant_id, market_id}));
            if (sales.mean.value_or(0.0) <= 0) continue;
            said.chart.marks.push_back({.row = plant_id,
                                        .to = market_id,
                                        .value = sales.mean,
                                        .say = fmt::format("{} to {}: {}", plant_id, market_id, estimate_text(sales, "units/y"))});
            markets.insert(market_id);
        }
    }
    std::vector<ChartMark>& marks = said.chart.marks;
    if (marks.empty()) return std::nullopt;
    const std::size_t all = marks.size();
    keep_largest(marks, flows_shown);
    said.chart.ends = ends_of(marks);
    said.sentence = fmt::format("{} abroad, to {}; the {} flow is {}.", yearly_text(metrics.estimate(metric_name("sales.export")), "sold"),
                                counted(markets.size(), "market"), all == 1 ? "only" : "largest", marks.front().say);
    if (all > flows_shown) said.sentence += fmt::format(" The {} largest of {} flows are drawn.", flows_shown, all);
    return said;
}

std::optional<SaidChart> stocks_chart(const Scenario& scenario, const MetricLookup& metrics) {
    if (scenario.market.empty()) return std::nullopt;
    SaidChart said{{.kind = ChartKind::bars,
                    .title = "Finished goods in stock, store after store",
                    .unit = "units",
                    .parts = {"at plants", "at dealers"},
                    .of = "item"},
                   {}};
    std::string most;
    double largest = 0;
    std::size_t items = 0;
    for (const auto& [item, spec] : scenario.item) {
        if (!metrics.has(metric_name("output.item.ITEM", {item}))) continue;
        const std::size_t before = said.chart.marks.size();
        add_stores(said.chart, metrics, item, "at plants", scenario.plant, [](const std::string& owner, const std::string& what) {
            return metric_name("store.PLANT.STORED.mean", {owner, what});
        });
        add_stores(said.chart, metrics, item, "at dealers", scenario.market, [](const std::string& owner, const std::string& what) {
            return metric_name("store.MARKET.HELD.mean", {owner, what});
        });
        double held = 0;
        for (std::size_t i = before; i < said.chart.marks.size(); ++i) held += *said.chart.marks[i].value;
        if (held > 0) ++items;
        if (held > largest) {
            largest = held;
            most = item;
        }
    }
    if (items == 0 || items > bars_shown) return std::nullopt;
    said.sentence = items == 1 ? fmt::format("In stock is {}: {} units on average.", most, amount_text(largest))
                               : fmt::format("Of {} the largest stock is that of {}: {} units on average.", counted(items, "item"), most,
                                             amount_text(largest));
    if (said.chart.marks.size() > items) said.sentence += " Each piece of a bar is one store.";
    return said;
}

std::optional<SaidChart> places_chart(const Scenario& scenario, const MetricLookup& metrics) {
    SaidChart said{{.kind = ChartKind::points, .title = "Waiting at border crossings, ports and hubs", .unit = "h", .of = "place"}, {}};
    std::size_t free = 0;
    for (const auto& [id, place] : scenario.place) {
        const Estimate& wait = metrics.estimate(metric_name("wait.PLACE", {id}));
        if (!wait.mean) continue;
        if (*wait.mean == 0) {
            ++free;
            continue;
        }
        ChartMark mark{.row = id, .value = wait.mean, .half_width = wait.half_width};
        mark.say = fmt::format("{}: shipments wait {}", id, estimate_text(wait, "h"));
        if (const auto queue = metrics.mean(metric_name("queue.PLACE", {id})))
            mark.say += fmt::format(", {} in the queue on average", amount_text(*queue));
        said.chart.marks.push_back(std::move(mark));
    }
    if (said.chart.marks.empty()) return std::nullopt;
    keep_largest(said.chart.marks, bars_shown);
    said.sentence = "The longest wait is at " + said.chart.marks.front().say;
    if (free > 0) said.sentence += fmt::format("; at {} nothing waits", counted(free, "place"));
    said.sentence += ".";
    return said;
}

}  // namespace agrocap
