#include "scenario/checks.hpp"
#include "scenario/object_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace agrocap {

namespace {

/// Suppliers and plants share one space of names in `source`.
void check_sources(Checks& checks, const StoreSpec& store, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    const auto suppliers_and_plants = [&scenario] {
        KnownNames known = names_of(scenario.supplier);
        for (const KnownName& plant : names_of(scenario.plant)) known.push_back(plant);
        return known;
    };
    for (const auto& [id, share] : store.source) {
        if (scenario.supplier.contains(id) || scenario.plant.contains(id)) continue;
        checks.no_such({id, share.at, path + ".source", "supplier or plant"}, scenario.supplier.size() + scenario.plant.size(),
                       suppliers_and_plants);
    }
}

using Families = std::map<std::string, SourceSpan>;

Families families_of(const Scenario& scenario) {
    Families families;
    for (const auto& [id, item] : scenario.item)
        if (!item.family.value.empty()) families.emplace(item.family.value, item.family.at);
    return families;
}

KnownNames items_and_families(const Scenario& scenario, const Families& families) {
    KnownNames known = names_of(scenario.item);
    for (const auto& [family, at] : families)
        if (!scenario.item.contains(family)) known.push_back({family, at});
    return known;
}

void check_market(Checks& checks, const Families& families, const MarketSpec& market, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    for (const auto& [id, demand] : market.demand) {
        if (!scenario.item.contains(id) && !families.contains(id))
            checks.no_such({id, demand.at, path + ".demand", "item or family"}, scenario.item.size() + families.size(),
                           [&] { return items_and_families(scenario, families); });
        checks.refer_if_given(demand.season, path + ".demand." + id + ".season", "season", scenario.season);
    }
    for (const auto& [id, stock] : market.stock) {
        checks.refer_to({id, stock.at, true}, path + ".stock", "item", scenario.item);
        check_sources(checks, stock, path + ".stock." + id);
    }
}

void check_supplier(Checks& checks, const SupplierSpec& supplier, const std::string& path) {
    checks.refer_if_given(supplier.calendar, path + ".calendar", "calendar", checks.scenario.calendar);
    for (const auto& [id, item] : supplier.item) checks.refer_to({id, item.at, true}, path + ".item", "item", checks.scenario.item);
}

/// A lane joins plants, suppliers, places and markets, each written "kind.id".
void check_lane_end(Checks& checks, const Name& end, const std::string& path) {
    const std::vector<std::string> words = path_words(end.value);
    const bool is_part = words.size() > 2 && (words[0] == "plant" || words[0] == "supplier") && words[1] != "";
    if (words[0] == "lane") {
        checks.error(Code::no_such_kind, end.at, path, fmt::format("\"{}\" cannot be the end of a lane", end.value),
                     "lanes join plants, suppliers, places and markets; give two lanes a place in common");
    } else if (is_part) {
        checks.error(Code::no_such_kind, end.at, path, fmt::format("\"{}\" cannot be the end of a lane", end.value),
                     fmt::format("goods leave from and come to the whole: \"{}.{}\"", words[0], words[1]));
    } else {
        refer_to_object(checks, end, path);
    }
}

void check_lane(Checks& checks, const LaneSpec& lane, const std::string& path) {
    checks.refer_if_given(lane.calendar, path + ".calendar", "calendar", checks.scenario.calendar);
    const auto is_absent = [](const Name& end) { return end.value.empty() && !end.given; };  // the reader reports those
    if (!is_absent(lane.from)) check_lane_end(checks, lane.from, path + ".from");
    if (!is_absent(lane.to)) check_lane_end(checks, lane.to, path + ".to");
}

/// A varied calendar takes its values from the calendars; the values are TOML text, so a name stands in quotes.
void check_varied_calendars(Checks& checks, const VarySpec& varied, const std::string& path) {
    if (!varied.path.value.ends_with(".calendar")) return;
    for (const std::string& value : varied.values) {
        if (value.size() < 2 || value.front() != '"' || value.back() != '"') continue;
        checks.refer_to({value.substr(1, value.size() - 2), varied.path.at, true}, path, "calendar", checks.scenario.calendar);
    }
}

}  // namespace

void check_network_references(Checks& checks) {
    const Scenario& scenario = checks.scenario;
    for (const auto& [plant_id, plant] : scenario.plant) {
        for (const auto& [id, store] : plant.store) check_sources(checks, store, "plant." + plant_id + ".store." + id);
    }
    for (const auto& [id, supplier] : scenario.supplier) check_supplier(checks, supplier, "supplier." + id);
    for (const auto& [id, place] : scenario.place) {
        checks.refer_if_given(place.calendar, "place." + id + ".calendar", "calendar", scenario.calendar);
    }
    for (const auto& [id, lane] : scenario.lane) check_lane(checks, lane, "lane." + id);
    const Families families = families_of(scenario);
    for (const auto& [id, market] : scenario.market) check_market(checks, families, market, "market." + id);
    for (const auto& [id, share] : scenario.allocation.shares) {
        checks.refer_to({id, share.at, true}, "allocation.shares", "market", scenario.market);
    }
    for (const auto& [id, disruption] : scenario.disruption) {
        if (disruption.what.given || !disruption.what.value.empty()) refer_to_object(checks, disruption.what, "disruption." + id + ".what");
    }
    for (const auto& [id, study] : scenario.study) {
        for (const VarySpec& varied : study.vary) check_varied_calendars(checks, varied, "study." + id + ".vary");
    }
}

}  // namespace agrocap
