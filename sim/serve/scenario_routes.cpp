#include "serve/scenario_routes.hpp"

#include "base/sha256.hpp"
#include "lsp/editor_diagnostics.hpp"
#include "observe/asked_metrics.hpp"
#include "report/json_value.hpp"
#include "scenario/key_path.hpp"
#include "scenario/scenario.hpp"
#include "scenario/what_if_file.hpp"
#include "serve/asked_scenario.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace agrocap {

namespace {

/// What stands at a path now, as TOML; null where nothing is written.
Json written_at(const TomlValue& root, const std::string& path) {
    const auto words = split_path(path);
    const TomlValue* value = words ? value_at(root, *words) : nullptr;
    return value != nullptr ? Json(toml_text(*value)) : Json(nullptr);
}

Json parameters_of(const Scenario& scenario, const TomlValue& root) {
    Json parameters = Json::array();
    for (const auto& [id, study] : scenario.study)
        for (const VarySpec& varied : study.vary) {
            Json one{{"study", id}, {"path", *varied.path}, {"values", varied.values}, {"now", written_at(root, *varied.path)}};
            if (varied.range) one["range"] = {(*varied.range)[0], (*varied.range)[1]};
            one["whole"] = varied.whole;
            parameters.push_back(std::move(one));
        }
    return parameters;
}

Json targets_of(const Scenario& scenario) {
    Json targets = Json::array();
    for (const auto& [id, target] : scenario.target) {
        const bool is_reachable = target.sense != TargetSense::between && !target.probability;
        targets.push_back({{"name", id}, {"metric", *target.metric}, {"reachable", is_reachable}});
    }
    return targets;
}

bool is_adjustable(const TomlValue& value) {
    return value.kind == TomlKind::integer || value.kind == TomlKind::real || value.kind == TomlKind::boolean ||
           value.kind == TomlKind::text;
}

struct TextPlace {
    std::uint32_t line = 0, column = 0;
};

/// A value that is written at a place, with its path.
struct PlacedValue {
    std::string path;
    const TomlValue* value = nullptr;
};

/// Looks for the last value of the edited file that begins on the line, at the column or before it; on the key counts, too.
void find_at(const TomlValue& value, const std::string& path, const TextPlace& place, PlacedValue& best) {
    const auto is_nearer = [&](const TomlValue& one) {
        if (one.at.file != 0 || one.at.line != place.line || !is_adjustable(one)) return false;
        const std::uint32_t begin = one.key_at.file == 0 && one.key_at.line == place.line ? one.key_at.column : one.at.column;
        return best.value == nullptr || (begin <= place.column && begin > std::min(best.value->key_at.column, best.value->at.column));
    };
    if (is_nearer(value)) best = {path, &value};
    for (const auto& [key, member] : value.members) find_at(member, joined_path(path, key), place, best);
    for (std::size_t i = 0; i < value.elements.size(); ++i) find_at(value.elements[i], fmt::format("{}[{}]", path, i + 1), place, best);
}

void refuse_if(std::optional<Refusal> refusal) {
    if (refusal) throw RefusedRequest{std::move(*refusal)};
}

HttpResponse saved(const std::string& path, const std::string& text, unsigned status) {
    return json_answer(json_line(Json{{"path", path}, {"sha256", sha256_hex(text)}, {"text", text}}), status);
}

}  // namespace

HttpResponse list_scenarios(const ServedFolder& folder) {
    const ScenarioList list = folder.list();
    Json scenarios = Json::array();
    for (const ListedScenario& one : list.scenarios)
        scenarios.push_back({{"path", one.path}, {"name", one.name}, {"extends", one.extends}});
    return json_answer(json_line(Json{{"scenarios", scenarios}, {"cut", list.is_cut}}));
}

HttpResponse show_scenario(const ServedFolder& folder, const HttpRequest& request) {
    const auto path = request.query.find("path");
    if (path == request.query.end()) throw RefusedRequest{{400, "bad-request", "\"path\" is missing"}};
    const ServedFolder::FileText found = folder.text_of(path->second);
    refuse_if(found.refusal);
    return saved(path->second, found.text, 200);
}

HttpResponse judge_scenario(const ServedFolder& folder, const HttpRequest& request) {
    const AskedScenario asked = asked_scenario(body_of(request));
    const ResolvedText text = resolve(folder, asked);
    const ReadResult read = read_to_run(text, asked.set);
    Json files = Json::array();
    for (const ScenarioFile& file : text.files) files.push_back(file.path);
    Json answer{{"name", *read.scenario.name},
                {"errors", read.diagnostics.error_count()},
                {"more", read.more_may_follow},
                {"files", files},
                {"extends", text.extended},
                {"parameters", parameters_of(read.scenario, text.root)},
                {"targets", targets_of(read.scenario)}};
    answer["diagnostics"] = editor_diagnostics(read);
    return json_answer(json_line(answer));
}

HttpResponse show_number(const ServedFolder& folder, const HttpRequest& request) {
    const Json body = body_of(request);
    constexpr double places_max = 1e9;
    const auto line = number_if_in(body, "line", 1, places_max), column = number_if_in(body, "column", 1, places_max);
    if (!line || !column) throw RefusedRequest{{400, "bad-request", "\"line\" and \"column\" are missing"}};
    AskedScenario asked = asked_scenario(body);
    asked.set.clear();  // what is set stands in no line
    const ResolvedText text = resolve(folder, asked);
    PlacedValue found;
    find_at(text.root, "", {static_cast<std::uint32_t>(*line), static_cast<std::uint32_t>(*column)}, found);
    if (found.value == nullptr)
        throw RefusedRequest{{404, "no-number", "no number, duration or word is written there", "put the cursor on one"}};
    return json_answer(json_line(Json{{"path", found.path}, {"now", toml_text(*found.value)}}));
}

HttpResponse save_scenario(const ServedFolder& folder, const HttpRequest& request) {
    const Json body = body_of(request);
    const std::string path = text_in(body, "path"), text = text_in(body, "text");
    const auto seen = text_if_in(body, "seen");
    refuse_if(seen ? folder.replace(path, text, *seen) : folder.write_new(path, text));
    return saved(path, text, seen ? 200 : 201);
}

HttpResponse save_what_if(const ServedFolder& folder, const HttpRequest& request) {
    const Json body = body_of(request);
    const AskedScenario asked = asked_scenario(body);
    const std::string as = text_in(body, "as");
    refuse_if(ServedFolder::fault_of(as));
    const ServedFolder::FileText stored = folder.text_of(asked.path);
    refuse_if(stored.refusal);
    if (asked.edited && asked.edited->text != stored.text)
        throw RefusedRequest{{409, "not-saved", fmt::format("\"{}\" has been edited and not saved", asked.path),
                              "save it first: the new file extends what is on the disk"}};
    ResolvedText base = resolve(folder, {asked.path, std::nullopt, {}});
    ResolvedText changed = base;
    apply_overrides(changed, asked.set, "--set");
    const ReadResult read = read_to_run(changed, asked.set);
    if (read.diagnostics.has_errors())
        throw RefusedRequest{{422, "scenario-errors", "the scenario has errors with what is set", "mend them first"}};
    const std::string base_path =
        std::filesystem::path(asked.path).lexically_relative(std::filesystem::path(as).parent_path()).generic_string();
    WhatIfFile file{.base = base_path, .head = "Written by agrocap serve."};
    file.notes = asked.set;
    const std::string text = text_of_what_if(file, base.root, changed.root);
    refuse_if(folder.write_new(as, text));
    return saved(as, text, 201);
}

}  // namespace agrocap
