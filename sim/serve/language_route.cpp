#include "serve/language_route.hpp"

#include "lsp/file_uri.hpp"
#include "lsp/language_server.hpp"
#include "report/json_value.hpp"
#include "serve/asked_scenario.hpp"

#include <nlohmann/json.hpp>

namespace agrocap {

namespace {

/// Files of the folder that is served, and none besides. Those in its inner folders are neighbours, too: one may extend another, and a name
/// that is changed in one is changed in all.
FileAccess access_to(const ServedFolder& folder) {
    const auto all_scenarios = [&folder](const std::string&) {
        std::vector<std::string> paths;
        for (const ListedScenario& one : folder.list().scenarios) paths.push_back(one.path);
        return paths;
    };
    return {folder.reader(), all_scenarios};
}

/// A message without an identity is a notice, which is answered by nothing.
std::string rpc_message(const char* method, nlohmann::ordered_json params, bool is_request) {
    nlohmann::ordered_json message{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
    if (is_request) message["id"] = 1;
    return message.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string text_of_file(const ServedFolder& folder, const AskedScenario& asked) {
    if (asked.edited) return asked.edited->text;
    ServedFolder::FileText stored = folder.text_of(asked.path);
    if (stored.refusal) throw RefusedRequest{std::move(*stored.refusal)};
    return std::move(stored.text);
}

}  // namespace

HttpResponse answer_editor(const ServedFolder& folder, const HttpRequest& request) {
    const Json body = body_of(request);
    const AskedScenario asked = asked_scenario(body);
    const std::string method = text_in(body, "method");
    if (!method.starts_with("textDocument/"))
        throw RefusedRequest{{400, "bad-request", "\"method\" is none about a file", "those begin with \"textDocument/\""}};
    nlohmann::ordered_json params = body.contains("params") ? nlohmann::ordered_json(body["params"]) : nlohmann::ordered_json::object();
    if (!params.is_object()) throw RefusedRequest{{400, "bad-request", "\"params\" is no object"}};
    const std::string uri = uri_of_path(asked.path);
    params["textDocument"] = {{"uri", uri}};

    // A server for each question: it knows nothing that the page does not, so that nothing is to be kept, or to be told anew after a
    // restart.
    LanguageServer server(access_to(folder));
    server.handle(rpc_message("initialize", nlohmann::ordered_json::object(), true));
    server.handle(rpc_message("textDocument/didOpen",
                              {{"textDocument", {{"uri", uri}, {"version", 1}, {"text", text_of_file(folder, asked)}}}}, false));
    const std::vector<std::string> answers = server.handle(rpc_message(method.c_str(), std::move(params), true));
    const nlohmann::ordered_json answer = nlohmann::ordered_json::parse(answers.at(0));
    if (answer.contains("error")) throw RefusedRequest{{422, "language", answer["error"]["message"].get<std::string>()}};
    return json_answer(nlohmann::ordered_json{{"result", answer["result"]}}.dump() + "\n");
}

}  // namespace agrocap
