#include "scenario/metric_words.hpp"

#include "scenario/server_states.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>

namespace agrocap {

namespace {

const PlantSpec& plant_of(const Scenario& scenario, const MetricIds& ids) { return scenario.plant.at(ids.of("PLANT")); }

const MarketSpec& market_of(const Scenario& scenario, const MetricIds& ids) { return scenario.market.at(ids.of("MARKET")); }

KnownNames families(const Scenario& scenario, const MetricIds&) {
    KnownNames names;
    std::set<std::string> seen;
    for (const auto& [id, item] : scenario.item) {
        if (!item.family.value.empty() && seen.insert(item.family.value).second) names.push_back({item.family.value, item.family.at});
    }
    return names;
}

KnownNames states(const Scenario&, const MetricIds&) {
    KnownNames names;
    for (const char* state : server_state_names) names.push_back({state, {}});
    return names;
}

/// Every item that a plant stores, makes or uses has a store there, declared or not.
KnownNames stored_items(const Scenario& scenario, const MetricIds& ids) {
    const PlantSpec& plant = plant_of(scenario, ids);
    std::map<std::string, SourceSpan> stored;
    for (const auto& [item, store] : plant.store) stored.emplace(item, store.at);
    for (const auto& [line_id, line] : plant.line) {
        for (const auto& [item, share] : line.makes) {
            stored.emplace(item.value, item.at);
            const auto made = scenario.item.find(item.value);
            if (made == scenario.item.end()) continue;
            for (const auto& [used, count] : made->second.uses) stored.emplace(used, count.at);
        }
        for (const auto& [station_id, station] : line.station) {
            for (const auto& [taken, count] : station.takes) stored.emplace(taken, count.at);
        }
    }
    for (const auto& [station_id, station] : plant.station) {
        for (const auto& [taken, count] : station.takes) stored.emplace(taken, count.at);
    }
    KnownNames names;
    for (const auto& [item, at] : stored) names.push_back({item, at});
    return names;
}

/// Items of the market's families that it does not demand by themselves.
KnownNames sold_items(const Scenario& scenario, const MetricIds& ids) {
    const Keyed<DemandSpec>& demands = market_of(scenario, ids).demand;
    KnownNames names;
    for (const auto& [id, item] : scenario.item) {
        const std::string& family = item.family.value;
        // A demand whose key is an item's id is for that item, even where a family has the same name.
        if (demands.contains(family) && !scenario.item.contains(family) && !demands.contains(id)) names.push_back({id, item.at});
    }
    return names;
}

constexpr std::array word_rows{
    MetricWord{"ITEM", "item", "an item", [](const Scenario& s, const MetricIds&) { return names_of(s.item); }},
    MetricWord{"FAMILY", "family", "a family of items", families},
    MetricWord{"PLANT", "plant", "a plant", [](const Scenario& s, const MetricIds&) { return names_of(s.plant); }},
    MetricWord{"LINE", "line", "a line of the plant",
               [](const Scenario& s, const MetricIds& ids) { return names_of(plant_of(s, ids).line); }},
    MetricWord{"STATION", "station", "a station of the line",
               [](const Scenario& s, const MetricIds& ids) { return names_of(plant_of(s, ids).line.at(ids.of("LINE")).station); }},
    MetricWord{"OWN", "station", "a station of the plant's own",
               [](const Scenario& s, const MetricIds& ids) { return names_of(plant_of(s, ids).station); }},
    MetricWord{"STATE", "state",
               "`working`, `setup`, `blocked`, `starved`, `waiting-material`, `waiting-crew`, `down`, `maintenance` or `off-shift`",
               states},
    MetricWord{"STORED", "item", "an item that the plant stores, makes or uses", stored_items},
    MetricWord{"SUPPLIER", "supplier", "a supplier", [](const Scenario& s, const MetricIds&) { return names_of(s.supplier); }},
    MetricWord{"SUPPLIED", "item", "an item of the supplier",
               [](const Scenario& s, const MetricIds& ids) { return names_of(s.supplier.at(ids.of("SUPPLIER")).item); }},
    MetricWord{"MARKET", "market", "a market", [](const Scenario& s, const MetricIds&) { return names_of(s.market); }},
    MetricWord{"DEMANDED", "demand", "an item or a family that the market demands, as written",
               [](const Scenario& s, const MetricIds& ids) { return names_of(market_of(s, ids).demand); }},
    MetricWord{"SOLD", "demand", "an item of a family that the market demands", sold_items},
    MetricWord{"HELD", "item", "an item that dealers in the market have in stock",
               [](const Scenario& s, const MetricIds& ids) { return names_of(market_of(s, ids).stock); }},
    MetricWord{"LANE", "lane", "a lane", [](const Scenario& s, const MetricIds&) { return names_of(s.lane); }},
    MetricWord{"PLACE", "place", "a place", [](const Scenario& s, const MetricIds&) { return names_of(s.place); }},
};

}  // namespace

const std::string& MetricIds::of(std::string_view word) const {
    const auto found = std::find(pattern_.begin(), pattern_.end(), word);
    assert(found - pattern_.begin() < static_cast<std::ptrdiff_t>(words_.size()));
    return words_[static_cast<std::size_t>(found - pattern_.begin())];
}

std::span<const MetricWord> metric_words() { return word_rows; }

const MetricWord* find_metric_word(std::string_view word) {
    const auto found = std::find_if(word_rows.begin(), word_rows.end(), [&](const MetricWord& one) { return one.word == word; });
    return found == word_rows.end() ? nullptr : &*found;
}

}  // namespace agrocap
