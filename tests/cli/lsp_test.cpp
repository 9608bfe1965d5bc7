#include "cli/program.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string framed(const std::string& body) { return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body); }

std::string framed(const nlohmann::json& message) { return framed(message.dump()); }

const std::string initialize = framed(
    nlohmann::json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", "initialize"}, {"params", {{"capabilities", nlohmann::json::object()}}}});
const std::string shut_down = framed(nlohmann::json{{"jsonrpc", "2.0"}, {"id", 2}, {"method", "shutdown"}});
const std::string leave = framed(nlohmann::json{{"jsonrpc", "2.0"}, {"method", "exit"}});

/// What a server that is sent these bytes sends, message by message.
struct Session {
    int code = 0;
    std::vector<nlohmann::json> messages;
};

std::vector<nlohmann::json> messages_in(std::string_view rest) {
    std::vector<nlohmann::json> messages;
    while (!rest.empty()) {
        const std::string head = "Content-Length: ";
        REQUIRE(rest.starts_with(head));
        const std::size_t size = std::stoul(std::string(rest.substr(head.size(), rest.find('\r') - head.size())));
        const std::size_t begin = rest.find("\r\n\r\n") + 4;
        REQUIRE(rest.size() >= begin + size);
        messages.push_back(nlohmann::json::parse(rest.substr(begin, size)));
        rest.remove_prefix(begin + size);
    }
    return messages;
}

Session session(const Workplace& work, const std::string& bytes) {
    work.write("input", bytes);
    const Ran ran = work.shell("\"$AGROCAP\" lsp < input");
    CHECK(ran.err.empty());
    return {ran.code, messages_in(ran.out)};
}

}  // namespace

TEST_CASE("an editor is told by lsp what validate tells of the file", "[cli][lsp]") {
    const Workplace work;
    work.write_plant("[target.x]\nmetric = \"output.totl\"\nat_least = 1\n");
    const std::string path = work.path("plant.toml");
    const nlohmann::json open{
        {"method", "textDocument/didOpen"},
        {"params",
         {{"textDocument", {{"uri", "file://" + path}, {"version", 1}, {"languageId", "toml"}, {"text", work.read("plant.toml")}}}}}};

    // What is typed fast is judged once: the editor waits for the diagnostics before it leaves.
    work.write("begin", initialize + framed(open));
    work.write("end", shut_down + leave);
    const Ran ran = work.shell(
        "mkfifo in; \"$AGROCAP\" lsp < in > said & exec 3> in; cat begin >&3; for i in $(seq 600); do grep -q publishDiagnostics said && "
        "break; "
        "sleep 0.1; done; cat end >&3; exec 3>&-; wait $!");
    const Session said{ran.code, messages_in(work.read("said"))};

    CHECK(said.code == 0);
    REQUIRE(said.messages.size() == 3);
    CHECK(said.messages[1]["method"] == "textDocument/publishDiagnostics");
    auto told = nlohmann::json::array();
    for (const auto& one : said.messages[1]["params"]["diagnostics"]) told.push_back(one["data"]);
    CHECK(told == nlohmann::json::parse(work.agrocap("validate --json - '" + path + "'").out));
    CHECK(told.size() == 1);
}

TEST_CASE("the exit code says whether the editor took its leave", "[cli][lsp]") {
    const Workplace work;

    CHECK(session(work, initialize + shut_down + leave).code == 0);
    CHECK(session(work, initialize + leave).code == 1);
    CHECK(session(work, initialize + shut_down).code == 1);
    CHECK(session(work, "").code == 1);
    CHECK(work.shell("\"$AGROCAP\" lsp --stdio < /dev/null").code == 1);
}

TEST_CASE("a bad frame costs no more than itself", "[cli][lsp]") {
    const Workplace work;
    for (const std::string bad :
         {"Content-Length: seven\r\n\r\n", "Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999999\r\n\r\n",
          "Content-Length: 3\r\nContent-Length: 4\r\n\r\n", "content-type: x\r\n\r\n",
          "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"shutdown\"}\n\n", "\xFF\xFE\n\n", "Content-Length:\r\n\r\n"}) {
        INFO(bad);
        const Session said = session(work, initialize + bad + shut_down + leave);

        CHECK(said.code == 0);
        REQUIRE(said.messages.size() == 3);
        CHECK(said.messages[1]["error"]["code"] == -32700);
        CHECK(said.messages[1]["id"].is_null());
        CHECK(said.messages[2]["id"] == 2);
    }
}

TEST_CASE("other headers, small letters and bare line feeds are taken", "[cli][lsp]") {
    const Workplace work;
    std::string frame = shut_down;
    frame.replace(0, frame.find(':'), "Content-Type: application/vscode-jsonrpc; charset=utf-8\ncontent-length");
    frame.replace(frame.find("\r\n\r\n"), 4, "\n\n");

    CHECK(session(work, initialize + frame + leave).code == 0);
}

TEST_CASE("a message that breaks off ends the server, one that is no JSON does not", "[cli][lsp]") {
    const Workplace work;

    CHECK(session(work, initialize + "Content-Length: 1000000\r\n\r\n{\"id\"").code == 1);
    const Session said = session(
        work, framed(std::string("{\"id\":1,")) + framed(std::string("[]")) + framed(std::string("\xFF")) + initialize + shut_down + leave);
    CHECK(said.code == 0);
    REQUIRE(said.messages.size() == 5);
    CHECK(said.messages[0]["error"]["code"] == -32700);
    CHECK(said.messages[1]["error"]["code"] == -32600);
    CHECK(said.messages[2]["error"]["code"] == -32700);
}

TEST_CASE("a message beyond all measure is read over, and the next one answered", "[cli][lsp]") {
    const Workplace work;
    work.write("ends", shut_down + leave);
    work.write("begins", initialize);
    const Ran ran = work.shell(
        "{ cat begins; printf 'Content-Length: 70000000\\r\\n\\r\\n'; head -c 70000000 /dev/zero; cat ends; } | \"$AGROCAP\" lsp");

    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, ContainsSubstring("a message of 70000000 bytes, at most 67108864 are taken"));
    CHECK_THAT(ran.out, ContainsSubstring("\"id\":2"));
}
