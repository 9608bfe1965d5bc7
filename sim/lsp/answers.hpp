#pragma once

#include "lsp/scenario_view.hpp"
#include "lsp/server_state.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace agrocap {

// The answers to the requests about an open file, each from its parameters. They throw `RpcFault`.

using ServerState = LanguageServer::State;

nlohmann::json answer_completion(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_hover(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_definition(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_references(ServerState& state, const nlohmann::json& params);

nlohmann::json answer_prepare_rename(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_rename(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_formatting(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_code_action(ServerState& state, const nlohmann::json& params);

nlohmann::json answer_document_symbol(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_folding_range(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_code_lens(ServerState& state, const nlohmann::json& params);
nlohmann::json answer_inlay_hint(ServerState& state, const nlohmann::json& params);

/// The file that `params.textDocument` names. It must be open.
const OpenFile& open_file_in(ServerState& state, const nlohmann::json& params);
ScenarioView view_of(ServerState& state, const OpenFile& file);

/// Where `params.position` is in the file.
std::size_t offset_in(const OpenFile& file, const nlohmann::json& params);

nlohmann::json location_json(const std::string& uri, EditorRange range);

}  // namespace agrocap
