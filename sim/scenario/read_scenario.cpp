#include "scenario/change_costs.hpp"
#include "scenario/describe.hpp"
#include "scenario/key_path.hpp"
#include "scenario/resolve.hpp"
#include "scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace agrocap {
namespace {

/// Paths below which nothing can be said any more: what could not be read there would show up again as something missing.
std::vector<std::string> doubtful_paths(const Diagnostics& diagnostics) {
    std::vector<std::string> paths;
    for (const Diagnostic& one : diagnostics.all()) {
        if (one.severity != Severity::error) continue;
        std::string path = one.path;
        // A misspelt key leaves its whole table in doubt: what it was to say is missing there.
        if (one.code == Code::no_such_key) {
            const std::size_t dot = path.rfind('.');
            path = dot == std::string::npos ? "" : path.substr(0, dot);
        }
        paths.push_back(path);
    }
    return paths;
}

/// Judges the whole, and keeps of that what does not merely follow from errors of reading. Gives: whether anything was held back.
bool validate_beyond(const Scenario& scenario, Diagnostics& diagnostics) {
    diagnostics.sort();
    Diagnostics found = diagnostics;  // the checks ask what was misread
    validate(scenario, found);
    PathSet doubtful;
    for (std::string& path : doubtful_paths(diagnostics)) doubtful.insert(std::move(path));
    const auto leans_on_errors = [&](const Diagnostic& one) { return doubtful.covers(one.path) || doubtful.has_within(one.path); };
    const std::vector<Diagnostic> read = diagnostics.all();
    for (const Diagnostic& one : found.all()) {
        if (leans_on_errors(one)) continue;
        if (one.severity == Severity::error)
            diagnostics.error(one.code, one.at, one.path, one.text, one.hint);
        else
            diagnostics.warning(one.code, one.at, one.path, one.text, one.hint);
    }
    // What was read wrong leans on itself; more than that was found by the checks.
    return std::count_if(found.all().begin(), found.all().end(), leans_on_errors) >
           std::count_if(read.begin(), read.end(), leans_on_errors);
}

/// A what-if that has its name from its base only would be reported under it, like the base and every other one.
void tell_apart(Scenario& scenario) {
    const std::uint32_t file = scenario.name.at.file;
    if (scenario.name.given && file > 0 && file < scenario.files.size())
        scenario.name.value += fmt::format(" ({})", std::filesystem::path(scenario.files.front().path).stem().string());
}

/// The keys that studies vary are looked up in the text: even one that has only a default can be varied.
void check_varied_keys(const Scenario& scenario, const ResolvedText& text, Diagnostics& diagnostics) {
    for (const auto& [id, study] : scenario.study) {
        for (const VarySpec& varied : study.vary) {
            const std::optional<KeyFault> fault = key_fault(text.root, *varied.path, varied.path.at, text.names);
            if (!fault) continue;
            diagnostics.error(fault->code, varied.path.at, "study." + id + ".vary", toml_quoted(*varied.path) + ": " + fault->text,
                              fault->hint);
        }
    }
}

std::size_t siblings_of(const TomlValue& root, const NewObject& object) {
    const auto words = split_path(object.table);
    const TomlValue* table = words ? value_at(root, *words) : nullptr;
    return table != nullptr ? table->members.size() : 0;
}

/// "did you mean "works"?" as it is told of a part of that object: did you mean plant "works"?
std::string of_kind(const std::string& kind, const std::string& meant) {
    constexpr std::string_view question = "did you mean ";
    return fmt::format("{}{} {}", question, kind, meant.substr(question.size()));
}

/// What is wrong with an object that a file adds to its base is most likely wrong because another was meant.
void hint_at_meant_objects(const ResolvedText& text, Diagnostics& diagnostics) {
    if (text.added.empty()) return;
    PathSet added;
    std::map<std::string, const NewObject*> by_path;
    for (const NewObject& object : text.added) {
        added.insert(object.path);
        by_path.emplace(object.path, &object);
    }
    diagnostics.for_each([&](Diagnostic& one) {
        auto object = by_path.find(one.path);
        // What the parts of a new object lack, they lack because of it: a line of a misspelt plant has no route.
        for (std::string path = one.path;
             object == by_path.end() && one.code == Code::missing_key && path.find('.') != std::string::npos;) {
            path.erase(path.rfind('.'));
            object = by_path.find(path);
        }
        if (object == by_path.end() || !diagnostics.may_search(siblings_of(text.root, *object->second))) return;
        const std::string meant = meant_object(*object->second, text.root, added, text.names);
        const bool is_part = one.path.find('.', object->first.size() + 1) != std::string::npos;
        if (meant.starts_with("did you mean")) one.hint = is_part ? of_kind(object->second->kind, meant) : meant;
    });
}

std::string table_of(const std::string& path) { return path.substr(0, std::min(path.rfind('.'), path.size())); }

/// The lines that lack all that a line has to have, by their paths: plant.PLANT.line.LINE.
std::map<std::string, std::vector<std::string>> bare_lines(const Diagnostics& diagnostics) {
    constexpr std::size_t words_of_line = 4, needed = 2;  // makes, route
    std::map<std::string, std::size_t> missing;
    for (const Diagnostic& one : diagnostics.all())
        if (one.code == Code::missing_key) ++missing[table_of(one.path)];
    std::map<std::string, std::vector<std::string>> bare;
    for (const auto& [path, count] : missing) {
        const auto words = split_path(path);
        if (words && words->size() == words_of_line && (*words)[0] == "plant" && (*words)[2] == "line" && count == needed)
            bare.emplace(path, *words);
    }
    return bare;
}

/// The line, or else the plant, on the way to `line` that is called nearly as one beside it which is not bare: "did you mean line …?".
std::string nearly_called(const std::vector<std::string>& line, const PathSet& bare, const ResolvedText& text, Diagnostics& diagnostics) {
    for (const std::size_t length : {std::size_t{4}, std::size_t{2}}) {
        const std::vector<std::string> table_path(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(length) - 1);
        const TomlValue* table = value_at(text.root, table_path);
        const TomlValue* value = table != nullptr ? table->find(line[length - 1]) : nullptr;
        if (value == nullptr || !diagnostics.may_search(table->members.size())) return {};
        NewObject object{"", "", line[length - 1], line[length - 2], value->key_at};
        for (std::size_t i = 0; i < length; ++i) {
            object.table = object.path;
            object.path = joined_path(object.path, line[i]);
        }
        const std::string meant = meant_object(object, text.root, bare, text.names);
        if (meant.starts_with("did you mean")) return of_kind(object.kind, meant);
    }
    return {};
}

/// A line that lacks all that a line has to have came about by a slip in the header of one of its stations.
void hint_at_slips(const ResolvedText& text, Diagnostics& diagnostics) {
    const auto lines = bare_lines(diagnostics);
    PathSet bare;
    for (const auto& [path, words] : lines) bare.insert(path);
    std::map<std::string, std::string> meant;
    for (const auto& [path, words] : lines) meant.emplace(path, nearly_called(words, bare, text, diagnostics));
    diagnostics.for_each([&](Diagnostic& one) {
        if (one.code != Code::missing_key || one.hint.starts_with("did you mean")) return;
        const auto found = meant.find(table_of(one.path));
        if (found != meant.end() && !found->second.empty()) one.hint = fmt::format("{} If not: {}", found->second, one.hint);
    });
}

}  // namespace

ReadResult read_resolved(const ResolvedText& text, const std::vector<std::string>& overrides) {
    ReadResult result;
    Scenario& scenario = result.scenario;
    scenario.files = text.files;
    scenario.set = overrides;
    result.files = text.names;
    result.texts = text.texts;
    for (const NewObject& object : text.added) scenario.added.push_back({object.path, object.at, true});
    result.diagnostics = text.diagnostics;
    scenario.name.value = std::filesystem::path(result.files.front()).stem().string();
    if (text.complete && text.root.members.empty()) {
        result.diagnostics.error(Code::empty_file, {0, 1, 1}, "", "the file is empty, expected a scenario",
                                 "`agrocap new NAME` writes one to start from");
    } else if (text.complete) {
        document_schema().read(scenario, Reading{text.root, "", result.diagnostics});
        tell_apart(scenario);
        check_varied_keys(scenario, text, result.diagnostics);
        check_change_places(text.root, result.diagnostics);
        result.more_may_follow = validate_beyond(scenario, result.diagnostics);
        hint_at_meant_objects(text, result.diagnostics);
        hint_at_slips(text, result.diagnostics);
    }
    result.more_may_follow |= !text.complete;
    result.diagnostics.sort();
    return result;
}

ReadResult read_scenario(const std::string& path, const std::vector<std::string>& overrides) {
    return read_resolved(resolve_file(path, overrides), overrides);
}

ReadResult read_scenario_text(const std::string& text, const std::string& name) { return read_resolved(resolve_text(text, name)); }

}  // namespace agrocap
