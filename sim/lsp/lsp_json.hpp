#pragma once

#include "lsp/line_text.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace agrocap {

// The protocol's small objects. What is read here and is not as the protocol has it is an `RpcFault`.

nlohmann::ordered_json to_json(EditorPlace place);
nlohmann::ordered_json to_json(EditorRange range);

EditorPlace place_from(const nlohmann::ordered_json& value);
EditorRange range_from(const nlohmann::ordered_json& value);

/// A member that must be there.
const nlohmann::ordered_json& member_of(const nlohmann::ordered_json& object, const char* key);
const std::string& text_member(const nlohmann::ordered_json& object, const char* key);

/// `params.textDocument.uri`.
const std::string& document_uri(const nlohmann::ordered_json& params);

}  // namespace agrocap
