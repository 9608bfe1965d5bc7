#include "lsp/editor.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace agrocap;

namespace {

nlohmann::json only_answer(LanguageServer& server, const std::string& message) {
    const std::vector<std::string> answers = server.handle(message);
    REQUIRE(answers.size() == 1);
    return nlohmann::json::parse(answers.front());
}

int error_code(LanguageServer& server, const std::string& message) {
    const auto answer = only_answer(server, message);
    INFO(answer.dump());
    REQUIRE(answer.contains("error"));
    return answer["error"]["code"];
}

void initialize(LanguageServer& server) {
    CHECK(only_answer(server, R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})")["result"]["serverInfo"]["name"] ==
          "agrocap");
}

}  // namespace

TEST_CASE("what is no request gets the error that JSON-RPC has for it", "[lsp][rpc]") {
    LanguageServer server({[](const FileRequest&, Diagnostics&) { return std::nullopt; }, nullptr});

    CHECK(error_code(server, "") == -32700);
    CHECK(error_code(server, "{") == -32700);
    CHECK(error_code(server, "\xFF\xFE") == -32700);
    CHECK(error_code(server, "\"\\ud800\"") == -32700);
    CHECK(error_code(server, "[]") == -32600);
    CHECK(error_code(server, R"([{"jsonrpc":"2.0","id":1,"method":"initialize"}])") == -32600);
    CHECK(error_code(server, "7") == -32600);
    CHECK(error_code(server, "{}") == -32600);
    CHECK(error_code(server, R"({"id":1,"method":7})") == -32600);
    CHECK(error_code(server, R"({"id":[1],"method":"initialize"})") == -32600);
    CHECK(error_code(server, R"({"id":1,"method":"textDocument/hover"})") == -32002);
    CHECK(server.handle(R"({"id":1,"result":null})").empty());
    CHECK(server.handle(R"({"method":"textDocument/didOpen","params":{}})").empty());
    CHECK(error_code(server, std::string(50'000, '[')) == -32700);
}

TEST_CASE("a running server answers every request and passes over notices that it does not know", "[lsp][rpc]") {
    LanguageServer server({[](const FileRequest&, Diagnostics&) { return std::nullopt; }, nullptr});
    initialize(server);

    CHECK(error_code(server, R"({"id":2,"method":"initialize","params":{}})") == -32600);
    CHECK(error_code(server, R"({"id":3,"method":"textDocument/somersault","params":{}})") == -32601);
    CHECK(error_code(server, R"({"id":4,"method":"textDocument/completion"})") == -32602);
    CHECK(
        error_code(
            server,
            R"({"id":5,"method":"textDocument/completion","params":{"textDocument":{"uri":"file:///a.toml"},"position":{"line":0,"character":0}}})") ==
        -32602);
    CHECK(error_code(server, R"({"id":6,"method":"textDocument/completion","params":{"textDocument":{"uri":7}}})") == -32602);
    CHECK(server.handle(R"({"method":"$/cancelRequest","params":{"id":2}})").empty());
    CHECK(server.handle(R"({"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///none.toml"},"contentChanges":[]}})")
              .empty());
    CHECK(server.handle(R"({"method":"textDocument/didOpen","params":7})").empty());
    CHECK(only_answer(server, R"({"id":"seven","method":"shutdown"})")["id"] == "seven");
}

TEST_CASE("a change that cannot be understood leaves the text as it was", "[lsp][rpc]") {
    Editor editor;
    editor.open("/a.toml", "schema = 1\n");
    const auto before = editor.told("/a.toml");

    editor.server.handle(nlohmann::json{{"method", "textDocument/didChange"},
                                        {"params",
                                         {{"textDocument", {{"uri", uri("/a.toml")}, {"version", 9}}},
                                          {"contentChanges", {{{"text", "schema = 2\n"}}, {{"range", 7}, {"text", "x"}}}}}}}
                             .dump());
    editor.server.settle();

    CHECK(editor.told("/a.toml") == before);
}

TEST_CASE("a server ends with 0 if it was shut down, else with 1", "[lsp][rpc]") {
    for (const bool is_polite : {true, false}) {
        LanguageServer server({[](const FileRequest&, Diagnostics&) { return std::nullopt; }, nullptr});
        initialize(server);
        if (is_polite) {
            CHECK(only_answer(server, R"({"id":2,"method":"shutdown"})")["result"].is_null());
            CHECK(error_code(server, R"({"id":3,"method":"textDocument/hover","params":{}})") == -32600);
        }
        CHECK_FALSE(server.exit_code().has_value());
        server.handle(R"({"method":"exit"})");
        CHECK(server.exit_code() == (is_polite ? 0 : 1));
    }
}
