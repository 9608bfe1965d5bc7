#include "lsp/answers.hpp"
#include "lsp/line_hints.hpp"
#include "lsp/lsp_json.hpp"
#include "lsp/outline.hpp"
#include "observe/asked_metrics.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace agrocap {

namespace {

/// Kinds of the protocol: "SymbolKind". Recursion is as deep as headers are long.
nlohmann::ordered_json symbol_json(const OutlinePart& part, const LineText& text) {
    constexpr int of_tables = 19, of_keys = 7;  // object, property
    nlohmann::ordered_json children = nlohmann::ordered_json::array();
    for (const OutlinePart& inner : part.parts) children.push_back(symbol_json(inner, text));
    nlohmann::ordered_json symbol{{"name", part.name},
                                  {"kind", part.is_table ? of_tables : of_keys},
                                  {"range", to_json(text.range_of(part.whole))},
                                  {"selectionRange", to_json(text.range_of(part.title))},
                                  {"children", std::move(children)}};
    if (!part.detail.empty()) symbol["detail"] = part.detail;
    return symbol;
}

}  // namespace

nlohmann::ordered_json answer_document_symbol(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    nlohmann::ordered_json symbols = nlohmann::ordered_json::array();
    for (const OutlinePart& part : outline_of(loose_toml(file.text.text()), file.text.text()))
        symbols.push_back(symbol_json(part, file.text));
    return symbols;
}

nlohmann::ordered_json answer_folding_range(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    nlohmann::ordered_json folds = nlohmann::ordered_json::array();
    for (const Fold& fold : folds_of(loose_toml(file.text.text()), file.text)) {
        const EditorRange range = file.text.range_of(fold.stretch);
        folds.push_back({{"startLine", range.from.line}, {"endLine", range.to.line}, {"kind", fold.is_comment ? "comment" : "region"}});
    }
    return folds;
}

/// The commands are the editor's: it runs the program with the file, where the planner sees what it prints.
nlohmann::ordered_json answer_code_lens(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    const LooseDocument document = loose_toml(file.text.text());
    const bool is_scenario =
        std::any_of(document.tables.front().entries.begin(), document.tables.front().entries.end(),
                    [](const LooseEntry& entry) { return entry.key.front().text == "schema" || entry.key.front().text == "extends"; });
    nlohmann::ordered_json lenses = nlohmann::ordered_json::array();
    if (!is_scenario) return lenses;
    for (const char* command : {"run", "check", "explain"})
        lenses.push_back({{"range", to_json(EditorRange{})},
                          {"command", {{"title", command}, {"command", std::string("agrocap.") + command}, {"arguments", {file.path}}}}});
    return lenses;
}

nlohmann::ordered_json answer_inlay_hint(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    const EditorRange range = range_from(member_of(params, "range"));
    ScenarioView view = view_of(state, file);
    const ReadResult read = read_to_run(resolve_file(file.path, {}, view.reader()));
    // While the text is broken the last figures stay, beside the lines that are still there.
    std::map<ObjectPath, std::string>& known = state.hints[file.uri];
    if (!read.diagnostics.has_errors()) known = line_hints(read.scenario);
    nlohmann::ordered_json hints = nlohmann::ordered_json::array();
    if (view.family().empty()) return hints;
    for (const NamePlace& name : view.names().all()) {
        const auto hint = known.find(name.object);
        if (name.file != 0 || !name.defines || !name.is_own || hint == known.end()) continue;
        const EditorPlace at = file.text.place_of(file.text.line_at(name.at.end).end);
        if (at.line < range.from.line || at.line > range.to.line) continue;
        hints.push_back({{"position", to_json(at)}, {"label", hint->second}, {"paddingLeft", true}});
    }
    return hints;
}

}  // namespace agrocap
