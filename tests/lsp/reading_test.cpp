#include "lsp/editor.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string hover(Editor& editor, const std::string& path, unsigned line, unsigned character) {
    const auto answer = editor.ask_at("textDocument/hover", path, line, character);
    return answer.is_null() ? "" : answer["contents"]["value"].get<std::string>();
}

nlohmann::json about(const std::string& path) {
    return {{"textDocument", {{"uri", uri(path)}}},
            {"range", {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 999}, {"character", 0}}}}}};
}

}  // namespace

TEST_CASE("over a key stand its meaning, its default, and the value that the base gives it, with the comment there", "[lsp][hover]") {
    std::string base = sound_scenario();
    base.replace(base.find("size = 3"), 8, "size = 3 # [assumption] three posts");
    Editor editor({{"/plans/base.toml", base}});
    editor.open("/plans/a.toml",
                "extends = \"base.toml\"\n[plant.works.crew.welder]\nsize = 4\nabsence = 0.1\n[plant.works.line.main]\nbuffer = 1\n");

    CHECK_THAT(hover(editor, "/plans/a.toml", 2, 1),
               ContainsSubstring("people; or by shift") && ContainsSubstring("in effect: `4`, set in a.toml:3"));
    editor.edit("/plans/a.toml", {2, 0, 3, 0}, "");
    editor.open("/plans/base.toml", base);
    const std::string in_base = hover(editor, "/plans/base.toml", 11, 1);
    CHECK_THAT(in_base, ContainsSubstring("in effect: `3`, set in base.toml:12") && ContainsSubstring("> [assumption] three posts"));
    CHECK_THAT(hover(editor, "/plans/a.toml", 2, 3),
               ContainsSubstring("chance that one of them is away") && ContainsSubstring("default: 0"));
}

TEST_CASE("over an id stands what it names, over a metric its unit and meaning, over a distribution its sentence", "[lsp][hover]") {
    Editor editor;
    editor.open("/a.toml", sound_scenario());

    CHECK_THAT(hover(editor, "/a.toml", 9, 13), ContainsSubstring("calendar.day") && ContainsSubstring("a.toml:4"));
    CHECK_THAT(hover(editor, "/a.toml", 16, 11), ContainsSubstring("plant.works.line.main.station.weld"));
    CHECK_THAT(hover(editor, "/a.toml", 24, 14),
               ContainsSubstring("units/y") && ContainsSubstring("finished goods that left their last line"));
    CHECK_THAT(hover(editor, "/a.toml", 21, 20), ContainsSubstring("exponential"));
    CHECK(hover(editor, "/a.toml", 1, 30).empty());
}

TEST_CASE("help at the cursor lives while the file is broken", "[lsp][hover]") {
    Editor editor;
    editor.open("/a.toml", sound_scenario() + "[plant.works.line.main.station.weld]\nservers = \n[item\n");

    CHECK_THAT(hover(editor, "/a.toml", 27, 2), ContainsSubstring("units it can work on at once"));
    CHECK_THAT(hover(editor, "/a.toml", 11, 1), ContainsSubstring("in effect: `3`"));
}

TEST_CASE("tables and keys are an outline, table in table, however broken", "[lsp][outline]") {
    Editor editor;
    editor.open("/a.toml",
                "schema = 1\n[plant.works]\ncalendar = \"day\"\n[plant.works.line.main]\nroute = [\"weld\"\n[item.x\nprice = 3\n");

    const auto symbols = editor.ask("textDocument/documentSymbol", about("/a.toml"));
    REQUIRE(symbols.size() == 3);
    CHECK(symbols[0]["name"] == "schema");
    CHECK(symbols[1]["name"] == "plant.works");
    REQUIRE(symbols[1]["children"].size() == 2);
    CHECK(symbols[1]["children"][1]["name"] == "line.main");
    CHECK(symbols[1]["children"][1]["children"][0]["detail"] == "[\"weld\"");
    CHECK(symbols[2]["name"] == "item.x");
    CHECK(symbols[1]["range"]["end"]["line"] == 4);
}

TEST_CASE("tables, long arrays and blocks of comments can be folded", "[lsp][outline]") {
    Editor editor;
    editor.open("/a.toml", "# one\n# two\nschema = 1 # three\n[item.x]\nprice = [\n  [2023-01-01, 1],\n]\n");

    const auto folds = editor.ask("textDocument/foldingRange", about("/a.toml"));
    REQUIRE(folds.size() == 3);
    CHECK(folds[0] == nlohmann::json{{"startLine", 3}, {"endLine", 6}, {"kind", "region"}});
    CHECK(folds[1] == nlohmann::json{{"startLine", 4}, {"endLine", 6}, {"kind", "region"}});
    CHECK(folds[2] == nlohmann::json{{"startLine", 0}, {"endLine", 1}, {"kind", "comment"}});
}

TEST_CASE("beside a line stands what it could make at best, and its slowest station", "[lsp][hints]") {
    Editor editor;
    editor.open("/a.toml", sound_scenario());

    // 2023 has 260 working days of 8 h; a unit takes ten minutes of the one welding place.
    const auto hints = editor.ask("textDocument/inlayHint", about("/a.toml"));
    REQUIRE(hints.size() == 1);
    CHECK(hints[0]["label"] == "≈ 12 480 a year, weld");
    CHECK(hints[0]["position"] == nlohmann::json::parse(R"({"line":14,"character":23})"));

    editor.edit("/a.toml", {27, 0, 27, 0}, "[item");
    CHECK(editor.ask("textDocument/inlayHint", about("/a.toml")).size() == 1);  // while a header is being typed
}

TEST_CASE("people that stations share are named where they are what is short", "[lsp][hints]") {
    Editor editor;
    std::string text = sound_scenario();
    text.replace(text.find("size = 3"), 8, "size = 1");
    text.replace(text.find("buffer = 3"), 10, "crew = { welder = 1 }");
    editor.open("/a.toml", text);

    // One welder does both: 260 days of 8 h, 18 minutes a unit.
    CHECK(editor.ask("textDocument/inlayHint", about("/a.toml"))[0]["label"] == "≈ 6 933 a year, crew welder");
}

TEST_CASE("above a scenario stand run, check and explain", "[lsp][hints]") {
    Editor editor;
    editor.open("/plans/a.toml", sound_scenario());
    editor.open("/plans/Cargo.toml", "[package]\nname = \"x\"\n");

    const auto lenses = editor.ask("textDocument/codeLens", about("/plans/a.toml"));
    REQUIRE(lenses.size() == 3);
    CHECK(lenses[0]["command"] == nlohmann::json::parse(R"({"title":"run","command":"agrocap.run","arguments":["/plans/a.toml"]})"));
    CHECK(lenses[2]["command"]["command"] == "agrocap.explain");
    CHECK(editor.ask("textDocument/codeLens", about("/plans/Cargo.toml")).is_null());
}
