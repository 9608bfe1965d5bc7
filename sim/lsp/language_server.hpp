#pragma once

#include "scenario/read_file.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agrocap {

/// How a language server gets at files that are not open in the editor.
struct FileAccess {
    FileReader read = read_file;
    /// The paths of the scenario files (`*.toml`) in a folder, and of those that belong together with them elsewhere, sorted; none for a
    /// folder that cannot be read.
    std::function<std::vector<std::string>(const std::string& folder)> scenarios_in = nullptr;
};

/// The paths of a folder's `*.toml` on the disk, sorted.
std::vector<std::string> scenarios_on_disk(const std::string& folder);

/// What editors ask about scenarios: the Language Server Protocol 3.17 without its transport. It runs nothing and writes nothing.
///
/// One client, one thread. Places are counted in UTF-16 units, as the protocol has it by default.
class LanguageServer {
  public:
    explicit LanguageServer(FileAccess files = {read_file, scenarios_on_disk});
    ~LanguageServer();
    LanguageServer(const LanguageServer&) = delete;
    LanguageServer& operator=(const LanguageServer&) = delete;

    /// Takes one message, any bytes. Gives what is to be sent in answer, in order, each a JSON object on one line.
    std::vector<std::string> handle(std::string_view message);

    /// The answer to a message that the transport could not take, with the reason.
    [[nodiscard]] static std::string refusal(const std::string& reason);

    /// What is to be sent unasked: the diagnostics of what has changed since the last call. To be called when no message waits, so that
    /// fast typing is judged once.
    std::vector<std::string> settle();

    /// Set once the client has said `exit`: 0 after `shutdown`, else 1.
    [[nodiscard]] std::optional<int> exit_code() const;

    struct State;  // server_state.hpp

  private:
    std::unique_ptr<State> state_;
};

}  // namespace agrocap
