#include "report/idle_sources.hpp"

#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace agrocap {

namespace {

/// Nothing in any replication.
bool is_idle(const MetricLookup& metrics, const std::string& metric) {
    const Estimate& estimate = metrics.estimate(metric);
    return estimate.mean && *estimate.mean == 0 && estimate.max.value_or(0.0) == 0;
}

/// Suppliers of an item of which another supplier has shipped some.
void add_suppliers(const Scenario& scenario, const MetricLookup& metrics, std::vector<IdleSource>& idle) {
    for (const auto& [id, supplier] : scenario.supplier) {
        for (const auto& [item, offer] : supplier.item) {
            const bool asked_elsewhere =
                std::any_of(scenario.supplier.begin(), scenario.supplier.end(), [&metrics, &self = id, &wanted = item](const auto& other) {
                    return other.first != self && metrics.mean_or_zero("supply." + other.first + "." + wanted) > 0;
                });
            if (asked_elsewhere && is_idle(metrics, "supply." + id + "." + item))
                idle.push_back({fmt::format("supplier.{}.item.{}", id, item), "never asked"});
        }
    }
}

struct Sold {
    bool may_sell = false;  // there is a metric of it
    double units = 0;
};

Sold sold_by(const Scenario& scenario, const MetricLookup& metrics, const std::string& plant) {
    Sold sold;
    metrics.visit_beginning("sales." + plant + ".", [&](const std::string& market, const Estimate& estimate) {
        if (!scenario.market.contains(market)) return;
        sold.may_sell = true;
        sold.units += estimate.mean.value_or(0.0);
    });
    return sold;
}

std::set<std::string> made_by(const PlantSpec& plant) {
    std::set<std::string> made;
    for (const auto& [line_id, line] : plant.line)
        for (const auto& [item, share] : line.makes) made.insert(*item);
    return made;
}

/// Plants that could sell to markets and sold nothing, while another plant that makes the same did.
void add_plants(const Scenario& scenario, const MetricLookup& metrics, std::vector<IdleSource>& idle) {
    std::set<std::string> sold;  // items of plants that sold something
    std::vector<std::pair<std::string, std::set<std::string>>> idle_plants;
    for (const auto& [id, plant] : scenario.plant) {
        const Sold of_plant = sold_by(scenario, metrics, id);
        if (of_plant.units > 0) {
            sold.merge(made_by(plant));
        } else if (of_plant.may_sell) {
            idle_plants.emplace_back(id, made_by(plant));
        }
    }
    for (const auto& [id, made] : idle_plants) {
        for (const std::string& item : made)
            if (sold.contains(item)) idle.push_back({fmt::format("plant.{}.store.{}", id, item), "never asked"});
    }
}

void add_lanes(const Scenario& scenario, const MetricLookup& metrics, std::vector<IdleSource>& idle) {
    for (const auto& [id, lane] : scenario.lane) {
        if (is_idle(metrics, "flow." + id)) idle.push_back({"lane." + id, "never used"});
    }
}

struct Owing {
    double units = 0;
    std::string plant;
};

/// By item: the plants that make it and owed some, the one that owed most first.
std::map<std::string, std::vector<Owing>> plants_that_owe(const Scenario& scenario, const MetricLookup& metrics) {
    std::map<std::string, std::vector<Owing>> owing;
    for (const auto& [id, plant] : scenario.plant) {
        for (const std::string& item : made_by(plant)) {
            const double owed = metrics.mean_or_zero("backlog." + id + "." + item);
            if (owed >= 1) owing[item].push_back({owed, id});
        }
    }
    for (auto& [item, plants] : owing)
        std::stable_sort(plants.begin(), plants.end(), [](const Owing& a, const Owing& b) { return a.units > b.units; });
    return owing;
}

/// What others than the plant owed of an item: who owed most, and how many more there were. Nothing if nobody did.
std::string owed_elsewhere(const std::vector<Owing>& plants, const std::string& plant, const std::string& item) {
    const auto is_other = [&plant](const Owing& one) { return one.plant != plant; };
    const auto most = std::find_if(plants.begin(), plants.end(), is_other);
    if (most == plants.end()) return {};
    const auto more = std::count_if(most + 1, plants.end(), is_other);
    std::string text = fmt::format("plant.{} owed {} {}", most->plant, grouped(most->units, 0), item);
    if (more > 0) text += fmt::format(", and {} some", counted(static_cast<std::size_t>(more), "other plant"));
    return text;
}

/// Lines that had nothing to do most of the time, while another plant owed what they make.
void add_lines(const Scenario& scenario, const MetricLookup& metrics, std::vector<IdleSource>& idle) {
    constexpr double most_of_the_time = 0.5;
    const std::map<std::string, std::vector<Owing>> owing = plants_that_owe(scenario, metrics);
    for (const auto& [id, plant] : scenario.plant) {
        for (const auto& [line_id, line] : plant.line) {
            if (line.route.empty()) continue;
            const double stood = metrics.mean_or_zero(fmt::format("state.{}.{}.{}.starved", id, line_id, *line.route.front()));
            if (stood < most_of_the_time) continue;
            for (const auto& [item, share] : line.makes) {
                const auto plants = owing.find(*item);
                const std::string owed = plants == owing.end() ? std::string() : owed_elsewhere(plants->second, id, *item);
                if (owed.empty()) continue;
                idle.push_back(
                    {fmt::format("plant.{}.line.{}", id, line_id), fmt::format("stood {} %, {}", grouped(100 * stood, 0), owed)});
            }
        }
    }
}

}  // namespace

std::vector<IdleSource> idle_sources(const Scenario& scenario, const MetricLookup& metrics) {
    std::vector<IdleSource> idle;
    add_suppliers(scenario, metrics, idle);
    add_plants(scenario, metrics, idle);
    add_lanes(scenario, metrics, idle);
    add_lines(scenario, metrics, idle);
    return idle;
}

}  // namespace agrocap
