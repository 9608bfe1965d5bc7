#pragma once

#include <nlohmann/json_fwd.hpp>

#include <stdexcept>
#include <string>

namespace agrocap {

/// Codes of JSON-RPC 2.0, section 5.1, and of the Language Server Protocol 3.17, "Error Codes".
enum class RpcCode : int {
    parse_error = -32700,
    invalid_request = -32600,
    method_not_found = -32601,
    invalid_params = -32602,
    internal_error = -32603,
    server_not_initialized = -32002,
    request_failed = -32803,
};

/// A request that gets an error for an answer.
struct RpcFault : std::runtime_error {
    RpcFault(RpcCode fault_code, const std::string& text) : std::runtime_error(text), code(fault_code) {}
    RpcCode code;
};

/// One line; bytes that are no UTF-8 are replaced.
std::string rpc_text(const nlohmann::ordered_json& message);

std::string rpc_result(const nlohmann::ordered_json& id, nlohmann::ordered_json result);
std::string rpc_error(const nlohmann::ordered_json& id, const RpcFault& fault);
std::string rpc_notification(const std::string& method, nlohmann::ordered_json params);

}  // namespace agrocap
