#include "lsp/loose_toml.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

using Kind = LooseValue::Kind;

/// The only entry of a text.
LooseEntry only_entry(const std::string& text) {
    const LooseDocument document = loose_toml(text);
    REQUIRE(document.tables.size() == 1);
    REQUIRE(document.tables.front().entries.size() == 1);
    return document.tables.front().entries.front();
}

}  // namespace

TEST_CASE("a text that is never closed ends with its line, and what follows stands for itself", "[lsp][loose]") {
    const LooseDocument document = loose_toml("a = \"weld\nb = 2\n[plant.works\nc = 3\n");

    REQUIRE(document.tables.size() == 2);
    REQUIRE(document.tables[0].entries.size() == 2);
    CHECK(document.tables[0].entries[0].value.text == "weld");
    CHECK_FALSE(document.tables[0].entries[0].value.is_whole);
    CHECK(document.tables[1].path.back().text == "works");
    CHECK_FALSE(document.tables[1].is_whole);
    CHECK(document.tables[1].entries.front().key.front().text == "c");
}

TEST_CASE("an array goes over lines until a line that can only stand outside", "[lsp][loose]") {
    const LooseDocument document = loose_toml("route = [\n  \"weld\", # first\n  \"paint\",\nbuffer = 3\n[plant.works.line.main]\n");

    REQUIRE(document.tables.front().entries.size() == 2);
    const LooseValue& route = document.tables.front().entries[0].value;
    CHECK(route.elements.size() == 2);
    CHECK_FALSE(route.is_whole);
    CHECK(document.tables.front().entries[1].key.front().text == "buffer");
    CHECK(document.tables.size() == 2);
    CHECK(document.comments.size() == 1);
}

TEST_CASE("a dotted key has a part behind every dot, typed or not", "[lsp][loose]") {
    const LooseEntry entry = only_entry("plant.\"x y\".");

    REQUIRE(entry.key.size() == 3);
    CHECK(entry.key[1].text == "x y");
    CHECK(entry.key[1].inside() == TextStretch{7, 10});
    CHECK(entry.key[2].text.empty());
    CHECK_FALSE(entry.has_equals);
}

TEST_CASE("braces end with their line", "[lsp][loose]") {
    const LooseEntry entry = only_entry("time = { dist = \"gamma\", mean = , x\n");

    CHECK(entry.value.kind == Kind::table);
    REQUIRE(entry.value.members.size() == 3);
    CHECK(entry.value.members[1].value.kind == Kind::missing);
    CHECK_FALSE(entry.value.members[2].has_equals);
}

TEST_CASE("texts over several lines and in single quotes are read", "[lsp][loose]") {
    CHECK(only_entry("a = '''\nx = 1\n'''\n").value.text == "\nx = 1\n");
    CHECK(only_entry("a = 'C:\\\\'").value.text == "C:\\\\");
    CHECK(only_entry("a = \"x\\\"y\"").value.inside() == TextStretch{5, 9});
}

TEST_CASE("no bytes make the scanner run away", "[lsp][loose]") {
    for (const char* text : {"[",      "[[",           "=", "a=",    "{",   "}",         "]",  "a=[[[[", "a={b={c={", "\"", "'''",
                             "a = [}", "\x01\xFF\xFE", ".", "a..b=", "[.]", "a = [\n\n", "\r", "#",      "a = \"\\"})
        for (const char* more : {"", "\n", "\nb = 1\n"}) {
            const LooseDocument document = loose_toml(std::string(text) + more);
            CHECK(!document.tables.empty());
        }
    const LooseDocument deep = loose_toml("a = " + std::string(100'000, '[') + "\nb = 2\n");
    CHECK(deep.tables.front().entries.back().key.front().text == "b");
}
