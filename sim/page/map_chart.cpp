#include "page/mark_text.hpp"
#include "page/trade_charts.hpp"
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

constexpr std::size_t lanes_shown = 150;

class MapMarks {
  public:
    MapMarks(const Scenario& scenario, const MetricLookup& metrics) : scenario_(scenario), metrics_(metrics) {}

    Chart draw() {
        for (const auto& [id, plant] : scenario_.plant) node("plant", id, plant, metric_name("output.plant.PLANT", {id}), "output");
        for (const auto& [id, market] : scenario_.market) node("market", id, market, metric_name("sales.MARKET", {id}), "sales");
        for (const auto& [id, place] : scenario_.place) node("place", id, place, "", "");
        for (const auto& [id, supplier] : scenario_.supplier) node("supplier", id, supplier, "", "");
        lanes();
        drop_idle();
        return {.kind = ChartKind::map,
                .title = "Where plants, crossings and markets are, and what flows between them",
                .unit = "units/y",
                .parts = {"plant", "market", "place", "supplier", "lane"},
                .marks = std::move(marks_)};
    }

  private:
    template <class Spec>
    void node(const char* kind, const std::string& id, const Spec& spec, const std::string& metric, const char* what) {
        if (!spec.where) return;
        const std::string& name = spec.name.value.empty() ? id : spec.name.value;
        ChartMark mark{
            .row = std::string(kind) + "." + id, .part = kind, .to = name, .latitude = (**spec.where)[0], .longitude = (**spec.where)[1]};
        mark.say = fmt::format("{} {}", kind, name);
        if (!metric.empty()) {
            mark.value = metrics_.mean(metric);
            mark.say += fmt::format(": {} {}", what, estimate_text(metrics_.estimate(metric), "units/y"));
        }
        placed_.insert(mark.row);
        marks_.push_back(std::move(mark));
    }

    void lanes() {
        std::vector<ChartMark> lanes;
        for (const auto& [id, lane] : scenario_.lane) {
            const Estimate& flow = metrics_.estimate(metric_name("flow.LANE", {id}));
            if (flow.mean.value_or(0.0) <= 0 || !placed_.contains(*lane.from) || !placed_.contains(*lane.to)) continue;
            lanes.push_back({.row = *lane.from,
                             .part = "lane",
                             .to = *lane.to,
                             .value = flow.mean,
                             .say = fmt::format("lane {} to {}: {}", *lane.from, *lane.to, estimate_text(flow, "units/y"))});
        }
        std::stable_sort(lanes.begin(), lanes.end(), [](const ChartMark& a, const ChartMark& b) { return *a.value > *b.value; });
        if (lanes.size() > lanes_shown) lanes.resize(lanes_shown);
        marks_.insert(marks_.end(), lanes.begin(), lanes.end());
    }

    /// What no goods come to is left out: far away it would shrink all that matters.
    void drop_idle() {
        std::set<std::string> used;
        for (const ChartMark& mark : marks_)
            if (mark.part == "lane") used.insert({mark.row, mark.to});
        std::erase_if(marks_, [&used](const ChartMark& mark) {
            return mark.part != "lane" && mark.part != "supplier" && mark.value.value_or(0.0) <= 0 && !used.contains(mark.row);
        });
    }

    const Scenario& scenario_;
    const MetricLookup& metrics_;
    std::set<std::string> placed_;
    std::vector<ChartMark> marks_;
};

}  // namespace

std::optional<SaidChart> map_chart(const Scenario& scenario, const MetricLookup& metrics) {
    SaidChart said{MapMarks(scenario, metrics).draw(), {}};
    std::size_t plants = 0, markets = 0, lanes = 0;
    const ChartMark* busiest = nullptr;
    for (const ChartMark& mark : said.chart.marks) {
        plants += mark.part == "plant" ? 1 : 0;
        markets += mark.part == "market" ? 1 : 0;
        if (mark.part != "lane") continue;
        ++lanes;
        if (busiest == nullptr) busiest = &mark;
    }
    if (said.chart.marks.size() < 2 || plants + markets == 0) return std::nullopt;
    said.sentence = fmt::format("{} and {} have a place on the map", counted(plants, "plant"), counted(markets, "market"));
    said.sentence +=
        busiest == nullptr ? std::string(".") : fmt::format("; of {} in use the busiest is {}.", counted(lanes, "lane"), busiest->say);
    return said;
}

}  // namespace agrocap
