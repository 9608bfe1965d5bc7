#include "lsp/editor.hpp"

#include "lsp/file_uri.hpp"
#include "lsp/line_text.hpp"

#include <catch2/catch_test_macros.hpp>

namespace agrocap {

FileAccess access_to(const std::map<std::string, std::string>& disk) {
    const auto read = [&disk](const FileRequest& request, Diagnostics& diagnostics) -> std::optional<std::string> {
        const auto found = disk.find(request.path);
        if (found != disk.end()) return found->second;
        diagnostics.error(Code::no_file, request.at, request.key, "there is no file \"" + request.path + "\"");
        return std::nullopt;
    };
    const auto list = [&disk](const std::string& folder) {
        std::vector<std::string> paths;
        for (const auto& [path, text] : disk)
            if (path.starts_with(folder + "/") && path.ends_with(".toml")) paths.push_back(path);
        return paths;
    };
    return {read, list};
}

std::string uri(const std::string& path) { return uri_of_path(path); }

Editor::Editor(std::map<std::string, std::string> disk) : server(access_to(disk_)), disk_(std::move(disk)) {
    ask("initialize", {{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", nlohmann::json::object()}});
    send({{"jsonrpc", "2.0"}, {"method", "initialized"}, {"params", nlohmann::json::object()}});
}

void Editor::send(const nlohmann::json& message) {
    CHECK(server.handle(message.dump()).empty());
    for (const std::string& text : server.settle()) {
        const auto told = nlohmann::json::parse(text);
        REQUIRE(told["method"] == "textDocument/publishDiagnostics");
        published_[told["params"]["uri"]] = told["params"]["diagnostics"];
    }
}

nlohmann::json Editor::request(const std::string& method, nlohmann::json params) {
    const std::vector<std::string> answers =
        server.handle(nlohmann::json{{"jsonrpc", "2.0"}, {"id", ++id_}, {"method", method}, {"params", std::move(params)}}.dump());
    REQUIRE(answers.size() == 1);
    auto answer = nlohmann::json::parse(answers.front());
    CHECK(answer["id"] == id_);
    return answer;
}

nlohmann::json Editor::ask(const std::string& method, nlohmann::json params) {
    auto answer = request(method, std::move(params));
    INFO(answer.dump());
    REQUIRE(answer.contains("result"));
    return answer["result"];
}

nlohmann::json Editor::refused(const std::string& method, nlohmann::json params) {
    auto answer = request(method, std::move(params));
    INFO(answer.dump());
    REQUIRE(answer.contains("error"));
    return answer["error"];
}

nlohmann::json Editor::ask_at(const std::string& method, const std::string& path, unsigned line, unsigned character, nlohmann::json more) {
    more["textDocument"] = {{"uri", uri(path)}};
    more["position"] = {{"line", line}, {"character", character}};
    return ask(method, std::move(more));
}

void Editor::open(const std::string& path, const std::string& text) {
    send({{"jsonrpc", "2.0"},
          {"method", "textDocument/didOpen"},
          {"params", {{"textDocument", {{"uri", uri(path)}, {"languageId", "toml"}, {"version", ++version_}, {"text", text}}}}}});
}

void Editor::edit(const std::string& path, std::array<unsigned, 4> range, const std::string& text) {
    const nlohmann::json where{{"start", {{"line", range[0]}, {"character", range[1]}}},
                               {"end", {{"line", range[2]}, {"character", range[3]}}}};
    send({{"jsonrpc", "2.0"},
          {"method", "textDocument/didChange"},
          {"params",
           {{"textDocument", {{"uri", uri(path)}, {"version", ++version_}}},
            {"contentChanges", nlohmann::json::array({{{"range", where}, {"text", text}}})}}}});
}

void Editor::close(const std::string& path) {
    send({{"jsonrpc", "2.0"}, {"method", "textDocument/didClose"}, {"params", {{"textDocument", {{"uri", uri(path)}}}}}});
}

std::vector<std::string> Editor::proposals(const std::string& path, std::string text_with_cursor) {
    const std::size_t at = text_with_cursor.find('|');
    REQUIRE(at != std::string::npos);
    text_with_cursor.erase(at, 1);
    open(path, text_with_cursor);
    const EditorPlace place = LineText(text_with_cursor).place_of(at);
    std::vector<std::string> labels;
    const auto answer = ask_at("textDocument/completion", path, place.line, place.character);
    for (const auto& item : answer["items"]) labels.push_back(item["label"]);
    return labels;
}

nlohmann::json Editor::diagnostics(const std::string& path) const {
    const auto found = published_.find(uri(path));
    return found == published_.end() ? nlohmann::json::array() : found->second;
}

nlohmann::json Editor::told(const std::string& path) const {
    auto all = nlohmann::json::array();
    for (const auto& one : diagnostics(path)) all.push_back(one["data"]);
    return all;
}

std::string sound_scenario() {
    return R"(schema = 1
[scenario]
name = "Two stations"
[calendar.day]
shifts = [{ days = "mon-fri", from = "08:00", to = "16:00" }]
[item.frame]
[item.tractor]
uses = { frame = 2 }
[plant.works]
calendar = "day"
[plant.works.crew.welder]
size = 3
[plant.works.store.frame]
supply = "unlimited"
[plant.works.line.main]
makes = "tractor"
route = ["weld", "paint"]
[plant.works.line.main.station.weld]
time = "10 min"
crew = { welder = 1 }
[plant.works.line.main.station.paint]
time = { dist = "exponential", mean = "8 min" }
buffer = 3
[target.enough]
metric = "output.total"
at_least = 1000
)";
}

}  // namespace agrocap
