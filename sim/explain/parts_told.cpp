#include "explain/parts_told.hpp"

#include "experiment/replication.hpp"
#include "explain/switch_off.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace agrocap {

namespace {

/// One run of the scenario as it is.
class Sight {
  public:
    explicit Sight(const Variants& variants) : model_(compile(variants.scenario())) {
        model_.seed = variants.seed();
        RunState state;
        const std::vector<double> values = run_replication(model_, state, 0).values;
        const std::vector<MetricInfo> metrics = metric_infos(model_);
        for (std::size_t m = 0; m < metrics.size(); ++m) values_[metrics[m].name] = values[m];
        for (const Line& line : model_.lines) {
            for (const StationId station : ids_of<StationId>(line.stations))
                through_[model_.station_names[station].path] = line.nominal_per_year;
            const Plant& plant = model_.plants[line.plant];
            at_plant_["plant." + plant.id] += line.nominal_per_year;
        }
    }

    /// How much of a station's failures is likely to be felt: time down, weighed by how seldom it is idle, and units that pass it.
    [[nodiscard]] double of_station(const std::string& path) const {
        const std::string name = "state" + short_path(path) + ".";
        const double idle = value(name + "starved") + value(name + "blocked");
        const double units = through_.contains(path) ? through_.at(path) : at_plant_.at(plant_of(path));
        return value(name + "down") * units / (idle + 0.01);
    }
    /// How much of a store's shortage is likely to be felt: time empty, and units of its plant.
    [[nodiscard]] double of_store(const std::string& path) const {
        const std::string plant = plant_of(path);
        const std::string item = path.substr(path.rfind('.') + 1);
        const auto units = at_plant_.find(plant);
        return value("store." + plant.substr(6) + "." + item + ".empty") * (units == at_plant_.end() ? 0 : units->second);
    }

  private:
    static std::string plant_of(const std::string& path) { return path.substr(0, path.find('.', 6)); }
    /// "plant.semey.line.main.station.paint" as ".semey.main.paint", as metrics name it.
    static std::string short_path(const std::string& path) {
        std::string name;
        for (std::size_t word = 0, from = 0; from < path.size(); ++word) {
            const std::size_t to = std::min(path.find('.', from), path.size());
            if (word % 2 == 1) name += "." + path.substr(from, to - from);
            from = to + 1;
        }
        return name;
    }
    [[nodiscard]] double value(const std::string& metric) const {
        const auto found = values_.find(metric);
        return found == values_.end() || std::isnan(found->second) ? 0 : found->second;
    }

    Model model_;
    std::map<std::string, double> values_;
    std::map<std::string, double> through_;   // units a year, by path of station
    std::map<std::string, double> at_plant_;  // the same by plant
};

}  // namespace

PartsTold parts_told(const Variants& variants, Cause cause, std::size_t parts_max) {
    const std::vector<CausePart> parts = parts_of(variants.scenario(), cause);
    PartsTold told;
    if (parts.empty() || parts_max == 0) return told;
    const Sight sight(variants);
    std::vector<std::pair<double, std::string>> ranked;
    for (const CausePart& part : parts) {
        double weight = 0;
        for (const std::string& place : part.places) weight += cause == Cause::failures ? sight.of_station(place) : sight.of_store(place);
        ranked.emplace_back(weight, part.what);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& left, const auto& right) { return left.first > right.first; });
    const std::size_t alone = ranked.size() <= parts_max + 1 ? ranked.size() : parts_max;
    for (std::size_t i = 0; i < alone; ++i) {
        told.names.push_back(ranked[i].second);
        told.groups.push_back({ranked[i].second});
    }
    if (alone < ranked.size()) told.names.emplace_back("rest");
    return told;
}

}  // namespace agrocap
