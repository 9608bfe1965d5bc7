#include "scenario/object_path.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

KnownNames fixed_words(const std::vector<std::string>& words) {
    KnownNames names;
    for (const std::string& word : words) names.push_back({word, {}});
    return names;
}

PathStep step_in_plant(const PlantSpec& plant, const std::vector<std::string>& words) {
    if (words.size() == 2) return {"part of a plant", fixed_words({"line", "station"}), true};
    const bool is_line = words[2] == "line";
    if (words.size() == 3) return {words[2], is_line ? names_of(plant.line) : names_of(plant.station), false};
    if (!is_line) return {"", {}, true};
    const LineSpec& line = plant.line.at(words[3]);
    if (words.size() == 4) return {"part of a line", fixed_words({"station"}), true};
    if (words.size() == 5) return {"station", names_of(line.station), false};
    return {"", {}, true};
}

PathStep step_in_supplier(const SupplierSpec& supplier, const std::vector<std::string>& words) {
    if (words.size() == 2) return {"part of a supplier", fixed_words({"item"}), true};
    if (words.size() == 3) return {"item", names_of(supplier.item), false};
    return {"", {}, true};
}

}  // namespace

std::vector<std::string> path_words(const std::string& path) {
    std::vector<std::string> words(1);
    for (const char letter : path) {
        if (letter == '.')
            words.emplace_back();
        else
            words.back() += letter;
    }
    return words;
}

PathStep next_path_step(const Scenario& scenario, const std::vector<std::string>& words) {
    if (words.empty()) return {"kind of object", fixed_words({"plant", "supplier", "lane", "place", "market"}), false};
    const std::string& kind = words[0];
    if (words.size() == 1) {
        if (kind == "plant") return {kind, names_of(scenario.plant), false};
        if (kind == "supplier") return {kind, names_of(scenario.supplier), false};
        if (kind == "lane") return {kind, names_of(scenario.lane), false};
        if (kind == "place") return {kind, names_of(scenario.place), false};
        return {kind, names_of(scenario.market), false};
    }
    if (kind == "plant") return step_in_plant(scenario.plant.at(words[1]), words);
    if (kind == "supplier") return step_in_supplier(scenario.supplier.at(words[1]), words);
    return {"", {}, true};
}

bool refer_to_object(Checks& checks, const Name& name, const std::string& path) {
    std::vector<std::string> walked;
    for (const std::string& word : path_words(name.value)) {
        const PathStep step = next_path_step(checks.scenario, walked);
        if (step.known.empty() && step.is_object) {
            checks.error(22, name.at, path, fmt::format("\"{}\" goes on after the object", name.value),
                         fmt::format("the object is \"{}\"", fmt::join(walked, ".")));
            return false;
        }
        const auto is_word = [&](const KnownName& known) { return known.name == word; };
        if (std::none_of(step.known.begin(), step.known.end(), is_word)) {
            const Reference reference{word, name.at, path, step.kind};
            checks.error(walked.empty() ? 22 : 21, name.at, path,
                         fmt::format("\"{}\": no {} is called \"{}\"", name.value, step.kind, word),
                         checks.hint_for(reference, step.known));
            return false;
        }
        walked.push_back(word);
    }
    const PathStep end = next_path_step(checks.scenario, walked);
    if (end.is_object) return true;
    checks.error(22, name.at, path, fmt::format("\"{}\" stops before it names an object", name.value),
                 fmt::format("expected \"{}.\" and the id of a {}", name.value, end.kind));
    return false;
}

}  // namespace agrocap
