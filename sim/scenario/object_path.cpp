#include "scenario/object_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <string_view>

namespace agrocap {

namespace {

/// What may stand next in the path of an object: the ids of a table, or fixed words such as "plant" and "line". `is_object` says whether
/// the words before name an object. The names are listed only for a message: a network has many lanes and many places.
struct PathStep {
    std::string_view kind;  // "plant", "station", or "kind of object" for fixed words
    std::function<bool(const std::string&)> has;
    std::size_t count = 0;
    std::function<KnownNames()> known;
    bool is_object = false;
};

template <class T>
PathStep ids_of(std::string_view kind, const Keyed<T>& table) {
    return {kind, [&table](const std::string& word) { return table.contains(word); }, table.size(), [&table] { return names_of(table); },
            false};
}

using Words = std::span<const std::string_view>;
constexpr std::array<std::string_view, 5> kinds{"plant", "supplier", "lane", "place", "market"};
constexpr std::array<std::string_view, 2> parts_of_plant{"line", "station"};
constexpr std::array<std::string_view, 1> parts_of_line{"station"}, parts_of_supplier{"item"};

PathStep fixed_words(std::string_view kind, Words words, bool is_object) {
    const auto has = [words](const std::string& word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    const auto known = [words] {
        KnownNames names;
        for (const std::string_view word : words) names.push_back({std::string(word), {}});
        return names;
    };
    return {kind, has, words.size(), known, is_object};
}

PathStep end_of_path() { return fixed_words("", {}, true); }

PathStep step_in_plant(const PlantSpec& plant, const std::vector<std::string>& words) {
    if (words.size() == 2) return fixed_words("part of a plant", parts_of_plant, true);
    const bool is_line = words[2] == "line";
    if (words.size() == 3) return is_line ? ids_of("line", plant.line) : ids_of("station", plant.station);
    if (!is_line) return end_of_path();
    const LineSpec& line = plant.line.at(words[3]);
    if (words.size() == 4) return fixed_words("part of a line", parts_of_line, true);
    if (words.size() == 5) return ids_of("station", line.station);
    return end_of_path();
}

PathStep step_in_supplier(const SupplierSpec& supplier, const std::vector<std::string>& words) {
    if (words.size() == 2) return fixed_words("part of a supplier", parts_of_supplier, true);
    if (words.size() == 3) return ids_of("item", supplier.item);
    return end_of_path();
}

/// What may stand after `words`. Requires: each of them is known to the step before.
PathStep next_path_step(const Scenario& scenario, const std::vector<std::string>& words) {
    if (words.empty()) return fixed_words("kind of object", kinds, false);
    const std::string& kind = words[0];
    if (words.size() == 1) {
        if (kind == "plant") return ids_of(kind, scenario.plant);
        if (kind == "supplier") return ids_of(kind, scenario.supplier);
        if (kind == "lane") return ids_of(kind, scenario.lane);
        if (kind == "place") return ids_of(kind, scenario.place);
        return ids_of(kind, scenario.market);
    }
    if (kind == "plant") return step_in_plant(scenario.plant.at(words[1]), words);
    if (kind == "supplier") return step_in_supplier(scenario.supplier.at(words[1]), words);
    return end_of_path();
}

/// For an id that stands without its kind, or with another: "supplier.minsk".
std::string object_called(const Scenario& scenario, const std::string& id) {
    if (scenario.plant.contains(id)) return "plant." + id;
    if (scenario.supplier.contains(id)) return "supplier." + id;
    if (scenario.place.contains(id)) return "place." + id;
    if (scenario.market.contains(id)) return "market." + id;
    return scenario.lane.contains(id) ? "lane." + id : "";
}

/// Reports the word of `name` that leads nowhere.
void report_step(Checks& checks, const Name& name, const std::string& path, const PathStep& step, const std::string& word, bool is_kind) {
    std::vector<std::string> words = path_words(name.value);
    const bool is_id = words.size() <= 2;  // "minsk", "suppliers.minsk", "place.minsk"
    const std::string meant = is_id ? object_called(checks.scenario, words.back()) : "";
    std::string hint;
    if (!meant.empty())
        hint = fmt::format("did you mean \"{}\"?", meant);
    else if (checks.may_search(step.count))
        hint = checks.hint_for({word, name.at, path, std::string(step.kind)}, step.known());
    checks.error(is_kind ? Code::no_such_kind : Code::no_such_name, name.at, path,
                 fmt::format("\"{}\": no {} is called \"{}\"", name.value, step.kind, word), hint);
}

}  // namespace

std::vector<std::string> path_words(const std::string& path) {
    std::vector<std::string> words;
    std::size_t from = 0;
    for (std::size_t dot; (dot = path.find('.', from)) != std::string::npos; from = dot + 1) words.push_back(path.substr(from, dot - from));
    words.push_back(path.substr(from));
    return words;
}

bool refer_to_object(Checks& checks, const Name& name, const std::string& path) {
    std::vector<std::string> walked;
    for (const std::string& word : path_words(name.value)) {
        const PathStep step = next_path_step(checks.scenario, walked);
        if (step.count == 0 && step.is_object) {
            checks.error(Code::no_such_kind, name.at, path, fmt::format("\"{}\" goes on after the object", name.value),
                         fmt::format("the object is \"{}\"", fmt::join(walked, ".")));
            return false;
        }
        if (!step.has(word)) {
            report_step(checks, name, path, step, word, walked.empty());
            return false;
        }
        walked.push_back(word);
    }
    const PathStep end = next_path_step(checks.scenario, walked);
    if (end.is_object) return true;
    checks.error(Code::no_such_kind, name.at, path, fmt::format("\"{}\" stops before it names an object", name.value),
                 fmt::format("expected \"{}.\" and the id of a {}", name.value, end.kind));
    return false;
}

}  // namespace agrocap
