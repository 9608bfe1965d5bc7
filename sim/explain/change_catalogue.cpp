#include "explain/change_catalogue.hpp"

#include "scenario/calendar_week.hpp"
#include "scenario/key_path.hpp"
#include "scenario/line_stations.hpp"
#include "scenario/reorder_policy.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace agrocap {

namespace {

/// Open seconds of a week; no calendar is all of it.
std::int64_t open_seconds(const Scenario& scenario, const std::string& calendar) {
    if (calendar.empty()) return week_s;
    std::int64_t open = 0;
    for (const OpenSpan& span : open_week(scenario.calendar.at(calendar))) open += span.to_s - span.from_s;
    return open;
}

class Catalogue {
  public:
    Catalogue(const ResolvedText& text, const Scenario& scenario) : text_(text), scenario_(scenario) {}

    std::vector<PossibleChange> take() {
        for (const auto& [plant_id, plant] : scenario_.plant) {
            const std::string path = "plant." + plant_id;
            for (const auto& [line_id, line] : plant.line) {
                const std::string line_path = path + ".line." + line_id;
                for (const auto& [id, station] : line.station)
                    add_station(line_path + ".station." + id, station, buffer_of(plant, line, id));
                add_hours(line_path, *line.calendar, *plant.calendar);
            }
            for (const auto& [id, station] : plant.station) add_station(path + ".station." + id, station, buffer_of(plant, id));
            for (const auto& [item, store] : plant.store) add_store(path + ".store." + item, store);
        }
        for (const auto& [id, supplier] : scenario_.supplier)
            for (const auto& [item, offer] : supplier.item)
                if (offer.per_year) add("supplier." + id + ".item." + item, "supply", {".per_year*=1.2"});
        for (const auto& [id, place] : scenario_.place)
            if (*place.servers != unlimited) add("place." + id, "crossing", {fmt::format(".servers={}", *place.servers + 1)});
        return std::move(changes_);
    }

  private:
    /// `keys`: what follows the place's path in each option. `told`: what it does, where the kind alone does not say it.
    void add(const std::string& place, std::string_view kind, std::vector<std::string> keys, const std::string& told = {}) {
        for (std::string& key : keys) key.insert(0, place);
        const auto known =
            std::find_if(kinds_of_change.begin(), kinds_of_change.end(), [&](const KindOfChange& one) { return one.key == kind; });
        const std::string does = told.empty() ? std::string(known->does) : told;
        changes_.push_back({place + ": " + does, std::move(keys), does, place, std::string(kind), std::nullopt});
    }

    [[nodiscard]] const TomlValue* written(const std::string& path) const {
        const auto words = split_path(path);
        return words ? value_at(text_.root, *words) : nullptr;
    }

    void add_station(const std::string& path, const StationSpec& station, std::int64_t buffer) {
        std::vector<std::string> work{".time*=0.8"};
        for (const auto& [item, time] : station.times) work.push_back(".times." + item + "*=0.8");
        if (moments_of(*station.time).mean > 0) add(path, "work", std::move(work));
        if (!station.failures.empty()) {
            add(path, "failures", {".failures=[]"});
            const TomlValue* failures = written(path + ".failures");
            std::vector<std::string> repairs;
            if (failures != nullptr && failures->is_table()) repairs = {".failures.repair*=0.5"};
            for (std::size_t i = 1; failures != nullptr && !failures->is_table() && i <= station.failures.size(); ++i)
                repairs.push_back(fmt::format(".failures[{}].repair*=0.5", i));
            if (!repairs.empty()) add(path, "repairs", std::move(repairs));
        }
        add(path, "server", {fmt::format(".servers={}", *station.servers + 1)});
        if (buffer != unlimited) add(path, "buffer", {fmt::format(".buffer={}", buffer + 1)});
    }

    void add_hours(const std::string& path, const std::string& own, const std::string& plants) {
        const std::int64_t now = open_seconds(scenario_, own.empty() ? plants : own);
        for (const auto& [id, calendar] : scenario_.calendar)
            if (open_seconds(scenario_, id) > now) add(path, "calendar", {fmt::format(".calendar=\"{}\"", id)}, "calendar " + id);
    }

    void add_store(const std::string& path, const StoreSpec& store) {
        if (!reorders(store) || *store.unlimited_supply || *store.capacity != unlimited) return;
        std::vector<std::string> keys;
        for (const auto& [key, number] : store.reorder.numbers) keys.push_back(".reorder." + key + "*=2");
        add(path, "stock", std::move(keys));
    }

    const ResolvedText& text_;
    const Scenario& scenario_;
    std::vector<PossibleChange> changes_;
};

/// The first words of a path: "plant.semey.line.main".
std::string first_words(const std::string& path, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t word = 0; word < count && end != std::string::npos; ++word) end = path.find('.', end == 0 ? 0 : end + 1);
    return path.substr(0, end);
}

}  // namespace

std::vector<PossibleChange> change_catalogue(const ResolvedText& text, const Scenario& scenario) {
    return Catalogue(text, scenario).take();
}

std::vector<PossibleChange> at_most_so_many(std::vector<PossibleChange> changes, std::size_t most) {
    for (const std::size_t words : {4U, 2U, 1U}) {
        if (changes.size() <= most) return changes;
        std::map<std::pair<std::string, std::string>, PossibleChange> together;
        for (PossibleChange& change : changes) {
            PossibleChange& one = together[{first_words(change.place, words), change.kind}];
            one.set.insert(one.set.end(), change.set.begin(), change.set.end());
            one.kind = change.kind;
            one.key = change.key;
            if (change.cost) one.cost = one.cost.value_or(0) + *change.cost;
            one.place = first_words(change.place, words);
            one.what = one.place + ": " + one.kind + (one.place == change.place ? "" : " everywhere");
        }
        changes.clear();
        for (auto& [key, change] : together) changes.push_back(std::move(change));
    }
    return changes;
}

std::vector<PossibleChange> priced(std::vector<PossibleChange> changes, const ChangeCosts& costs) {
    for (PossibleChange& change : changes) change.cost = costs.cost(change.key, change.place);
    std::erase_if(changes, [](const PossibleChange& change) { return !change.cost; });
    return changes;
}

std::vector<std::string> unused_costs(const std::vector<PossibleChange>& changes, const ChangeCosts& costs) {
    std::vector<std::string> unused;
    for (const auto& [kind, by_place] : costs.by_kind) {
        for (const auto& [place, cost] : by_place) {
            // Named once more: clang 14 takes no binding into a function.
            const auto is_meant = [&kind = kind, &place = place](const PossibleChange& change) {
                return change.key == kind && (place == "*" || change.place == place || change.place.starts_with(place + "."));
            };
            if (std::none_of(changes.begin(), changes.end(), is_meant))
                unused.push_back(place == "*" ? "changes." + kind : joined_path("changes." + kind, place));
        }
    }
    return unused;
}

}  // namespace agrocap
