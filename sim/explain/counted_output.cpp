#include "explain/counted_output.hpp"

#include "base/fault.hpp"
#include "scenario/metric_name.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <utility>

namespace agrocap {

namespace {

constexpr std::pair<std::string_view, std::string CountedOutput::*> ways_to_count[] = {
    {"output.plant.", &CountedOutput::plant},
    {"output.line.", &CountedOutput::line},  // and its plant before it
    {"output.item.", &CountedOutput::item},
    {"output.family.", &CountedOutput::family},
};

bool counts(const Model& model, const CountedOutput& counted, const LineItem& made) {
    const Line& line = model.lines[made.line];
    const Item& item = model.items[made.item];
    return item.finished && (counted.plant.empty() || counted.plant == model.plants[line.plant].id) &&
           (counted.line.empty() || counted.line == line.id) && (counted.item.empty() || counted.item == item.id) &&
           (counted.family.empty() || counted.family == item.family);
}

}  // namespace

std::optional<CountedOutput> counted_output(const Scenario& scenario, const std::string& metric) {
    if (find_metric_row(scenario, metric) == nullptr) return std::nullopt;
    CountedOutput counted;
    counted.metric = metric;
    if (metric == "output.total") return counted;
    for (const auto& [prefix, part] : ways_to_count) {
        if (!metric.starts_with(prefix)) continue;
        counted.*part = metric.substr(prefix.size());
        if (const std::size_t dot = counted.line.find('.'); dot != std::string::npos) {
            counted.plant = counted.line.substr(0, dot);
            counted.line.erase(0, dot + 1);
        }
        return counted;
    }
    return std::nullopt;
}

double nominal_of(const Model& model, const CountedOutput& counted) {
    double nominal = 0;
    for (std::uint32_t i = 0; i < model.line_items.size(); ++i) {
        const LineItem& made = model.line_items[i];
        if (!counts(model, counted, made)) continue;
        const Line& line = model.lines[made.line];
        if (!std::isfinite(line.nominal_per_year))
            throw ScenarioFault(fmt::format(
                "{}: its nominal capacity is without bound, as none of its stations takes time: there is nothing to account for",
                line.path));
        nominal += line.nominal_per_year * static_cast<double>(made.weight) / static_cast<double>(line.weight_total);
    }
    return nominal;
}

}  // namespace agrocap
