#include "lsp/language_server.hpp"

#include "base/json_fault.hpp"
#include "base/version.hpp"
#include "lsp/rpc_message.hpp"
#include "lsp/server_state.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace agrocap {

namespace {

using RpcJson = nlohmann::ordered_json;

bool is_request_id(const RpcJson& id) { return id.is_string() || id.is_number(); }

/// The object that a message must be, or the fault to answer with. Batches are no part of the Language Server Protocol.
RpcJson parsed_message(std::string_view message) {
    RpcJson parsed;
    try {
        parsed = RpcJson::parse(message);
    } catch (const RpcJson::exception& fault) {
        throw RpcFault(RpcCode::parse_error, fmt::format("not JSON: {}", json_fault_text(fault.what())));
    }
    if (parsed.is_array()) throw RpcFault(RpcCode::invalid_request, "batches are not supported");
    if (!parsed.is_object()) throw RpcFault(RpcCode::invalid_request, "a message is an object");
    return parsed;
}

const std::string* method_of(const RpcJson& message) {
    const auto method = message.find("method");
    return method != message.end() && method->is_string() ? method->get_ptr<const std::string*>() : nullptr;
}

}  // namespace

std::vector<std::string> scenarios_on_disk(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code failure;
    for (std::filesystem::directory_iterator entry(folder.empty() ? "." : folder, failure), end; !failure && entry != end;
         entry.increment(failure))
        if (entry->path().extension() == ".toml") paths.push_back((std::filesystem::path(folder) / entry->path().filename()).string());
    std::sort(paths.begin(), paths.end());
    return paths;
}

LanguageServer::LanguageServer(FileAccess files) : state_(std::make_unique<State>(std::move(files))) {}

LanguageServer::~LanguageServer() = default;

std::optional<int> LanguageServer::exit_code() const {
    return state_->phase == ServerPhase::gone ? std::optional(state_->exit_code) : std::nullopt;
}

std::string LanguageServer::refusal(const std::string& reason) { return rpc_error(nullptr, {RpcCode::parse_error, reason}); }

std::vector<std::string> LanguageServer::settle() {
    if (state_->phase != ServerPhase::running) return {};
    return state_->findings.publish(state_->files);
}

std::vector<std::string> LanguageServer::handle(std::string_view message) {
    if (state_->phase == ServerPhase::gone) return {};
    RpcJson id = nullptr;
    bool is_request = false;
    try {
        const RpcJson request = parsed_message(message);
        is_request = request.contains("id");
        if (is_request && is_request_id(request["id"])) id = request["id"];
        const std::string* method = method_of(request);
        if (method == nullptr) {
            // An answer to a question of ours: there is none that needs one.
            if (is_request && (request.contains("result") || request.contains("error"))) return {};
            is_request = true;
            throw RpcFault(RpcCode::invalid_request, "\"method\" is missing, or is no text");
        }
        if (is_request && id.is_null()) throw RpcFault(RpcCode::invalid_request, "\"id\" is neither a text nor a number");
        const RpcJson params = request.value("params", RpcJson(nullptr));
        if (is_request) return {rpc_result(id, state_->answer(*method, params))};
        state_->notice(*method, params);
        return {};
    } catch (const RpcFault& fault) {
        const bool is_answered = is_request || fault.code == RpcCode::parse_error || fault.code == RpcCode::invalid_request;
        return is_answered ? std::vector{rpc_error(id, fault)} : std::vector<std::string>{};
    } catch (const std::exception& fault) {
        // Our mistake. The server goes on: an editor that has lost it loses more than one answer.
        return is_request ? std::vector{rpc_error(id, {RpcCode::internal_error, fmt::format("internal error: {}", fault.what())})}
                          : std::vector<std::string>{};
    }
}

}  // namespace agrocap
