#include "command.hpp"
#include "console.hpp"
#include "lsp/language_server.hpp"
#include "lsp_frames.hpp"

#include <cstdio>

namespace agrocap {

namespace {

void send(const std::vector<std::string>& messages) {
    for (const std::string& message : messages) print(framed(message));
}

/// Serves one client until it says `exit`, or hangs up.
ExitCode serve_editor() {
    LanguageServer server;
    FrameReader frames(stdin);
    while (!server.exit_code()) {
        const FrameReader::Frame frame = frames.next();
        if (frame.kind == FrameReader::Kind::end) break;
        send(frame.kind == FrameReader::Kind::fault ? std::vector{server.refusal(frame.text)} : server.handle(frame.text));
        if (!frames.is_waiting()) send(server.settle());
    }
    // One that hangs up without a word is gone, as one that says `exit` before `shutdown`.
    return server.exit_code().value_or(1) == 0 ? ExitCode::ok : ExitCode::target_failed;
}

}  // namespace

CommandPlan lsp_command() {
    CommandPlan plan;
    plan.line.options.push_back(
        {"--stdio", {}, "nothing else is possible; many editors say it", [](const std::string&) { return std::string(); }});
    plan.line.more =
        "An editor starts it: docs/editors.md has settings for VS Code, Neovim, Helix and Emacs. It speaks the Language Server Protocol "
        "3.17, runs nothing and writes no file. Exit codes: 0 when the editor has said `shutdown` before `exit`, else 1, as the protocol "
        "has it.";
    plan.run = serve_editor;
    return plan;
}

}  // namespace agrocap
