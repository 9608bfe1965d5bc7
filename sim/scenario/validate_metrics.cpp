#include "scenario/checks.hpp"
#include "scenario/line_stations.hpp"
#include "scenario/object_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace agrocap {

namespace {

/// The metrics of the interface as patterns: capital words stand for ids, small ones for themselves.
///
/// Within one pattern PLANT comes before LINE, LINE before STATION and so on: an id is looked up in what the words before it name.
constexpr std::array patterns{
    "output.total",
    "output.item.ITEM",
    "output.family.FAMILY",
    "output.plant.PLANT",
    "output.line.PLANT.LINE",
    "throughput.PLANT.LINE",
    "wip.PLANT.LINE",
    "cycle.PLANT.LINE",
    "queue.PLANT.LINE.STATION",
    "wait.PLANT.LINE.STATION",
    "queue.PLANT.SHARED",
    "wait.PLANT.SHARED",
    "queue.PLACE",
    "wait.PLACE",
    "busy.PLANT.LINE.STATION",
    "busy.PLANT.SHARED",
    "state.PLANT.LINE.STATION.STATE",
    "state.PLANT.SHARED.STATE",
    "scrap.PLANT.LINE",
    "lost.PLANT.LINE",
    "store.PLANT.STORED.LEVEL",
    "store.MARKET.HELD.LEVEL",
    "backlog.PLANT.STORED",
    "fill.PLANT.STORED",
    "orders.PLANT.STORED",
    "orders.MARKET.HELD",
    "supply.SUPPLIER.SUPPLIED",
    "demand.total",
    "demand.MARKET",
    "demand.MARKET.DEMANDED",
    "sales.total",
    "sales.domestic",
    "sales.export",
    "sales.MARKET",
    "sales.MARKET.SOLD",
    "sales.PLANT.MARKET",
    "fill.MARKET",
    "fill.MARKET.DEMANDED",
    "fill.MARKET.HELD",
    "backlog.MARKET.DEMANDED",
    "backlog.MARKET.HELD",
    "lost.MARKET.DEMANDED",
    "delivery.MARKET.DEMANDED",
    "flow.LANE",
    "load.LANE",
    "revenue.total",
    "revenue.MARKET",
    "revenue.PLANT",
    "cost.total",
    "cost.MARKET",
    "cost.PLANT",
    "margin.total",
    "margin.MARKET",
    "margin.PLANT",
    "local.ITEM",
    "utilisation.total",
    "utilisation.PLANT",
    "utilisation.PLANT.LINE",
    "nominal.total",
    "nominal.PLANT",
    "nominal.PLANT.LINE",
};

constexpr std::array states{"working",      "setup", "blocked",     "starved",  "waiting-material",
                            "waiting-crew", "down",  "maintenance", "off-shift"};

template <std::size_t n>
KnownNames words_of(const std::array<const char*, n>& words) {
    KnownNames names;
    for (const char* word : words) names.push_back({word, {}});
    return names;
}

KnownNames stored_items(const PlantSpec& plant, const Scenario& scenario) {
    KnownNames names = names_of(plant.store);
    const auto add = [&](const std::string& item, SourceSpan at) { names.push_back({item, at}); };
    for (const auto& [line_id, line] : plant.line) {
        for (const auto& [item, share] : line.makes) {
            add(item.value, item.at);
            const auto made = scenario.item.find(item.value);
            if (made == scenario.item.end()) continue;
            for (const auto& [used, count] : made->second.uses) add(used, count.at);
        }
    }
    for (const PlacedStation& placed : all_stations(plant, ""))
        for (const auto& [taken, count] : placed.spec.takes) add(taken, count.at);
    return names;
}

/// What a market buys: its demands as written, and the items of a demanded family.
KnownNames sold_items(const MarketSpec& market, const Scenario& scenario) {
    KnownNames names = names_of(market.demand);
    for (const auto& [id, item] : scenario.item) {
        const auto demand = market.demand.find(item.family.value);
        if (demand != market.demand.end()) names.push_back({id, item.at});
    }
    return names;
}

KnownNames families(const Scenario& scenario) {
    KnownNames names;
    std::set<std::string> seen;
    for (const auto& [id, item] : scenario.item) {
        if (!item.family.value.empty() && seen.insert(item.family.value).second) names.push_back({item.family.value, item.family.at});
    }
    return names;
}

/// The names that a capital word stands for, after `before`, the words of the metric that matched so far.
KnownNames names_for(const std::string& word, const std::vector<std::string>& pattern, const std::vector<std::string>& before,
                     const Scenario& scenario) {
    const auto id_of = [&](const std::string& kind) {
        return before[static_cast<std::size_t>(std::find(pattern.begin(), pattern.end(), kind) - pattern.begin())];
    };
    if (word == "ITEM") return names_of(scenario.item);
    if (word == "FAMILY") return families(scenario);
    if (word == "PLANT") return names_of(scenario.plant);
    if (word == "LINE") return names_of(scenario.plant.at(id_of("PLANT")).line);
    if (word == "STATION") return names_of(scenario.plant.at(id_of("PLANT")).line.at(id_of("LINE")).station);
    if (word == "SHARED") return names_of(scenario.plant.at(id_of("PLANT")).station);
    if (word == "STATE") return words_of(states);
    if (word == "STORED") return stored_items(scenario.plant.at(id_of("PLANT")), scenario);
    if (word == "LEVEL") return words_of(std::array{"mean", "min", "empty"});
    if (word == "SUPPLIER") return names_of(scenario.supplier);
    if (word == "SUPPLIED") return names_of(scenario.supplier.at(id_of("SUPPLIER")).item);
    if (word == "MARKET") return names_of(scenario.market);
    if (word == "DEMANDED") return names_of(scenario.market.at(id_of("MARKET")).demand);
    if (word == "SOLD") return sold_items(scenario.market.at(id_of("MARKET")), scenario);
    if (word == "HELD") return names_of(scenario.market.at(id_of("MARKET")).stock);
    if (word == "LANE") return names_of(scenario.lane);
    if (word == "PLACE") return names_of(scenario.place);
    return {{word, {}}};  // a small word stands for itself
}

std::string kind_of(const std::string& word) {
    if (word == "STORED" || word == "SUPPLIED" || word == "HELD") return "item";
    if (word == "SHARED") return "station";
    if (word == "DEMANDED" || word == "SOLD") return "demand";
    if (word == "LEVEL") return "figure";
    if (word < "a") {
        std::string kind = word;
        for (char& letter : kind) letter = static_cast<char>(letter - 'A' + 'a');
        return kind;
    }
    return {};
}

/// One reading of a metric's name: how many of its words the pattern explains, and what could stand after them.
struct Reading {
    std::vector<std::string> pattern;
    std::size_t matched = 0;
    KnownNames known;  // for the first word that does not match
};

Reading read_as(const std::string& pattern, const std::vector<std::string>& words, const Scenario& scenario) {
    Reading reading{path_words(pattern), 0, {}};
    while (reading.matched < reading.pattern.size()) {
        reading.known = names_for(reading.pattern[reading.matched], reading.pattern, words, scenario);
        if (reading.matched == words.size()) return reading;
        const std::string& word = words[reading.matched];
        const auto is_word = [&](const KnownName& known) { return known.name == word; };
        if (std::none_of(reading.known.begin(), reading.known.end(), is_word)) return reading;
        ++reading.matched;
    }
    reading.known.clear();
    return reading;
}

std::string join_words(const std::vector<std::string>& words, std::size_t count) {
    return fmt::format("{}", fmt::join(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count), "."));
}

/// The names that could stand where the metric stops matching; those of fixed words as whole metrics.
KnownNames expected_names(const std::vector<Reading>& readings, const std::vector<std::string>& words) {
    const std::size_t matched = readings.front().matched;
    const std::string before = matched == 0 ? "" : join_words(words, matched) + ".";
    KnownNames known;
    std::set<std::string> seen;
    for (const Reading& reading : readings) {
        for (const KnownName& name : reading.known) {
            const bool is_fixed = kind_of(reading.pattern[matched]).empty();
            const std::string shown = is_fixed ? before + name.name : name.name;
            if (seen.insert(shown).second) known.push_back({shown, name.at});
        }
    }
    return known;
}

bool is_metric(const std::vector<std::string>& words, const Scenario& scenario) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const char* pattern) {
        const Reading reading = read_as(pattern, words, scenario);
        return reading.matched == words.size() && reading.matched == reading.pattern.size();
    });
}

/// For a first word that is misspelt: the whole metric when the rest of it is right.
std::string hint_for_kind(Checks& checks, const Reference& reference, const KnownNames& known, std::vector<std::string> words) {
    std::vector<std::string> kinds;
    for (const KnownName& kind : known) kinds.push_back(kind.name);
    words[0] = nearest_name(words[0], kinds);
    if (is_metric(words, checks.scenario)) return fmt::format("did you mean \"{}\"?", join_words(words, words.size()));
    return checks.hint_for(reference, known);
}

/// Says what is wrong, given the readings that got furthest.
void report(Checks& checks, const Name& metric, const std::string& path, const std::vector<Reading>& readings) {
    const std::vector<std::string> words = path_words(metric.value);
    const std::size_t matched = readings.front().matched;
    std::vector<std::string> kinds, forms;
    for (const Reading& reading : readings) {
        forms.push_back(fmt::format("{}", fmt::join(reading.pattern, ".")));
        const std::string kind = matched < reading.pattern.size() ? kind_of(reading.pattern[matched]) : std::string{};
        if (!kind.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
    }
    const std::string form_list = "metrics of this form: " + quoted_list(forms);
    if (matched == words.size()) {
        checks.error(23, metric.at, path, fmt::format("the metric \"{}\" stops too early", metric.value), form_list);
        return;
    }
    const KnownNames known = expected_names(readings, words);
    if (known.empty() && kinds.empty()) {
        checks.error(23, metric.at, path, fmt::format("\"{}\" goes on after a metric", metric.value),
                     fmt::format("the metric is \"{}\"", join_words(words, matched)));
    } else if (kinds.empty()) {
        const std::string wrong = matched == 0 ? words[0] : join_words(words, matched + 1);
        const std::string hint = matched == 0 ? hint_for_kind(checks, {wrong, metric.at, path, "kind of metric"}, known, words)
                                              : checks.hint_for({wrong, metric.at, path, "metric"}, known);
        checks.error(23, metric.at, path, fmt::format("no metric is called \"{}\"", metric.value),
                     hint.empty() ? "the list of metrics is docs/metrics.md" : hint);
    } else {
        const Reference reference{words[matched], metric.at, path, fmt::format("{}", fmt::join(kinds, " or "))};
        const std::string hint = checks.hint_for(reference, known);
        checks.error(23, metric.at, path, fmt::format("\"{}\": no {} is called \"{}\"", metric.value, reference.kind, words[matched]),
                     hint.empty() ? form_list : hint);
    }
}

void check_metric(Checks& checks, const Name& metric, const std::string& path) {
    if (metric.value.empty() && !metric.given) return;  // the reader reports a missing one
    const std::vector<std::string> words = path_words(metric.value);
    std::vector<Reading> furthest;
    for (const char* pattern : patterns) {
        Reading reading = read_as(pattern, words, checks.scenario);
        if (reading.matched == words.size() && reading.matched == reading.pattern.size()) return;
        if (!furthest.empty() && reading.matched < furthest.front().matched) continue;
        if (!furthest.empty() && reading.matched > furthest.front().matched) furthest.clear();
        furthest.push_back(std::move(reading));
    }
    report(checks, metric, path, furthest);
}

}  // namespace

void check_metrics(Checks& checks) {
    for (const Name& metric : checks.scenario.experiment.focus) check_metric(checks, metric, "experiment.focus");
    for (const ProbabilitySpec& question : checks.scenario.experiment.probabilities)
        check_metric(checks, question.metric, "experiment.probabilities");
    for (const auto& [id, target] : checks.scenario.target) check_metric(checks, target.metric, "target." + id + ".metric");
}

}  // namespace agrocap
