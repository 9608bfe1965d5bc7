#include "lsp/editor.hpp"
#include "lsp/name_index.hpp"
#include "observe/asked_metrics.hpp"
#include "scenario/diff.hpp"
#include "support/directory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace agrocap;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> scenarios_in(const std::string& folder) {
    std::map<std::string, std::string> disk;
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(AGROCAP_SOURCE_DIR) / "scenarios" / folder))
        if (entry.is_regular_file()) disk["/" + folder + "/" + entry.path().filename().string()] = content(entry.path());
    return disk;
}

/// The texts after the edits that the server asks for.
std::map<std::string, std::string> applied(std::map<std::string, std::string> disk, const nlohmann::json& changes) {
    for (auto& [path, text] : disk) {
        if (!changes.contains(uri(path))) continue;
        LineText lines(text);
        const auto edits = changes[uri(path)];
        for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
            const auto& range = (*edit)["range"];
            lines.replace({{range["start"]["line"], range["start"]["character"]}, {range["end"]["line"], range["end"]["character"]}},
                          (*edit)["newText"].get<std::string>());
        }
        text = lines.text();
    }
    return disk;
}

std::string messages_of(const std::string& path, const std::map<std::string, std::string>& disk) {
    const ReadResult read = read_to_run(resolve_file(path, {}, access_to(disk).read));
    return format_diagnostics(read.diagnostics, read.files);
}

/// How often a word stands in the texts by itself, comments and titles included.
std::size_t count_of(const std::string& word, const std::map<std::string, std::string>& disk) {
    std::size_t count = 0;
    for (const auto& [path, text] : disk)
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("a definition is where the object has its header, the base's first", "[lsp][names]") {
    Editor editor({{"/plans/base.toml", sound_scenario()}});
    editor.open("/plans/a.toml",
                "extends = \"base.toml\"\n[plant.works.line.main]\nroute = [\"weld\", "
                "\"paint\"]\n[plant.works.line.main.station.weld]\nservers = 2\n");

    const auto places = editor.ask_at("textDocument/definition", "/plans/a.toml", 2, 12);
    REQUIRE(places.size() == 2);
    CHECK(places[0]["uri"] == uri("/plans/base.toml"));
    CHECK(places[0]["range"]["start"] == nlohmann::json::parse(R"({"line":17,"character":31})"));
    CHECK(places[1]["uri"] == uri("/plans/a.toml"));
    CHECK(places[1]["range"]["start"] == nlohmann::json::parse(R"({"line":3,"character":31})"));
    CHECK(editor.ask_at("textDocument/definition", "/plans/a.toml", 0, 14)["uri"] == uri("/plans/base.toml"));
}

TEST_CASE("references are found in keys, values, headers, paths and metrics, over the family", "[lsp][names]") {
    std::string base = sound_scenario();
    base += "[target.made]\nmetric = \"output.item.tractor\"\nat_least = 1\n[plant.works.store.tractor]\ncapacity = 9\n";
    Editor editor({{"/plans/base.toml", base},
                   {"/plans/other.toml",
                    "extends = \"base.toml\"\nremove = [\"plant.works.store.tractor\"]\n[plant.works.line.main.station.paint]\ntimes = { "
                    "tractor = \"9 min\" }\n"},
                   {"/plans/stranger.toml", sound_scenario()}});
    editor.open("/plans/a.toml", "extends = \"base.toml\"\n[item.tractor]\nprice = 9\n");

    std::map<std::string, int> by_file;
    for (const auto& place : editor.ask_at("textDocument/references", "/plans/a.toml", 1, 8, {{"context", {{"includeDeclaration", true}}}}))
        ++by_file[place["uri"]];
    CHECK(by_file == std::map<std::string, int>{{uri("/plans/a.toml"), 1}, {uri("/plans/base.toml"), 4}, {uri("/plans/other.toml"), 2}});
}

TEST_CASE("renaming refuses what is no id, what there is already, and where no id stands", "[lsp][names]") {
    Editor editor;
    editor.open("/a.toml", sound_scenario());
    const auto rename = [&](unsigned line, unsigned character, const char* name) {
        return editor
            .refused("textDocument/rename", {{"textDocument", {{"uri", uri("/a.toml")}}},
                                             {"position", {{"line", line}, {"character", character}}},
                                             {"newName", name}})["message"]
            .get<std::string>();
    };

    CHECK(rename(5, 8, "Kit 82") ==
          "\"Kit 82\" is not an id, expected small letters, digits and hyphens such as \"tractor-82\"; write \"kit-82\"");
    CHECK(rename(5, 8, "tractor") == "there is a item called \"tractor\" already");
    CHECK(rename(2, 3, "x") == "no id stands here");
    CHECK(editor.ask_at("textDocument/prepareRename", "/a.toml", 5, 8)["placeholder"] == "frame");
    CHECK(editor.ask_at("textDocument/prepareRename", "/a.toml", 2, 3).is_null());
}

TEST_CASE("any id of any scenario can be renamed: the family reads as before, but for the name", "[lsp][names]") {
    std::size_t renamed = 0;
    for (const char* folder : {"teaching", "cases"}) {
        const std::map<std::string, std::string> disk = scenarios_in(folder);
        for (const auto& [path, text] : disk) {
            if (!path.ends_with(".toml")) continue;
            const ScenarioFamily family = family_of(path, access_to(disk).read);
            const NameIndex names(family);
            std::map<std::string, NamePlace> of_each_kind;  // one of each kind of table is as good as all of them
            for (const NamePlace& place : names.all())
                if (place.file == 0)
                    of_each_kind.emplace(place.object.size() == 2 ? place.object[0] : place.object[place.object.size() - 2], place);
            for (const auto& [kind, place] : of_each_kind) {
                Editor editor(disk);
                editor.open(path, text);
                const EditorPlace at = family[0]->text.place_of(place.at.begin);
                INFO(path << ": " << kind << " " << place.object.back());
                const auto changes =
                    editor.ask_at("textDocument/rename", path, at.line, at.character, {{"newName", "renamed-here"}})["changes"];
                const std::map<std::string, std::string> after = applied(disk, changes);

                CHECK(after != disk);
                for (const auto& [file, now] : after) {
                    if (!file.ends_with(".toml") || now == disk.at(file)) continue;
                    CHECK(messages_of(file, after).find("error") == std::string::npos);
                    const NameIndex left(family_of(file, access_to(after).read));
                    CHECK(left.places_of(place.object).empty());
                }
                CHECK(count_of("renamed-here", after) > 0);
                ++renamed;
            }
            if (renamed > 150) break;
        }
    }
    CHECK(renamed > 100);
}
