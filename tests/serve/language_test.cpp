#include "serve/running_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <fstream>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string plant = R"(schema = 1
[item.part]
[plant.works.line.main]
makes = "part"
route = ["press"]
[plant.works.line.main.station]
press.time = "1 h"
)";

nlohmann::json at(int line, int character) { return {{"position", {{"line", line}, {"character", character}}}}; }

Answered asked(const RunningServer& server, const std::string& method, const nlohmann::json& params, nlohmann::json file) {
    file["method"] = "textDocument/" + method;
    file["params"] = params;
    return server.post("/api/lsp", file);
}

std::vector<std::string> labels(const Answered& answered) {
    std::vector<std::string> all;
    const nlohmann::json told = answered.json();
    for (const auto& item : told["result"]["items"]) all.push_back(item["label"]);
    return all;
}

}  // namespace

TEST_CASE("the page's editor is answered by the language server, of a text that is not saved", "[serve][language]") {
    const RunningServer server;
    server.write("plant.toml", plant);
    std::string edited = plant;
    edited.replace(edited.find("press\"]"), 7, "p\"]");

    const Answered stored = asked(server, "hover", at(4, 1), {{"path", "plant.toml"}});
    const Answered typed = asked(server, "completion", at(4, 11), {{"path", "plant.toml"}, {"text", edited}});

    CHECK_THAT(stored.json()["result"]["contents"]["value"].get<std::string>(), ContainsSubstring("**route**"));
    CHECK(labels(typed) == std::vector<std::string>{"press"});
    CHECK(server.read("plant.toml") == plant);
}

TEST_CASE("a base of the same folder is read by the editor's help, as the disk has it", "[serve][language]") {
    const RunningServer server;
    server.write("plant.toml", plant);
    const std::string what_if = "extends = \"plant.toml\"\nplant.works.line.main.station.press.time = \"2 h\"\n";

    const auto help = asked(server, "hover", at(1, 36), {{"path", "new.toml"}, {"text", what_if}}).json()["result"];
    const auto places = asked(server, "definition", at(1, 33), {{"path", "new.toml"}, {"text", what_if}}).json()["result"];

    CHECK_THAT(help["contents"]["value"].get<std::string>(),
               ContainsSubstring("**time**") && ContainsSubstring("`\"2 h\"`, set in new.toml:2"));
    REQUIRE(!places.empty());
    CHECK(places[0]["uri"] == "file:plant.toml");
}

TEST_CASE("what is wrong is mended as it is in other editors", "[serve][language]") {
    const RunningServer server;
    const std::string broken = "schema = 1\n[scenario]\nnme = \"A\"\n";
    const auto judged = server.post("/api/validate", {{"path", "new.toml"}, {"text", broken}}).json()["diagnostics"];
    const nlohmann::json lines{{"start", {{"line", 2}, {"character", 0}}}, {"end", {{"line", 2}, {"character", 0}}}};

    const auto actions =
        asked(server, "codeAction", {{"range", lines}, {"context", {{"diagnostics", judged}}}}, {{"path", "new.toml"}, {"text", broken}})
            .json();

    REQUIRE(actions["result"].size() == 1);
    CHECK(actions["result"][0]["edit"]["changes"]["file:new.toml"][0]["newText"] == "name");
    CHECK(actions["result"][0]["diagnostics"][0]["data"]["path"] == "scenario.nme");
}

TEST_CASE("help at the cursor reads nothing outside of the folder", "[serve][language]") {
    const RunningServer server;
    const Directory outside;
    std::ofstream(outside / "secret.toml") << "schema = 1\nitem.swordfish.name = \"kept\"\n";
    const std::string base =
        GENERATE_COPY(std::string(outside / "secret.toml"), std::string("../" + outside.path.filename().string() + "/secret.toml"));
    const std::string text = "extends = " + nlohmann::json(base).dump() + "\nschema = 1\n[plant.works.line.main]\nmakes = \"\"\n";

    const Answered proposals = asked(server, "completion", at(3, 9), {{"path", "new.toml"}, {"text", text}});
    const Answered symbols = asked(server, "documentSymbol", nlohmann::json::object(), {{"path", "new.toml"}, {"text", text}});

    CHECK(proposals.status == 200);
    CHECK_THAT(proposals.body + symbols.body, !ContainsSubstring("swordfish"));
}

TEST_CASE("what is no question of an editor is refused, and the server goes on", "[serve][language]") {
    const RunningServer server;
    server.write("plant.toml", plant);
    struct Row {
        nlohmann::json question;
        unsigned status;
    };
    const Row row = GENERATE(values<Row>({
        {{{"path", "../plant.toml"}, {"method", "textDocument/hover"}}, 403},
        {{{"path", "none.toml"}, {"method", "textDocument/hover"}}, 404},
        {{{"path", "plant.toml"}}, 400},
        {{{"path", "plant.toml"}, {"method", "shutdown"}}, 400},
        {{{"path", "plant.toml"}, {"method", "textDocument/dance"}}, 422},
        {{{"path", "plant.toml"}, {"method", "textDocument/hover"}, {"params", 7}}, 400},
        {{{"path", "plant.toml"}, {"method", "textDocument/hover"}}, 422},
        {{{"path", "plant.toml"}, {"method", "textDocument/hover"}, {"params", {{"position", {{"line", -1}, {"character", 0}}}}}}, 422},
        {{{"path", "plant.toml"}, {"method", "textDocument/rename"}, {"params", {{"position", {{"line", 0}, {"character", 0}}}}}}, 422},
    }));

    const Answered refused = server.post("/api/lsp", row.question);

    INFO(row.question.dump());
    CHECK(refused.status == row.status);
    CHECK(!refused.reason().empty());
    CHECK(server.is_healthy());
}
