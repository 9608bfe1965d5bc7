#include "lsp/editor.hpp"
#include "lsp/line_text.hpp"
#include "lsp/loose_toml.hpp"
#include "lsp/tidy_text.hpp"
#include "scenario/toml_parser.hpp"
#include "support/directory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <filesystem>

using namespace agrocap;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> corpus() {
    std::map<std::string, std::string> disk;
    const fs::path folder = fs::path(AGROCAP_SOURCE_DIR) / "tests/messages";
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && (entry.path().extension() == ".toml" || entry.path().extension() == ".csv"))
            disk["/corpus/" + fs::relative(entry.path(), folder).string()] = content(entry.path());
    return disk;
}

/// The titles of what is offered for the whole file.
nlohmann::json actions_for(Editor& editor, const std::string& path) {
    return editor.ask("textDocument/codeAction",
                      {{"textDocument", {{"uri", uri(path)}}},
                       {"range", {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 99999}, {"character", 0}}}}},
                       {"context", {{"diagnostics", editor.diagnostics(path)}}}});
}

std::string applied(const std::string& text, const nlohmann::json& action, const std::string& path) {
    LineText lines(text);
    for (const auto& edit : action["edit"]["changes"][uri(path)]) {
        const auto& range = edit["range"];
        lines.replace({{range["start"]["line"], range["start"]["character"]}, {range["end"]["line"], range["end"]["character"]}},
                      edit["newText"].get<std::string>());
    }
    return lines.text();
}

}  // namespace

TEST_CASE("a fix for each \"did you mean\" and each missing key of the messages' scenarios mends what it says", "[lsp][fixes]") {
    const std::map<std::string, std::string> disk = corpus();
    std::size_t hints = 0, mended = 0;
    for (const auto& [path, text] : disk) {
        if (!path.ends_with(".toml") || path.find('/', 8) != std::string::npos) continue;
        if (!std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80 && letter != '\0'; }))
            continue;
        Editor editor(disk);
        editor.open(path, text);
        std::vector<nlohmann::json> meant;
        for (const auto& one : editor.diagnostics(path)) {
            const std::string hint = one["data"]["hint"];
            // An object whose name is near another's is asked for first: which of the two is meant, a fix does not know.
            const bool has_recipe =
                hint.starts_with("did you mean \"") || (one["data"]["code"] == "E031" && hint.starts_with("for example"));
            if (has_recipe && one["data"]["file"] == path) meant.push_back(one);
        }
        if (meant.empty()) continue;
        const auto actions = actions_for(editor, path);
        for (const auto& one : meant) {
            ++hints;
            const auto fits = [&](const nlohmann::json& action) {
                return action.contains("diagnostics") && action["diagnostics"][0] == one;
            };
            const auto action = std::find_if(actions.begin(), actions.end(), fits);
            if (action == actions.end()) {
                WARN(path << ": no fix for " << one["message"].get<std::string>());
                continue;
            }
            Editor after(disk);
            after.open(path, applied(text, *action, path));
            const auto told = after.told(path);
            const bool remains = std::any_of(told.begin(), told.end(), [&](const nlohmann::json& other) {
                return other["code"] == one["data"]["code"] && other["path"] == one["data"]["path"] &&
                       other["message"] == one["data"]["message"];
            });
            INFO(path << ": " << one["message"].get<std::string>() << "\n" << (*action)["title"]);
            CHECK_FALSE(remains);
            ++mended;
        }
    }
    CHECK(hints > 50);
    CHECK(mended * 100 >= hints * 90);
}

TEST_CASE("of a metric only the words that are wrong are replaced", "[lsp][fixes]") {
    Editor editor;
    std::string text = sound_scenario();
    text.replace(text.find("output.total"), 12, "output.itm.tractor");
    editor.open("/a.toml", text);

    const auto actions = actions_for(editor, "/a.toml");
    REQUIRE(actions.size() == 1);
    CHECK(actions[0]["title"] == "write \"output.item\"");
    CHECK_THAT(applied(text, actions[0], "/a.toml"), Catch::Matchers::ContainsSubstring("metric = \"output.item.tractor\"\n"));
}

TEST_CASE("tidying up changes how a scenario looks, not what it says, and no comment is lost", "[lsp][tidy]") {
    std::size_t tried = 0;
    for (const char* folder : {"scenarios", "tests/messages"})
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(AGROCAP_SOURCE_DIR) / folder)) {
            if (entry.path().extension() != ".toml") continue;
            const std::string text = content(entry.path());
            const std::optional<std::string> tidy = tidy_text(text);
            if (!tidy) continue;
            INFO(entry.path());
            Diagnostics none;
            const auto before = parse_toml(text, 0, none), after = parse_toml(*tidy, 0, none);
            REQUIRE(after.has_value());
            CHECK(toml_document(*before) == toml_document(*after));
            CHECK(loose_toml(text).comments.size() == loose_toml(*tidy).comments.size());
            CHECK(tidy_text(*tidy) == *tidy);
            if (std::string(folder) == "scenarios") CHECK(*tidy == text);  // they are what it is the layout of
            ++tried;
        }
    CHECK(tried > 150);
}

TEST_CASE("an untidy text is tidied, strings and comments left alone", "[lsp][tidy]") {
    const char* untidy =
        "\n\nschema=1   \n\n\n[ scenario ]\n  name   =\"a  =  b\"# title\n[item.x]\nuses={a=1,b =2}   # two\nprice = [[ 2023-01-01,5],\n   "
        "[2024-01-01 , 6]]\n"
        "name = '''\n  kept   = so  \n'''\n\n\n";

    CHECK(tidy_text(untidy).value_or("") ==
          "schema = 1\n\n[scenario]\nname   = \"a  =  b\" # title\n[item.x]\nuses = { a = 1, b = 2 } # two\n"
          "price = [[2023-01-01, 5],\n   [2024-01-01, 6]]\nname = '''\n  kept   = so  \n'''\n");
    CHECK(tidy_text("a = 1\r\n\r\n\r\nb=2") == "a = 1\r\n\r\nb = 2\n");
    CHECK_FALSE(tidy_text("a = ").has_value());
}
