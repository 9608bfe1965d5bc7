#include "scenario/describe.hpp"
#include "scenario/resolve.hpp"
#include "scenario/scenario.hpp"

#include <algorithm>
#include <filesystem>

namespace agrocap {
namespace {

constexpr Day first_of_january_2023 = 19358;
constexpr Duration one_year{std::int64_t{365} * 24 * 3600 * 1'000'000'000};

bool is_within(const std::string& path, const std::string& table) {
    return table.empty() ||
           (path.starts_with(table) && (path.size() == table.size() || path[table.size()] == '.' || path[table.size()] == '['));
}

/// Paths below which nothing can be said any more: what could not be read there would show up again as something missing.
std::vector<std::string> doubtful_paths(const Diagnostics& diagnostics) {
    std::vector<std::string> paths;
    for (const Diagnostic& one : diagnostics.all()) {
        if (one.severity != Severity::error) continue;
        std::string path = one.path;
        // A misspelt key leaves its whole table in doubt: what it was to say is missing there.
        constexpr int unknown_key = 30;
        if (one.code == unknown_key) {
            const std::size_t dot = path.rfind('.');
            path = dot == std::string::npos ? "" : path.substr(0, dot);
        }
        paths.push_back(path);
    }
    return paths;
}

/// Judges the whole, and keeps of that what does not merely follow from errors of reading.
void validate_beyond(const Scenario& scenario, Diagnostics& diagnostics) {
    Diagnostics found = diagnostics;  // the checks ask what was misread
    validate(scenario, found);
    const std::vector<std::string> doubtful = doubtful_paths(diagnostics);
    for (const Diagnostic& one : found.all()) {
        const bool follows = std::any_of(doubtful.begin(), doubtful.end(),
                                         [&](const std::string& path) { return is_within(one.path, path) || is_within(path, one.path); });
        if (follows) continue;
        if (one.severity == Severity::error)
            diagnostics.error(one.code, one.at, one.path, one.text, one.hint);
        else
            diagnostics.warning(one.code, one.at, one.path, one.text, one.hint);
    }
}

}  // namespace

ReadResult read_resolved(const ResolvedText& text, const std::vector<std::string>& overrides) {
    ReadResult result;
    Scenario& scenario = result.scenario;
    scenario.files = text.files;
    scenario.set = overrides;
    result.files = text.names;
    result.diagnostics = text.diagnostics;
    scenario.start.value = first_of_january_2023;
    scenario.horizon.value = one_year;
    scenario.name.value = std::filesystem::path(result.files.front()).stem().string();
    if (text.complete && text.root.members.empty()) {
        result.diagnostics.error(8, {0, 1, 1}, "", "the file is empty, expected a scenario", "`agrocap new NAME` writes one to start from");
    } else if (text.complete) {
        document_schema().read(scenario, Reading{text.root, "", result.diagnostics});
        validate_beyond(scenario, result.diagnostics);
    }
    result.diagnostics.sort();
    return result;
}

ReadResult read_scenario(const std::string& path, const std::vector<std::string>& overrides) {
    return read_resolved(resolve_file(path, overrides), overrides);
}

ReadResult read_scenario_text(const std::string& text, const std::string& name) { return read_resolved(resolve_text(text, name)); }

}  // namespace agrocap
