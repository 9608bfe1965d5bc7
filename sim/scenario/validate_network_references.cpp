#include "scenario/checks.hpp"
#include "scenario/object_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

/// Suppliers and plants share one space of names in `source`.
void check_sources(Checks& checks, const StoreSpec& store, const std::string& path) {
    if (store.source.empty()) return;
    KnownNames known = names_of(checks.scenario.supplier);
    for (const KnownName& plant : names_of(checks.scenario.plant)) known.push_back(plant);
    for (const auto& [id, share] : store.source) checks.refer({id, share.at, path + ".source", "supplier or plant"}, known);
}

KnownNames items_and_families(const Scenario& scenario) {
    KnownNames known = names_of(scenario.item);
    std::set<std::string> seen;
    for (const auto& [id, item] : scenario.item) {
        const std::string& family = item.family.value;
        if (!family.empty() && !scenario.item.contains(family) && seen.insert(family).second) known.push_back({family, item.family.at});
    }
    return known;
}

void check_market(Checks& checks, const MarketSpec& market, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    const KnownNames demandable = items_and_families(scenario);
    for (const auto& [id, demand] : market.demand) {
        checks.refer({id, demand.at, path + ".demand", "item or family"}, demandable);
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
        checks.error(22, end.at, path, fmt::format("\"{}\" cannot be the end of a lane", end.value),
                     "lanes join plants, suppliers, places and markets; give two lanes a place in common");
    } else if (is_part) {
        checks.error(22, end.at, path, fmt::format("\"{}\" cannot be the end of a lane", end.value),
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

/// A varied key may be any, even one that has only a default, so only the object it belongs to is looked up.
void check_varied(Checks& checks, const Name& varied, const std::string& path) {
    static const std::vector<std::string> tables{"plant", "supplier", "lane", "place", "market"};
    std::vector<std::string> walked;
    for (const std::string& word : path_words(varied.value)) {
        if (walked.empty() && std::find(tables.begin(), tables.end(), word) == tables.end()) return;
        const PathStep step = next_path_step(checks.scenario, walked);
        if (step.known.empty() && step.is_object) return;
        const auto is_word = [&](const KnownName& known) { return known.name == word; };
        if (std::none_of(step.known.begin(), step.known.end(), is_word)) {
            if (step.is_object) return;
            const Reference reference{word, varied.at, path, step.kind};
            checks.error(21, varied.at, path, fmt::format("\"{}\": no {} is called \"{}\"", varied.value, step.kind, word),
                         checks.hint_for(reference, step.known));
            return;
        }
        walked.push_back(word);
    }
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
    for (const auto& [id, market] : scenario.market) check_market(checks, market, "market." + id);
    for (const auto& [id, share] : scenario.allocation.shares) {
        checks.refer_to({id, share.at, true}, "allocation.shares", "market", scenario.market);
    }
    for (const auto& [id, disruption] : scenario.disruption) {
        if (disruption.what.given || !disruption.what.value.empty()) refer_to_object(checks, disruption.what, "disruption." + id + ".what");
    }
    for (const auto& [id, study] : scenario.study) {
        for (const VarySpec& varied : study.vary) {
            check_varied(checks, varied.path, "study." + id + ".vary");
            check_varied_calendars(checks, varied, "study." + id + ".vary");
        }
    }
}

}  // namespace agrocap
