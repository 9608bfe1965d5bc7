#include "serve/running_server.hpp"

#include "base/sha256.hpp"
#include "observe/asked_metrics.hpp"
#include "report/diagnostics_json.hpp"
#include "scenario/resolve.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string plant = R"(schema = 1
[scenario]
name = "Завод «Семей» – қазақша"
horizon = "30 d"
[experiment]
replications = 3
[item.part]
[plant.works.line.main]
makes = "part"
route = ["press"]
[plant.works.line.main.station]
press.time = "1 h"
press.buffer = 3
[study.fast]
vary = { "plant.works.line.main.station.press.time" = ["30 min", "45 min"], "plant.works.line.main.station.press.servers" = { from = 1, to = 4, steps = 4 } }
)";

/// A secret beside the folder, and a link to it inside.
struct Secret {
    explicit Secret(const RunningServer& server) {
        std::ofstream(outside / "secret.toml") << "word = \"swordfish\"\n";
        std::filesystem::create_symlink(outside / "secret.toml", server.folder.path / "link.toml");
        std::filesystem::create_directory_symlink(outside.path, server.folder.path / "away");
    }
    Directory outside;
};

}  // namespace

TEST_CASE("scenarios are listed with their names, wherever they stand in the folder", "[serve][folder]") {
    const RunningServer server;
    server.write("cases/plant.toml", plant);
    server.write("cases/Жоба.toml", "extends = \"plant.toml\"\nschema = 1\n");
    server.write("broken.toml", "[[[");
    server.write("notes.txt", "no scenario");
    server.write(".hidden/x.toml", plant);

    const auto list = server.get("/api/scenarios").json()["scenarios"];

    REQUIRE(list.size() == 3);
    CHECK(list[0]["path"] == "broken.toml");
    CHECK(list[1]["path"] == "cases/plant.toml");
    CHECK(list[1]["name"] == "Завод «Семей» – қазақша");
    CHECK(list[2]["path"] == "cases/Жоба.toml");
    CHECK(list[2]["extends"] == "plant.toml");
}

TEST_CASE("no spelling of a path leads out of the folder", "[serve][folder][security]") {
    const RunningServer server;
    const Secret secret(server);
    const std::string way = secret.outside.path.filename().string() + "/secret.toml";
    const std::string absolute = (secret.outside.path / "secret.toml").string();
    std::vector<std::string> spellings{"../" + way,
                                       "..%2F" + way,
                                       "%2e%2e/" + way,
                                       "%2e%2e%2f" + way,
                                       "%2E%2E%2F" + way,
                                       "..%5c" + way,
                                       "..\\" + way,
                                       "..%252f" + way,
                                       "%252e%252e%252f" + way,
                                       "..%c0%af" + way,
                                       "..%e0%80%af" + way,
                                       "%c0%ae%c0%ae/" + way,
                                       "..;/" + way,
                                       ".../" + way,
                                       "....//" + way,
                                       "./../" + way,
                                       "a/../../" + way,
                                       "a/b/../../../" + way,
                                       "//../" + way,
                                       absolute,
                                       "/" + absolute,
                                       "%2F" + absolute.substr(1),
                                       "file://" + absolute,
                                       "link.toml",
                                       "away/secret.toml",
                                       "./link.toml",
                                       "away/./secret.toml",
                                       "x%00/../" + way,
                                       "link.toml%00.toml",
                                       "../" + way + "%00.toml",
                                       "~/secret.toml",
                                       "C:\\secret.toml",
                                       "\\\\host\\secret.toml",
                                       "away%2fsecret.toml",
                                       "..%0a/" + way,
                                       "/proc/self/root" + absolute,
                                       "..%ef%bc%8f" + way};
    REQUIRE(spellings.size() >= 30);
    for (const std::string& spelling : spellings) {
        INFO(spelling);
        const Answered read = server.get("/api/scenario?path=" + spelling);
        CHECK((read.status == 403 || read.status == 404 || read.status == 400));
        CHECK_THAT(read.body, !ContainsSubstring("swordfish"));
        CHECK(server.get("/" + spelling).status != 200);
        for (const char* route : {"/api/validate", "/api/number"}) {
            const Answered judged = server.post(route, {{"path", spelling}, {"line", 1}, {"column", 1}});
            CHECK_THAT(judged.body, !ContainsSubstring("swordfish"));
        }
    }
    CHECK(server.is_healthy());
}

TEST_CASE("what a scenario extends, and what its orders name, stays in the folder, too", "[serve][folder][security]") {
    const RunningServer server;
    const Secret secret(server);
    const std::string way = secret.outside.path.filename().string() + "/secret.toml";
    const std::string base =
        GENERATE_COPY(as<std::string>(), "../" + way, (secret.outside.path / "secret.toml").string(), "link.toml", "away/secret.toml",
                      "cases/../../" + way, "/etc/passwd", "/dev/zero", ".hidden/x.toml", "/proc/self/environ");

    const Answered judged =
        server.post("/api/validate", {{"path", "new.toml"}, {"text", "extends = " + nlohmann::json(base).dump() + "\nschema = 1\n"}});
    const Answered set = server.post(
        "/api/validate", {{"path", "new.toml"}, {"text", plant}, {"set", {"market.m.demand.part.orders=" + nlohmann::json(base).dump()}}});

    REQUIRE(judged.status == 200);
    CHECK(judged.json()["errors"] >= 1);
    CHECK(judged.json()["files"].size() == 1);
    CHECK_THAT(judged.body + set.body, !ContainsSubstring("swordfish") && !ContainsSubstring("root:"));
}

TEST_CASE("a text is judged as the command validate judges it, whether it is saved or not", "[serve][folder]") {
    const RunningServer server;
    server.write("plant.toml", plant);
    std::string broken = plant;
    broken.replace(broken.find("[\"press\"]"), 9, "[\"pres\"]");

    const auto judged = server.post("/api/validate", {{"path", "plant.toml"}, {"text", broken}}).json();
    server.write("plant.toml", broken);
    const auto stored = server.post("/api/validate", {{"path", "plant.toml"}}).json();

    const std::string path = server.folder / "plant.toml";
    const ReadResult read = read_to_run(resolve_file(path));
    auto expected = nlohmann::json::parse(diagnostics_json({{read.diagnostics, read.files}}));
    REQUIRE(!expected.empty());
    for (auto& one : expected) one["file"] = "plant.toml";
    auto told = nlohmann::json::array();
    for (const auto& one : judged["diagnostics"]) told.push_back(one["data"]);
    CHECK(told == expected);
    CHECK(stored["diagnostics"] == judged["diagnostics"]);
    CHECK(expected[0]["line"] == 10);
    CHECK(judged["diagnostics"][0]["range"]["start"]["line"] == 9);
}

TEST_CASE("the parameters of studies are told, with their values and what the scenario says", "[serve][folder]") {
    const RunningServer server;
    server.write("plant.toml", plant);

    const auto judged =
        server.post("/api/validate", {{"path", "plant.toml"}, {"set", {"plant.works.line.main.station.press.servers=2"}}}).json();

    CHECK(judged["errors"] == 0);
    REQUIRE(judged["parameters"].size() == 2);
    CHECK(judged["parameters"][0]["path"] == "plant.works.line.main.station.press.servers");
    CHECK(judged["parameters"][0]["now"] == "2");
    CHECK(judged["parameters"][0]["range"] == nlohmann::json{1.0, 4.0});
    CHECK(judged["parameters"][1]["now"] == "\"1 h\"");
    CHECK(judged["parameters"][1]["values"] == nlohmann::json{"\"30 min\"", "\"45 min\""});
}

TEST_CASE("the number at a place of the text has a path that can be set", "[serve][folder]") {
    const RunningServer server;
    const auto at = [&server](int line, int column) {
        return server.post("/api/number", {{"path", "plant.toml"}, {"text", plant}, {"line", line}, {"column", column}});
    };

    CHECK(at(13, 1).json()["path"] == "plant.works.line.main.station.press.buffer");
    CHECK(at(13, 16).json()["now"] == "3");
    CHECK(at(12, 14).json()["now"] == "\"1 h\"");
    CHECK(at(7, 1).status == 404);
    CHECK(at(999, 1).reason() == "no-number");
}

TEST_CASE("a scenario is saved in the place of what was seen, and of nothing else", "[serve][folder]") {
    const RunningServer server;
    server.write("plant.toml", plant);
    const std::string mended = plant + "# seen\n";

    CHECK(server.post("/api/save", {{"path", "plant.toml"}, {"text", mended}}).reason() == "exists");
    CHECK(server.post("/api/save", {{"path", "plant.toml"}, {"text", mended}, {"seen", sha256_hex("other")}}).reason() == "changed");
    CHECK(server.read("plant.toml") == plant);

    const Answered saved = server.post("/api/save", {{"path", "plant.toml"}, {"text", mended}, {"seen", sha256_hex(plant)}});
    CHECK(saved.status == 200);
    CHECK(saved.json()["sha256"] == sha256_hex(mended));
    CHECK(server.read("plant.toml") == mended);

    CHECK(server.post("/api/save", {{"path", "new.toml"}, {"text", plant}}).status == 201);
    CHECK(server.read("new.toml") == plant);
    CHECK(server.folder.entries() == 2);  // no draft is left
}

TEST_CASE("nothing is written where it may not stand", "[serve][folder][security]") {
    const RunningServer server;
    const Secret secret(server);
    const std::string path = GENERATE("../new.toml", "/tmp/new.toml", "away/new.toml", "link.toml", ".new.toml", "nowhere/new.toml",
                                      "new.txt", "new.csv", "new", "", "a/../new.toml");

    const Answered saved = server.post("/api/save", {{"path", path}, {"text", plant}});

    CHECK(saved.status >= 400);
    CHECK(server.folder.entries() == 2);
    CHECK(content(secret.outside / "secret.toml") == "word = \"swordfish\"\n");
    CHECK(secret.outside.entries() == 1);
}

TEST_CASE("a what-if is saved as a file that extends its base and is the base with what is set", "[serve][folder]") {
    const RunningServer server;
    server.write("cases/plant.toml", plant);
    const std::vector<std::string> set{"plant.works.line.main.station.press.time={ dist = \"exponential\", mean = \"40 min\" }",
                                       "plant.works.line.main.station.press.buffer+=2", "scenario.horizon=\"60 d\""};

    const Answered saved = server.post("/api/what-if", {{"path", "cases/plant.toml"}, {"set", set}, {"as", "ideas.toml"}});

    REQUIRE(saved.status == 201);
    CHECK_THAT(server.read("ideas.toml"), ContainsSubstring("extends = \"cases/plant.toml\""));
    const ResolvedText kept = resolve_file(server.folder / "ideas.toml"), asked = resolve_file(server.folder / "cases/plant.toml", set);
    CHECK(toml_text(kept.root) == toml_text(asked.root));
    CHECK(server.post("/api/what-if", {{"path", "cases/plant.toml"}, {"set", set}, {"as", "ideas.toml"}}).reason() == "exists");
}

TEST_CASE("a what-if is not saved where it would not be what is seen", "[serve][folder]") {
    const RunningServer server;
    server.write("plant.toml", plant);

    CHECK(
        server
            .post("/api/what-if", {{"path", "plant.toml"}, {"text", plant + "#"}, {"set", {"scenario.horizon=\"60 d\""}}, {"as", "b.toml"}})
            .reason() == "not-saved");
    CHECK(server.post("/api/what-if", {{"path", "plant.toml"}, {"set", {"plant.wroks.name=\"x\""}}, {"as", "b.toml"}}).reason() ==
          "scenario-errors");
    CHECK(server.folder.entries() == 1);
}

TEST_CASE("a pipe in the folder is no scenario, and nobody waits for it", "[serve][folder]") {
    const RunningServer server;
    REQUIRE(::mkfifo((server.folder / "pipe.toml").c_str(), 0600) == 0);

    CHECK(server.get("/api/scenario?path=pipe.toml").reason() == "no-file");
    CHECK(server.get("/api/scenarios").json()["scenarios"].empty());
}
