#include "lsp/rpc_message.hpp"

#include <nlohmann/json.hpp>

namespace agrocap {

std::string rpc_text(const nlohmann::ordered_json& message) {
    return message.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string rpc_result(const nlohmann::ordered_json& id, nlohmann::ordered_json result) {
    return rpc_text({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
}

std::string rpc_error(const nlohmann::ordered_json& id, const RpcFault& fault) {
    return rpc_text({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", static_cast<int>(fault.code)}, {"message", fault.what()}}}});
}

std::string rpc_notification(const std::string& method, nlohmann::ordered_json params) {
    return rpc_text({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

}  // namespace agrocap
