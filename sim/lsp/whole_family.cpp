#include "lsp/whole_family.hpp"

#include "scenario/file_check.hpp"
#include "scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace agrocap {

namespace {

std::string folder_of(const std::string& path) { return std::filesystem::path(path).parent_path().string(); }

/// Paths of the files that may extend one of the family: open ones, and those beside its files.
std::vector<std::string> relatives(ScenarioView& view, const OpenFiles& files) {
    std::vector<std::string> paths;
    std::set<std::string> seen, folders;
    const auto add = [&](const std::string& path) {
        if (seen.insert(file_identity(path)).second) paths.push_back(path);
    };
    for (const auto& file : view.family()) add(file->path);
    for (const auto& [uri, file] : files.all()) add(file.path);
    for (const auto& file : view.family())
        if (folders.insert(folder_of(file->path)).second)
            for (const std::string& path : view.beside(file->path)) add(path);
    return paths;
}

/// The file furthest down the chain of bases that has a table of the object, or names a family.
std::string bringer_of(ScenarioView& view, const ObjectPath& object) {
    std::size_t file = 0;
    for (const NamePlace& place : view.names().places_of(object))
        if (place.defines) file = std::max(file, place.file);
    return file_identity(view.family()[file]->path);
}

std::size_t errors_of(const std::string& path, const FileReader& reader) {
    return read_resolved(resolve_file(path, {}, reader)).diagnostics.error_count();
}

/// Reads the files as they would be after the edits.
FileReader reader_after(const FamilyEdits& edits, const FileReader& before) {
    return [&edits, &before](const FileRequest& request, Diagnostics& diagnostics) {
        std::optional<std::string> text = before(request, diagnostics);
        for (const auto& [path, changes] : edits)
            if (text && file_identity(path) == file_identity(request.path)) text = edited(std::move(*text), changes);
        return text;
    };
}

}  // namespace

std::string edited(std::string text, const std::vector<TextEdit>& edits) {
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) text.replace(edit->at.begin, edit->at.end - edit->at.begin, edit->put);
    return text;
}

std::vector<FamilyPlace> places_in_family(ScenarioView& view, const OpenFiles& files, const ObjectPath& object) {
    const std::string bringer = bringer_of(view, object);
    std::vector<FamilyPlace> places;
    for (const std::string& path : relatives(view, files)) {
        const ScenarioFamily chain = family_of(path, view.reader());
        const bool descends =
            std::any_of(chain.begin(), chain.end(), [&](const auto& file) { return file_identity(file->path) == bringer; });
        if (!descends) continue;
        const NameIndex names(chain);
        for (NamePlace& place : names.places_of(object))
            if (place.file == 0) places.push_back({chain.front(), std::move(place)});
    }
    return places;
}

Renaming rename_object(ScenarioView& view, const OpenFiles& files, const ObjectPath& object, const std::string& name) {
    if (!is_id(name)) {
        const std::string hint = id_hint(name);
        return {{},
                fmt::format("{} is not an id, expected small letters, digits and hyphens such as \"tractor-82\"{}", shown_text(name),
                            hint.empty() ? "" : "; " + hint)};
    }
    ObjectPath renamed = object;
    renamed.back() = name;
    if (view.names().is_defined(renamed)) return {{}, fmt::format("there is a {} called \"{}\" already", object[object.size() - 2], name)};
    Renaming renaming;
    for (const FamilyPlace& place : places_in_family(view, files, object))
        renaming.edits[place.file->path].push_back({place.name.at, name});
    const FileReader after = reader_after(renaming.edits, view.reader());
    for (const auto& [path, edits] : renaming.edits)
        if (errors_of(path, after) > errors_of(path, view.reader()))
            return {{},
                    fmt::format("{} would have errors then: \"{}\" is named there in a way that cannot be followed", path, object.back())};
    return renaming;
}

}  // namespace agrocap
