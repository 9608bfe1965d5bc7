#include "page/mark_text.hpp"
#include "page/trade_charts.hpp"
#include "report/network_tables.hpp"
#include "report/number_format.hpp"
#include "scenario/metric_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

constexpr std::size_t lanes_shown = 150;

class MapMarks {
  public:
    MapMarks(const Scenario& scenario, const MetricLookup& metrics) : scenario_(scenario), metrics_(metrics) {}

    /// "; of 67 lanes in use the busiest goes from Kostanay hub to North: 2 351 ± 17 units/y". Nothing before `draw`, or without lanes.
    [[nodiscard]] const std::string& busiest() const { return busiest_; }

    Chart draw() {
        for (const auto& [id, plant] : scenario_.plant) node("plant", id, plant, metric_name("output.plant.PLANT", {id}), "output");
        for (const auto& [id, market] : scenario_.market) node("market", id, market, metric_name("sales.MARKET", {id}), "sales");
        for (const auto& [id, place] : scenario_.place) node("place", id, place, "", "");
        for (const auto& [id, supplier] : scenario_.supplier) node("supplier", id, supplier, "", "");
        lanes();
        drop_idle();
        return {.kind = ChartKind::map,
                .title = scenario_.lane.empty() ? "Where plants and markets are"
                                                : "Where plants, crossings and markets are, and what flows between them",
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
        titles_.emplace(mark.row, name);
        marks_.push_back(std::move(mark));
    }

    void lanes() {
        std::vector<ChartMark> lanes;
        std::size_t in_use = 0;
        double most = 0;
        for (const auto& [id, lane] : scenario_.lane) {
            const Estimate& flow = metrics_.estimate(metric_name("flow.LANE", {id}));
            if (flow.mean.value_or(0.0) <= 0 || !titles_.contains(*lane.from) || !titles_.contains(*lane.to)) continue;
            lanes.push_back(
                {.row = *lane.from,
                 .part = "lane",
                 .to = *lane.to,
                 .value = flow.mean,
                 .say = fmt::format("from {} to {}: {}", titles_.at(*lane.from), titles_.at(*lane.to), estimate_text(flow, "units/y"))});
            if (!takes_anything(lane)) continue;
            ++in_use;
            if (*flow.mean <= most) continue;
            most = *flow.mean;
            busiest_ = lanes.back().say;
        }
        if (in_use > 0) busiest_ = fmt::format("; of {} in use the busiest goes {}", counted(in_use, "lane"), busiest_);
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
    std::map<std::string, std::string> titles_;  // of what has a place, by "plant.semey"
    std::vector<ChartMark> marks_;
    std::string busiest_;
};

}  // namespace

std::optional<SaidChart> map_chart(const Scenario& scenario, const MetricLookup& metrics) {
    MapMarks marks(scenario, metrics);
    SaidChart said{marks.draw(), {}};
    std::size_t plants = 0, markets = 0;
    for (const ChartMark& mark : said.chart.marks) {
        plants += mark.part == "plant" ? 1 : 0;
        markets += mark.part == "market" ? 1 : 0;
    }
    if (said.chart.marks.size() < 2 || plants + markets == 0) return std::nullopt;
    said.sentence = plants == 0 ? "" : counted(plants, "plant");
    if (markets > 0) said.sentence += (plants == 0 ? "" : " and ") + counted(markets, "market");
    said.sentence += plants + markets == 1 ? " has a place on the map" : " have a place on the map";
    said.sentence += marks.busiest() + ".";
    return said;
}

}  // namespace agrocap
