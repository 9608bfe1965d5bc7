#pragma once

#include "lsp/scenario_view.hpp"
#include "lsp/server_state.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace agrocap {

// The answers to the requests about an open file, each from its parameters. They throw `RpcFault`.

using EditorState = LanguageServer::State;

nlohmann::ordered_json answer_completion(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_hover(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_definition(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_references(EditorState& state, const nlohmann::ordered_json& params);

nlohmann::ordered_json answer_prepare_rename(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_rename(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_formatting(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_code_action(EditorState& state, const nlohmann::ordered_json& params);

nlohmann::ordered_json answer_document_symbol(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_folding_range(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_code_lens(EditorState& state, const nlohmann::ordered_json& params);
nlohmann::ordered_json answer_inlay_hint(EditorState& state, const nlohmann::ordered_json& params);

/// The file that `params.textDocument` names. It must be open.
const OpenFile& open_file_in(EditorState& state, const nlohmann::ordered_json& params);
ScenarioView view_of(EditorState& state, const OpenFile& file);

/// Where `params.position` is in the file.
std::size_t offset_in(const OpenFile& file, const nlohmann::ordered_json& params);

nlohmann::ordered_json location_json(const std::string& uri, EditorRange range);

}  // namespace agrocap
