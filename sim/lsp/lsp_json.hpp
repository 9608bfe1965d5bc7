#pragma once

#include "lsp/line_text.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace agrocap {

// The protocol's small objects. What is read here and is not as the protocol has it is an `RpcFault`.

nlohmann::json to_json(EditorPlace place);
nlohmann::json to_json(EditorRange range);

EditorPlace place_from(const nlohmann::json& value);
EditorRange range_from(const nlohmann::json& value);

/// A member that must be there.
const nlohmann::json& member_of(const nlohmann::json& object, const char* key);
const std::string& text_of(const nlohmann::json& object, const char* key);

/// `params.textDocument.uri`.
const std::string& document_uri(const nlohmann::json& params);

}  // namespace agrocap
