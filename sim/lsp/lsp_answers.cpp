#include "base/version.hpp"
#include "lsp/answers.hpp"
#include "lsp/lsp_json.hpp"
#include "lsp/rpc_message.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace agrocap {

namespace {

using Answer = nlohmann::ordered_json (*)(EditorState&, const nlohmann::ordered_json& params);

nlohmann::ordered_json initialize(EditorState& state, const nlohmann::ordered_json&) {
    state.phase = ServerPhase::running;
    return {{"capabilities", state.capabilities()}, {"serverInfo", {{"name", "agrocap"}, {"version", std::string(version())}}}};
}

nlohmann::ordered_json shut_down(EditorState& state, const nlohmann::ordered_json&) {
    state.phase = ServerPhase::shut_down;
    return nullptr;
}

const std::map<std::string, Answer>& every_answer() {
    static const std::map<std::string, Answer> answers{
        {"initialize", initialize},
        {"shutdown", shut_down},
        {"textDocument/completion", answer_completion},
        {"textDocument/hover", answer_hover},
        {"textDocument/definition", answer_definition},
        {"textDocument/references", answer_references},
        {"textDocument/prepareRename", answer_prepare_rename},
        {"textDocument/rename", answer_rename},
        {"textDocument/formatting", answer_formatting},
        {"textDocument/codeAction", answer_code_action},
        {"textDocument/documentSymbol", answer_document_symbol},
        {"textDocument/foldingRange", answer_folding_range},
        {"textDocument/codeLens", answer_code_lens},
        {"textDocument/inlayHint", answer_inlay_hint},
    };
    return answers;
}

}  // namespace

nlohmann::ordered_json LanguageServer::State::capabilities() const {
    return {{"positionEncoding", "utf-16"},
            {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
            {"completionProvider", {{"triggerCharacters", {"[", ".", "\"", "=", "{", ",", " "}}}},
            {"hoverProvider", true},
            {"definitionProvider", true},
            {"referencesProvider", true},
            {"renameProvider", {{"prepareProvider", true}}},
            {"documentFormattingProvider", true},
            {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}},
            {"documentSymbolProvider", true},
            {"foldingRangeProvider", true},
            {"codeLensProvider", {{"resolveProvider", false}}},
            {"inlayHintProvider", true}};
}

nlohmann::ordered_json LanguageServer::State::answer(const std::string& method, const nlohmann::ordered_json& params) {
    if (phase == ServerPhase::new_born && method != "initialize")
        throw RpcFault(RpcCode::server_not_initialized, "\"initialize\" comes first");
    if (phase == ServerPhase::shut_down) throw RpcFault(RpcCode::invalid_request, "the server has been shut down");
    if (phase == ServerPhase::running && method == "initialize") throw RpcFault(RpcCode::invalid_request, "\"initialize\" comes once");
    const auto found = every_answer().find(method);
    if (found == every_answer().end()) throw RpcFault(RpcCode::method_not_found, "no method is called \"" + method + "\"");
    const bool is_of_a_file = method.starts_with("textDocument/");
    if (is_of_a_file && open_file_in(*this, params).is_foreign) return nullptr;  // what all of these say of nothing
    return found->second(*this, params);
}

const OpenFile& open_file_in(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile* file = state.files.find(document_uri(params));
    if (file == nullptr) throw RpcFault(RpcCode::invalid_params, "no such file is open: " + document_uri(params));
    return *file;
}

ScenarioView view_of(EditorState& state, const OpenFile& file) { return ScenarioView(file, state.files, state.access.scenarios_in); }

std::size_t offset_in(const OpenFile& file, const nlohmann::ordered_json& params) {
    return file.text.offset_of(place_from(member_of(params, "position")));
}

nlohmann::ordered_json location_json(const std::string& uri, EditorRange range) { return {{"uri", uri}, {"range", to_json(range)}}; }

}  // namespace agrocap
