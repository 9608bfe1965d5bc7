#include "lsp/lsp_json.hpp"

#include "lsp/rpc_message.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace agrocap {

namespace {

/// The protocol's unsigned numbers end at 2^31 - 1.
std::uint32_t count_of(const nlohmann::ordered_json& object, const char* key) {
    const nlohmann::ordered_json& value = member_of(object, key);
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > 0x7FFFFFFFu)
        throw RpcFault(RpcCode::invalid_params, fmt::format("\"{}\" is not a whole number from 0 to 2147483647", key));
    return value.get<std::uint32_t>();
}

}  // namespace

nlohmann::ordered_json to_json(EditorPlace place) { return {{"line", place.line}, {"character", place.character}}; }

nlohmann::ordered_json to_json(EditorRange range) { return {{"start", to_json(range.from)}, {"end", to_json(range.to)}}; }

EditorPlace place_from(const nlohmann::ordered_json& value) { return {count_of(value, "line"), count_of(value, "character")}; }

EditorRange range_from(const nlohmann::ordered_json& value) {
    return {place_from(member_of(value, "start")), place_from(member_of(value, "end"))};
}

const nlohmann::ordered_json& member_of(const nlohmann::ordered_json& object, const char* key) {
    if (!object.is_object() || !object.contains(key)) throw RpcFault(RpcCode::invalid_params, fmt::format("\"{}\" is missing", key));
    return object.find(key).value();
}

const std::string& text_member(const nlohmann::ordered_json& object, const char* key) {
    const nlohmann::ordered_json& value = member_of(object, key);
    if (!value.is_string()) throw RpcFault(RpcCode::invalid_params, fmt::format("\"{}\" is not a text", key));
    return value.get_ref<const std::string&>();
}

const std::string& document_uri(const nlohmann::ordered_json& params) { return text_member(member_of(params, "textDocument"), "uri"); }

}  // namespace agrocap
