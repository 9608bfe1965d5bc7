#include "scenario/change_costs.hpp"

#include "scenario/key_path.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

std::optional<double> read_change_cost(const Reading& reading) {
    if (!reading.is(TomlKind::integer) && !reading.is(TomlKind::real)) {
        reading.unexpected("a cost in money, or a table of costs by path such as { \"plant.a\" = 1000, \"*\" = 2000 }");
        return std::nullopt;
    }
    const double cost = reading.is(TomlKind::integer) ? static_cast<double>(reading.value.integer) : reading.value.real;
    if (cost >= 0 && std::isfinite(cost)) return cost;
    reading.wrong(Code::out_of_range, fmt::format("found {}, expected a cost of 0 or more", shown(reading.value)));
    return std::nullopt;
}

/// The table that should have held the object, as far as the path leads, and the word that is not there.
std::pair<const TomlValue*, std::string> where_it_ends(const TomlValue& root, const std::vector<std::string>& words) {
    const TomlValue* table = &root;
    for (const std::string& word : words) {
        const TomlValue* inner = table->find(word);
        if (inner == nullptr || !inner->is_table()) return {table, word};
        table = inner;
    }
    return {nullptr, ""};
}

void check_change_place(const TomlValue& root, const Reading& reading, const std::string& place) {
    const auto words = split_path(place);
    if (!words)
        return reading.wrong(Code::no_such_name, fmt::format("{} is no path of an object", toml_quoted(place)),
                             "such as plant.PLANT.line.LINE");
    const auto [table, missing] = where_it_ends(root, *words);
    if (table == nullptr) return;
    std::vector<std::string> known;
    for (const auto& [name, value] : table->members)
        if (value.is_table()) known.push_back(name);
    const std::string near = nearest_name(missing, known);
    reading.wrong(Code::no_such_name, fmt::format("there is no \"{}\"", missing),
                  near.empty() ? "" : fmt::format("did you mean \"{}\"?", near));
}

}  // namespace

std::optional<double> ChangeCosts::cost(std::string_view key, const std::string& place) const {
    const auto kind = by_kind.find(key);
    if (kind == by_kind.end()) return std::nullopt;
    for (std::string path = place; !path.empty(); path.resize(path.rfind('.') == std::string::npos ? 0 : path.rfind('.')))
        if (const auto found = kind->second.find(path); found != kind->second.end()) return found->second;
    const auto others = kind->second.find("*");
    return others == kind->second.end() ? std::nullopt : std::optional(others->second);
}

std::map<std::string, double> read_costs_of_kind(const Reading& reading) {
    std::map<std::string, double> costs;
    if (!reading.value.is_table()) {
        if (const auto cost = read_change_cost(reading)) costs["*"] = *cost;
        return costs;
    }
    for (const auto& [place, value] : reading.value.members)
        if (const auto cost = read_change_cost(reading.member(place, value))) costs[place] = *cost;
    return costs;
}

ChangeCosts change_costs(const TomlValue& root) {
    ChangeCosts costs;
    const TomlValue* table = root.find("changes");
    if (table == nullptr) return costs;
    Diagnostics told;  // by who read the scenario
    for (const auto& [key, value] : table->members)
        if (auto read = read_costs_of_kind(Reading{value, "changes." + key, told}); !read.empty()) costs.by_kind[key] = std::move(read);
    return costs;
}

void check_change_places(const TomlValue& root, Diagnostics& problems) {
    const TomlValue* table = root.find("changes");
    if (table == nullptr || !table->is_table()) return;
    for (const auto& [key, kind] : table->members) {
        if (!kind.is_table()) continue;
        for (const auto& [place, cost] : kind.members)
            if (place != "*") check_change_place(root, Reading{cost, joined_path("changes." + key, place), problems}, place);
    }
}

}  // namespace agrocap
