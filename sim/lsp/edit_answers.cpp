#include "lsp/answers.hpp"
#include "lsp/lsp_json.hpp"
#include "lsp/quick_fix.hpp"
#include "lsp/rpc_message.hpp"
#include "lsp/tidy_text.hpp"
#include "lsp/whole_family.hpp"
#include "observe/asked_metrics.hpp"

#include <nlohmann/json.hpp>

namespace agrocap {

namespace {

nlohmann::ordered_json edits_json(const LineText& text, const std::vector<TextEdit>& edits) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const TextEdit& edit : edits) list.push_back({{"range", to_json(text.range_of(edit.at))}, {"newText", edit.put}});
    return list;
}

/// Whether what the diagnostic underlines begins within the lines that are asked for.
bool is_asked(const Diagnostic& one, const LineText& text, EditorRange range) {
    const EditorPlace at = text.place_of(text.offset_of(one.at));
    return one.at.file == 0 && one.at.line > 0 && at.line >= range.from.line && at.line <= range.to.line;
}

/// The diagnostic as the editor has it, so that it knows which one is mended.
nlohmann::ordered_json asked_diagnostic(const nlohmann::ordered_json& params, const Diagnostic& one) {
    const auto context = params.find("context");
    if (context == params.end() || !context->is_object() || !context->contains("diagnostics")) return nullptr;
    for (const auto& known : (*context)["diagnostics"])
        if (known.is_object() && known.contains("data") && known["data"].is_object() && known["data"].value("message", "") == one.text &&
            known["data"].value("path", "") == one.path)
            return known;
    return nullptr;
}

}  // namespace

nlohmann::ordered_json answer_prepare_rename(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    ScenarioView view = view_of(state, file);
    const NamePlace* name = view.family().empty() ? nullptr : view.names().at(0, offset_in(file, params));
    if (name == nullptr) return nullptr;
    return {{"range", to_json(file.text.range_of(name->at))}, {"placeholder", name->object.back()}};
}

nlohmann::ordered_json answer_rename(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    ScenarioView view = view_of(state, file);
    const NamePlace* name = view.family().empty() ? nullptr : view.names().at(0, offset_in(file, params));
    if (name == nullptr) throw RpcFault(RpcCode::request_failed, "no id stands here");
    const Renaming renaming = rename_object(view, state.files, name->object, text_member(params, "newName"));
    if (!renaming.fault.empty()) throw RpcFault(RpcCode::request_failed, renaming.fault);
    nlohmann::ordered_json changes = nlohmann::ordered_json::object();
    for (const auto& [path, edits] : renaming.edits)
        if (const auto in = family_file(path, view.reader()); in != nullptr)
            changes[state.files.uri_of(path)] = edits_json(in->text, edits);
    return {{"changes", std::move(changes)}};
}

nlohmann::ordered_json answer_formatting(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    const std::optional<std::string> tidy = tidy_text(file.text.text());
    if (!tidy || *tidy == file.text.text()) return nlohmann::ordered_json::array();
    return edits_json(file.text, {{{0, file.text.text().size()}, *tidy}});
}

nlohmann::ordered_json answer_code_action(EditorState& state, const nlohmann::ordered_json& params) {
    const OpenFile& file = open_file_in(state, params);
    const EditorRange range = range_from(member_of(params, "range"));
    ScenarioView view = view_of(state, file);
    const ReadResult read = read_to_run(resolve_file(file.path, {}, view.reader()));
    nlohmann::ordered_json actions = nlohmann::ordered_json::array();
    for (const Diagnostic& one : read.diagnostics.all()) {
        if (!is_asked(one, file.text, range)) continue;
        for (const QuickFix& fix : fixes_for(view, one)) {
            nlohmann::ordered_json action{{"title", fix.title},
                                          {"kind", "quickfix"},
                                          {"isPreferred", true},
                                          {"edit", {{"changes", {{file.uri, edits_json(file.text, fix.edits)}}}}}};
            if (nlohmann::ordered_json known = asked_diagnostic(params, one); !known.is_null())
                action["diagnostics"] = nlohmann::ordered_json::array({std::move(known)});
            actions.push_back(std::move(action));
        }
    }
    return actions;
}

}  // namespace agrocap
