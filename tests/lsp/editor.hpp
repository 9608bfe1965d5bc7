#pragma once

#include "lsp/language_server.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace agrocap {

/// An editor that talks to a server in memory. What is not open in it is read from `disk`.
class Editor {
  public:
    explicit Editor(std::map<std::string, std::string> disk = {});

    /// Opens the file and waits for the diagnostics.
    void open(const std::string& path, const std::string& text);
    /// Replaces the stretch between two places, each (line, UTF-16 unit) from 0.
    void edit(const std::string& path, std::array<unsigned, 4> range, const std::string& text);
    void close(const std::string& path);

    /// The result of a request; an error fails the test.
    nlohmann::json ask(const std::string& method, nlohmann::json params);
    /// The same about a place of a file.
    nlohmann::json ask_at(const std::string& method, const std::string& path, unsigned line, unsigned character,
                          nlohmann::json more = nlohmann::json::object());
    /// The error of a request; a result fails the test.
    nlohmann::json refused(const std::string& method, nlohmann::json params);

    /// The labels of what is proposed where the text has a "|", which is taken out. The first open of `path` is by this.
    std::vector<std::string> proposals(const std::string& path, std::string text_with_cursor);

    /// The diagnostics last told of a file, as `validate --json` writes them.
    nlohmann::json told(const std::string& path) const;
    /// As the protocol has them.
    nlohmann::json diagnostics(const std::string& path) const;

    LanguageServer server;

  private:
    void send(const nlohmann::json& message);
    nlohmann::json request(const std::string& method, nlohmann::json params);

    int id_ = 0;
    int version_ = 0;
    std::map<std::string, nlohmann::json> published_;
    std::map<std::string, std::string> disk_;
};

/// Files that are nowhere but in memory; they must outlive what is given.
FileAccess access_to(const std::map<std::string, std::string>& disk);

/// A file's address.
std::string uri(const std::string& path);

/// A scenario without faults: two stations in a line, a crew, a calendar, an item that uses another.
std::string sound_scenario();

}  // namespace agrocap
