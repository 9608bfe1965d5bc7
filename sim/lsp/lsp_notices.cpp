#include "lsp/answers.hpp"
#include "lsp/file_uri.hpp"
#include "lsp/foreign_toml.hpp"
#include "lsp/lsp_json.hpp"
#include "lsp/rpc_message.hpp"

#include <nlohmann/json.hpp>

namespace agrocap {

namespace {

std::int64_t version_in(const nlohmann::ordered_json& document) {
    const auto version = document.find("version");
    return version != document.end() && version->is_number_integer() ? version->get<std::int64_t>() : 0;
}

void did_open(EditorState& state, const nlohmann::ordered_json& params) {
    const nlohmann::ordered_json& document = member_of(params, "textDocument");
    const std::string& uri = text_member(document, "uri");
    OpenFile file{uri, path_of_uri(uri), version_in(document), LineText(text_member(document, "text")), false};
    file.is_foreign = is_foreign(loose_toml(file.text.text()));
    const std::string path = file.path;
    state.files.open(std::move(file));
    state.findings.touch(state.files, path);
}

/// All edits of the message, or none: one that cannot be understood must not leave half a text.
void did_change(EditorState& state, const nlohmann::ordered_json& params) {
    OpenFile* file = state.files.find(document_uri(params));
    if (file == nullptr) throw RpcFault(RpcCode::invalid_params, "no such file is open");
    const nlohmann::ordered_json& changes = member_of(params, "contentChanges");
    if (!changes.is_array()) throw RpcFault(RpcCode::invalid_params, "\"contentChanges\" is no array");
    LineText text = file->text;
    for (const auto& change : changes) {
        const std::string& put = text_member(change, "text");
        if (change.contains("range") && !change["range"].is_null())
            text.replace(range_from(change["range"]), put);
        else
            text = LineText(put);
    }
    file->text = std::move(text);
    // What was a scenario stays one, whatever is made of it.
    file->is_foreign = file->is_foreign && is_foreign(loose_toml(file->text.text()));
    file->version = version_in(member_of(params, "textDocument"));
    state.findings.touch(state.files, file->path);
}

void did_close(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile* file = state.files.find(document_uri(params));
    if (file == nullptr) return;
    const std::string path = file->path;
    state.hints.erase(file->uri);
    state.files.close(document_uri(params));
    state.findings.touch(state.files, path);
}

}  // namespace

void LanguageServer::State::notice(const std::string& method, const nlohmann::ordered_json& params) {
    if (method == "exit") {
        exit_code = phase == ServerPhase::shut_down ? 0 : 1;
        phase = ServerPhase::gone;
        return;
    }
    if (phase != ServerPhase::running) return;
    if (method == "textDocument/didOpen") did_open(*this, params);
    if (method == "textDocument/didChange") did_change(*this, params);
    if (method == "textDocument/didClose") did_close(*this, params);
    if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles") findings.touch_all(files);
}

}  // namespace agrocap
