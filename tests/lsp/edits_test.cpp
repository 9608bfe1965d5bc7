#include "lsp/editor.hpp"
#include "lsp/line_text.hpp"
#include "observe/asked_metrics.hpp"
#include "report/diagnostics_json.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>

using namespace agrocap;

namespace {

/// How many sequences of edits are tried; `AGROCAP_LSP_SEQUENCES=10000` asks for the long form, some ten minutes.
std::size_t sequences() {
    const char* wanted = std::getenv("AGROCAP_LSP_SEQUENCES");
    return wanted != nullptr ? std::strtoul(wanted, nullptr, 10) : 60;
}

nlohmann::json fresh(const std::string& path, const std::map<std::string, std::string>& disk) {
    ReadResult read = read_to_run(resolve_file(path, {}, access_to(disk).read));
    return nlohmann::json::parse(diagnostics_json({{std::move(read.diagnostics), read.files}}));
}

/// What people type, and what they do not: pieces of the language, of other alphabets, and of nothing.
const std::vector<std::string> pieces{"",
                                      "\n",
                                      "[",
                                      "]",
                                      "{",
                                      "}",
                                      "\"",
                                      "'",
                                      "=",
                                      ",",
                                      ".",
                                      "#",
                                      " ",
                                      "\r\n",
                                      "\r",
                                      "x",
                                      "plant",
                                      "works",
                                      "[plant.works.line.main]\n",
                                      "time = \"5 min\"\n",
                                      "Ж",
                                      "🚜",
                                      "\"\"\"",
                                      "'''",
                                      "1",
                                      "-",
                                      "e9",
                                      "2023-01-01",
                                      "servers = 2\n",
                                      "weld",
                                      "pinat",
                                      "calendar = \"nihgt\"\n",
                                      "{ dist = \"gamma\", mean = \"1 h\", cv = 1 }",
                                      "[[",
                                      "]]",
                                      "buffer = -1\n",
                                      "\t",
                                      "\\",
                                      "\\u0041",
                                      "extends = \"base.toml\"\n",
                                      "remove = [\"plant.works\"]\n",
                                      "inf",
                                      "nan",
                                      "true",
                                      "\u00A0",
                                      "“"};

/// An editor's own copy of a text, edited as the protocol says: in UTF-16 units.
class Copy {
  public:
    explicit Copy(const std::string& text) : text_(text) {}

    void edit(Editor& editor, const std::string& path, std::mt19937& random) {
        const std::size_t size = text_.text().size();
        const std::size_t begin = random() % (size + 1);
        const std::size_t length = random() % 4 != 0 ? random() % 4 : random() % 60;
        const EditorRange range = text_.range_of({begin, std::min(begin + length, size)});
        const std::string& piece = pieces[random() % pieces.size()];
        text_.replace(range, piece);
        editor.edit(path, {range.from.line, range.from.character, range.to.line, range.to.character}, piece);
    }

    [[nodiscard]] const std::string& text() const { return text_.text(); }

  private:
    LineText text_;
};

}  // namespace

TEST_CASE("after any sequence of edits an editor is told what a fresh validate says", "[lsp][edits]") {
    std::mt19937 random(2023);
    for (std::size_t done = 0; done < sequences(); ++done) {
        const std::size_t edits_of_one = 1 + random() % 20;
        std::map<std::string, std::string> texts{
            {"/plans/base.toml", sound_scenario()},
            {"/plans/more.toml", "extends = \"base.toml\"\n[plant.works.line.main.station.weld]\nservers = 2\n"}};
        Editor editor(texts);
        std::map<std::string, Copy> copies;
        for (const auto& [path, text] : texts) {
            editor.open(path, text);
            copies.emplace(path, text);
        }
        for (std::size_t i = 0; i < edits_of_one; ++i) {
            const std::string path = random() % 3 == 0 ? "/plans/base.toml" : "/plans/more.toml";
            Copy& copy = copies.at(path);
            copy.edit(editor, path, random);
            texts[path] = copy.text();
        }
        // All that is said of one or the other, and of what both say the one thing.
        nlohmann::json expected = nlohmann::json::array(), told = nlohmann::json::array();
        for (const auto& [path, text] : texts)
            for (const auto& one : fresh(path, texts))
                if (std::find(expected.begin(), expected.end(), one) == expected.end()) expected.push_back(one);
        for (const auto& [path, text] : texts)
            for (const auto& one : editor.told(path)) told.push_back(one);
        std::sort(expected.begin(), expected.end());
        std::sort(told.begin(), told.end());
        INFO(texts["/plans/base.toml"] << "\n----\n" << texts["/plans/more.toml"]);
        REQUIRE(told == expected);
    }
}

TEST_CASE("whatever is typed, every question gets an answer", "[lsp][edits]") {
    std::mt19937 random(2024);
    std::size_t asked = 0;
    for (std::size_t done = 0; done < sequences(); done += 4) {
        Editor editor;
        Copy copy(sound_scenario());
        editor.open("/plans/a.toml", copy.text());
        for (int i = 0; i < 40; ++i) {
            copy.edit(editor, "/plans/a.toml", random);
            if (i % 4 != 0) continue;
            const LineText text(copy.text());
            const EditorPlace at = text.place_of(random() % (copy.text().size() + 1));
            for (const char* method : {"completion", "hover", "definition", "references", "prepareRename"}) {
                editor.ask_at(std::string("textDocument/") + method, "/plans/a.toml", at.line, at.character);
                ++asked;
            }
            const nlohmann::json document{
                {"textDocument", {{"uri", uri("/plans/a.toml")}}},
                {"range", {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 99}, {"character", 0}}}}}};
            for (const char* method : {"documentSymbol", "foldingRange", "codeLens", "formatting"})
                editor.ask(std::string("textDocument/") + method, document);
            if (i % 20 == 0)
                for (const char* method : {"codeAction", "inlayHint"}) editor.ask(std::string("textDocument/") + method, document);
        }
    }
    CHECK(asked >= sequences() * 10);
}
