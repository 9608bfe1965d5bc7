#pragma once

#include "lsp/findings.hpp"
#include "lsp/language_server.hpp"
#include "lsp/name_index.hpp"
#include "lsp/open_files.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace agrocap {

/// Where the protocol's life of a server stands.
enum class ServerPhase : std::uint8_t { new_born, running, shut_down, gone };

struct LanguageServer::State {
    explicit State(FileAccess file_access) : access(std::move(file_access)), files(access.read) {}

    FileAccess access;
    OpenFiles files;
    Findings findings;
    std::map<std::string, std::map<ObjectPath, std::string>> hints;  // beside lines, of the last sound text; by address
    ServerPhase phase = ServerPhase::new_born;
    int exit_code = 0;

    /// What the server can do, for `initialize`.
    [[nodiscard]] nlohmann::ordered_json capabilities() const;
    /// The answer to a request of a running server. Throws `RpcFault`.
    nlohmann::ordered_json answer(const std::string& method, const nlohmann::ordered_json& params);
    /// Throws `RpcFault` for one that cannot be understood; those of unknown methods are passed over.
    void notice(const std::string& method, const nlohmann::ordered_json& params);
};

}  // namespace agrocap
