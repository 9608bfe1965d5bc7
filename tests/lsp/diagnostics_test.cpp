#include "lsp/editor.hpp"
#include "observe/asked_metrics.hpp"
#include "report/diagnostics_json.hpp"
#include "support/directory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>

using namespace agrocap;
namespace fs = std::filesystem;

namespace {

/// What `validate --json` says of the files, read from the disk of the editor.
nlohmann::json fresh(const std::string& path, const std::map<std::string, std::string>& disk) {
    ReadResult read = read_to_run(resolve_file(path, {}, access_to(disk).read));
    return nlohmann::json::parse(diagnostics_json({{std::move(read.diagnostics), read.files}}));
}

/// What an editor with one scenario open was told, of that and of its bases.
nlohmann::json told_of_all(const Editor& editor, const std::map<std::string, std::string>& disk, const std::string& path) {
    auto told = editor.told(path);
    for (const auto& [other, text] : disk)
        if (other != path)
            for (auto& one : editor.told(other)) told.push_back(std::move(one));
    return told;
}

nlohmann::json sorted(nlohmann::json list) {
    std::sort(list.begin(), list.end());
    return list;
}

/// All broken scenarios of the messages' tests, with their bases.
std::map<std::string, std::string> corpus() {
    std::map<std::string, std::string> disk;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(AGROCAP_SOURCE_DIR) / "tests/messages"))
        if (entry.is_regular_file() && (entry.path().extension() == ".toml" || entry.path().extension() == ".csv"))
            disk["/corpus/" + fs::relative(entry.path(), fs::path(AGROCAP_SOURCE_DIR) / "tests/messages").string()] = content(entry.path());
    return disk;
}

bool is_utf8(const std::string& text) {
    try {
        return !nlohmann::json(text).dump().empty();
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

}  // namespace

TEST_CASE("an editor is told what validate says, of every broken scenario there is", "[lsp][diagnostics]") {
    const std::map<std::string, std::string> disk = corpus();
    std::size_t told = 0;
    for (const auto& [path, text] : disk) {
        if (!path.ends_with(".toml") || path.find('/', 8) != std::string::npos || !is_utf8(text)) continue;
        INFO(path);
        Editor editor(disk);
        editor.open(path, text);

        const auto expected = fresh(path, disk);
        CHECK(sorted(told_of_all(editor, disk, path)) == sorted(expected));
        told += expected.size();
    }
    CHECK(told > 200);
}

TEST_CASE("a message is one of the protocol: range, severity, code, source, text with its hint", "[lsp][diagnostics]") {
    Editor editor;
    std::string text = sound_scenario();
    text.replace(text.find("[\"weld\", \"paint\"]"), 17, "[\"weld\", \"piant\"]");
    editor.open("/plans/a.toml", text);

    const auto told = editor.diagnostics("/plans/a.toml");
    REQUIRE(told.size() == 1);
    CHECK(told[0]["code"] == "E021");
    CHECK(told[0]["severity"] == 1);
    CHECK(told[0]["source"] == "agrocap");
    CHECK(told[0]["message"] == "plant.works.line.main.route: no station is called \"piant\"\nhint: did you mean \"paint\" (line 21)?");
    CHECK(told[0]["range"] == nlohmann::json::parse(R"({"start":{"line":16,"character":17},"end":{"line":16,"character":24}})"));
}

TEST_CASE("places of messages are right behind Cyrillic letters and emoji", "[lsp][diagnostics]") {
    Editor editor;
    std::string text = sound_scenario();
    text.replace(text.find("makes = \"tractor\""), 17, "cost = { \"Трактор 🚜\" = 1 } # 🚜\nmakes = \"traktor\"");
    text.replace(text.find("[item.tractor]"), 14, "[item.tractor] # 🚜🚜");
    editor.open("/plans/a.toml", text);

    const auto told = editor.diagnostics("/plans/a.toml");
    REQUIRE(told.size() == 2);
    CHECK(told[0]["range"]["start"] == nlohmann::json::parse(R"({"line":15,"character":9})"));
    CHECK(told[1]["range"]["start"] == nlohmann::json::parse(R"({"line":16,"character":8})"));
}

TEST_CASE("an unsaved base counts for those that extend it, and the file on the disk when it is closed", "[lsp][diagnostics]") {
    Editor editor({{"/plans/base.toml", sound_scenario()}});
    editor.open("/plans/more.toml", "schema = 1\nextends = \"base.toml\"\n[plant.works.line.main]\nbuffer = 2\n");
    CHECK(editor.told("/plans/more.toml").empty());

    std::string broken = sound_scenario();
    broken.replace(broken.find("size = 3"), 8, "size = -3");
    editor.open("/plans/base.toml", broken);
    CHECK(editor.told("/plans/more.toml").empty());
    REQUIRE(editor.told("/plans/base.toml").size() == 1);
    CHECK(editor.told("/plans/base.toml")[0]["code"] == "E032");

    editor.edit("/plans/base.toml", {2, 0, 99, 0}, "");  // nothing to simulate is left
    CHECK(editor.told("/plans/more.toml").size() + editor.told("/plans/base.toml").size() > 0);

    editor.close("/plans/base.toml");
    CHECK(editor.told("/plans/more.toml").empty());
    CHECK(editor.told("/plans/base.toml").empty());
}

TEST_CASE("of another program's TOML nothing is said until it becomes a scenario; a scenario stays one", "[lsp][diagnostics]") {
    Editor editor;
    editor.open("/plans/Cargo.toml", "[package]\nname = \"x\"\n[target.unix]\na = 1\n");
    CHECK(editor.told("/plans/Cargo.toml").empty());
    CHECK(editor.ask_at("textDocument/completion", "/plans/Cargo.toml", 1, 0).is_null());
    CHECK(editor.ask("textDocument/formatting", {{"textDocument", {{"uri", uri("/plans/Cargo.toml")}}}}).is_null());

    editor.edit("/plans/Cargo.toml", {0, 0, 0, 0}, "schema = 1\n");
    CHECK_FALSE(editor.told("/plans/Cargo.toml").empty());
    editor.edit("/plans/Cargo.toml", {0, 0, 1, 0}, "");
    CHECK_FALSE(editor.told("/plans/Cargo.toml").empty());
}

TEST_CASE("a base that appears is seen", "[lsp][diagnostics]") {
    Editor editor;
    editor.open("/plans/more.toml", "schema = 1\nextends = \"base.toml\"\n");
    REQUIRE(editor.told("/plans/more.toml").size() == 1);
    CHECK(editor.told("/plans/more.toml")[0]["code"] == "E001");

    editor.open("/plans/base.toml", sound_scenario());

    CHECK(editor.told("/plans/more.toml").empty());
}
