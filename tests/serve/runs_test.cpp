#include "serve/running_server.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <thread>

using namespace agrocap;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

const std::string shop = R"(schema = 1
[scenario]
name = "Shop"
horizon = "200 d"
warmup = "10 d"
[experiment]
replications = 6
[item.part]
[plant.works.line.main]
makes = "part"
route = ["press", "paint"]
[plant.works.line.main.station]
press.time = { dist = "exponential", mean = "50 min" }
paint.time = { dist = "exponential", mean = "45 min" }
paint.buffer = 2
[target.enough]
metric = "output.total"
at_least = 5000
)";
const std::string faster = "plant.works.line.main.station.press.time*=0.9";

/// So long that nobody waits for its end.
const std::string endless = "scenario.horizon=\"50000 d\"";

std::string begun(const RunningServer& server, nlohmann::json question) {
    if (!question.contains("path")) question["path"] = "shop.toml";
    const Answered answered = server.post("/api/runs", question);
    REQUIRE(answered.status == 202);
    return answered.json()["id"];
}

nlohmann::json state_of(const RunningServer& server, const std::string& id) {
    const nlohmann::json all = server.get("/api/runs").json();
    for (const auto& run : all["runs"])
        if (run["id"] == id) return run;
    return nullptr;
}

nlohmann::json wait_for(const RunningServer& server, const std::string& id, const std::function<bool(const nlohmann::json&)>& is_so) {
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < end) {
        const nlohmann::json state = state_of(server, id);
        if (state.is_null() || is_so(state)) return state;
        std::this_thread::sleep_for(10ms);
    }
    FAIL("nothing came of " << id);
    return nullptr;
}

bool is_over(const nlohmann::json& state) { return state["status"] != "waiting" && state["status"] != "running"; }

nlohmann::json finished(const RunningServer& server, const nlohmann::json& question) {
    return wait_for(server, begun(server, question), is_over);
}

std::string result(const RunningServer& server, const nlohmann::json& state, const std::string& as) {
    return server.get(fmt::format("/api/result?run={}&as={}", state["id"].get<std::string>(), as)).body;
}

/// What the program writes for the same, run in the same folder.
std::string written(const RunningServer& server, const std::string& arguments, const std::string& file) {
    const std::string command =
        fmt::format("cd '{}' && '{}' {} > /dev/null 2> told", server.folder.path.string(), AGROCAP_PROGRAM, arguments);
    std::system(command.c_str());
    return server.read(file);
}

}  // namespace

TEST_CASE("a run gives the bytes that the command writes, as JSON, page and digest", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);

    const auto state = finished(server, {{"kind", "run"}, {"set", {faster}}, {"seed", 7}, {"replications", 5}});

    REQUIRE(state["status"] == "done");
    const std::string json = written(
        server, fmt::format("run shop.toml --set '{}' --seed 7 --replications 5 --json run.json --html run.html", faster), "run.json");
    CHECK(result(server, state, "json") == json);
    CHECK(result(server, state, "html") == server.read("run.html"));
    CHECK(state["digest"] == nlohmann::json::parse(json)["digest"]);
    CHECK_THAT(result(server, state, "xlsx"), StartsWith("PK"));
}

TEST_CASE("an edited text runs as if it were saved", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);
    std::string edited = shop;
    edited.replace(edited.find("buffer = 2"), 10, "buffer = 5");

    const auto state = finished(server, {{"kind", "run"}, {"text", edited}});

    server.write("shop.toml", edited);
    CHECK(result(server, state, "json") == written(server, "run shop.toml --series month --json run.json", "run.json"));
}

TEST_CASE("a what-if that is saved has the digest that was seen", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);
    const auto state = finished(server, {{"kind", "run"}, {"set", {faster}}});

    REQUIRE(server.post("/api/what-if", {{"path", "shop.toml"}, {"set", {faster}}, {"as", "faster.toml"}}).status == 201);

    CHECK(nlohmann::json::parse(written(server, "run faster.toml --json faster.json", "faster.json"))["digest"] == state["digest"]);
}

TEST_CASE("check, compare, explain, bound and reach give what their commands write", "[serve][runs]") {
    struct Row {
        nlohmann::json question;
        std::string command;
    };
    const Row row = GENERATE_COPY(values<Row>({
        {{{"kind", "check"}}, "check shop.toml"},
        {{{"kind", "compare"}, {"what_ifs", {faster, "plant.works.line.main.station.paint.buffer=4; scenario.name=\"Other\""}}},
         fmt::format("compare shop.toml --what-if '{}' --what-if 'plant.works.line.main.station.paint.buffer=4; scenario.name=\"Other\"'",
                     faster)},
        {{{"kind", "explain"}}, "explain shop.toml"},
        {{{"kind", "bound"}}, "bound shop.toml"},
        {{{"kind", "reach"}, {"set", {"target.enough.at_least=11000"}}, {"replications", 4}},
         "reach shop.toml --set target.enough.at_least=11000 --replications 4"},
    }));
    const RunningServer server;
    server.write("shop.toml", shop);

    const auto state = finished(server, row.question);

    INFO(state.dump());
    REQUIRE(state["status"] == "done");
    CHECK(result(server, state, "json") == written(server, row.command + " --json out.json", "out.json"));
    CHECK_THAT(result(server, state, "html"), StartsWith("<!DOCTYPE html>"));
    CHECK_THAT(result(server, state, "xlsx"), StartsWith("PK"));
}

TEST_CASE("each interval on the way is that of a run with so many replications", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);

    const auto state = finished(server, {{"kind", "run"}});

    const auto& figure = state["figures"][0];
    const auto metric = nlohmann::json::parse(result(server, state, "json"))["metrics"]["output.total"];
    CHECK(figure["metric"] == "output.total");
    CHECK(figure["n"] == 6);
    CHECK(figure["mean"] == metric["mean"]);
    CHECK(figure["half_width"] == metric["half_width"]);
}

TEST_CASE("a comparison's figures on the way end as its paired differences", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);

    const auto state = finished(server, {{"kind", "compare"}, {"what_ifs", {faster}}});

    const auto& figure = state["figures"].back();
    const auto comparison = nlohmann::json::parse(result(server, state, "json"));
    const auto& row = comparison["whatifs"][0]["metrics"][figure["metric"].get<std::string>()];
    CHECK(figure["what_if"] == faster);
    CHECK_THAT(figure["mean"].get<double>(), Catch::Matchers::WithinRel(row["difference"].get<double>(), 1e-12));
    CHECK_THAT(figure["half_width"].get<double>(), Catch::Matchers::WithinRel(row["half_width"].get<double>(), 1e-12));
}

TEST_CASE("a scenario with errors is told, and is not run", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);

    const auto state = finished(server, {{"kind", "run"}, {"text", "schema = 1\n[[["}});

    CHECK(state["status"] == "failed");
    CHECK_THAT(state["message"].get<std::string>(), ContainsSubstring("the scenario has errors: shop.toml:2"));
    CHECK(server.get("/api/result?run=" + state["id"].get<std::string>() + "&as=json").status == 404);
}

TEST_CASE("a run is stopped in its midst, and what was finished is kept", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);
    const std::string id = begun(server, {{"kind", "run"}, {"replications", 100000}});
    wait_for(server, id, [](const auto& state) { return state["done"] >= 3; });

    const auto begin = std::chrono::steady_clock::now();
    CHECK(server.post("/api/stop", {{"id", id}}).status == 200);
    const auto state = wait_for(server, id, is_over);

    CHECK(std::chrono::steady_clock::now() - begin < 5s);
    CHECK(state["status"] == "stopped");
    CHECK(state["why"] == "asked");
    REQUIRE(state["result"] == true);
    const auto replications = nlohmann::json::parse(result(server, state, "json"))["replications"];
    CHECK(replications >= 2);
    CHECK(state["done"] == replications);  // what the page says of the run is what its report says
}

TEST_CASE("one that has finished nothing is stopped, too, within a replication", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);
    const std::string kind = GENERATE("run", "check", "explain", "compare");
    const std::string id = begun(server, {{"kind", kind}, {"set", {endless}}, {"what_ifs", {faster}}});
    wait_for(server, id, [](const auto& state) { return state["status"] == "running"; });

    server.post("/api/stop", {{"id", id}});

    const auto state = wait_for(server, id, is_over);
    CHECK(state["status"] == "stopped");
    CHECK(state["result"] == false);
}

TEST_CASE("runs beyond those at once wait for their turn, and beyond a number are refused", "[serve][runs]") {
    const RunningServer server({}, {.at_once = 1, .waiting = 2});
    server.write("shop.toml", shop);
    const nlohmann::json question{{"kind", "run"}, {"set", {endless}}};
    const std::string first = begun(server, question);
    wait_for(server, first, [](const auto& state) { return state["status"] == "running"; });
    const std::string second = begun(server, question);
    begun(server, question);

    const Answered refused = server.post("/api/runs", {{"kind", "run"}, {"path", "shop.toml"}});
    CHECK(refused.status == 503);
    CHECK(refused.reason() == "too-many-runs");
    CHECK(state_of(server, second)["status"] == "waiting");

    server.post("/api/stop", {{"id", second}});
    CHECK(state_of(server, second)["status"] == "stopped");
    CHECK(server.is_healthy());
}

TEST_CASE("a run that takes too long is stopped and says so", "[serve][runs]") {
    const RunningServer server({}, {.time = 300ms});
    server.write("shop.toml", shop);

    const auto state = finished(server, {{"kind", "run"}, {"replications", 100000}});

    CHECK(state["status"] == "stopped");
    CHECK(state["why"] == "time");
    CHECK_THAT(state["message"].get<std::string>(), ContainsSubstring("the longest that a run may take"));
}

TEST_CASE("a run is stopped where the program takes too much memory", "[serve][runs]") {
    const RunningServer server({}, {.memory_mb = resident_mb() + 100});
    server.write("shop.toml", shop);
    const std::string id = begun(server, {{"kind", "run"}, {"set", {endless}}});
    wait_for(server, id, [](const auto& state) { return state["status"] == "running"; });

    const std::string ballast(300 << 20, 'x');
    const auto state = wait_for(server, id, is_over);

    REQUIRE(ballast.back() == 'x');
    CHECK(state["status"] == "stopped");
    CHECK(state["why"] == "memory");
}

TEST_CASE("where memory is short no run begins", "[serve][runs]") {
    const RunningServer server({}, {.memory_mb = 1});
    server.write("shop.toml", shop);

    const Answered refused = server.post("/api/runs", {{"kind", "run"}, {"path", "shop.toml"}});

    CHECK(refused.status == 507);
    CHECK(refused.reason() == "memory");
}

TEST_CASE("old results give way to new ones", "[serve][runs]") {
    const RunningServer server({}, {.kept = 3});
    server.write("shop.toml", shop);
    std::string first;
    for (int i = 0; i < 5; ++i) {
        const auto state = finished(server, {{"kind", "run"}, {"replications", 1}});
        if (i == 0) first = state["id"];
    }

    CHECK(server.get("/api/runs").json()["runs"].size() == 3);
    CHECK(server.get("/api/result?run=" + first + "&as=json").reason() == "no-such-run");
}

TEST_CASE("a page is told all runs, then each that changes; one that comes back only what it has missed", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);
    const auto stream = [&server](const std::string& last) {
        RawConnection connection(server.port);
        connection.send(
            fmt::format("GET /api/events HTTP/1.1\r\n{}{}\r\n", server.headers(), last.empty() ? "" : "Last-Event-ID: " + last + "\r\n"));
        return connection;
    };
    const RawConnection first = stream("");
    std::string told = first.receive_until("data: []\n\n");
    CHECK_THAT(told, ContainsSubstring("Content-Type: text/event-stream") && ContainsSubstring("event: all"));

    const std::string id = begun(server, {{"kind", "run"}});
    told = first.receive_until("\"status\":\"done\"");
    CHECK_THAT(told, ContainsSubstring("event: run") && ContainsSubstring(id) && ContainsSubstring("\"status\":\"done\""));
    told += first.receive_until("\n\n", 200ms);
    const std::size_t at = told.rfind("id: ");
    const std::string last = told.substr(at + 4, told.find('\n', at) - at - 4);

    const RawConnection back = stream(last);
    const std::string nothing = back.receive_until("data:", 300ms);
    CHECK_THAT(nothing, !ContainsSubstring("data:"));
    server.post("/api/forget", {{"id", id}});
    CHECK_THAT(back.receive_until("\n\n"), ContainsSubstring("event: gone") && ContainsSubstring(id));

    const RawConnection stranger = stream("another-life-7");
    CHECK_THAT(stranger.receive_until("data:"), ContainsSubstring("event: all"));
}

TEST_CASE("streams beyond the limit are refused, and one that is closed frees its place", "[serve][runs]") {
    const RunningServer server({.streams = 2});
    const auto open = [&server] {
        auto connection = std::make_unique<RawConnection>(server.port);
        connection->send(fmt::format("GET /api/events HTTP/1.1\r\n{}\r\n", server.headers()));
        return connection;
    };
    auto one = open(), other = open();
    CHECK_THAT(one->receive_until("data:"), ContainsSubstring("event: all"));
    CHECK_THAT(other->receive_until("data:"), ContainsSubstring("event: all"));
    CHECK_THAT(open()->receive_until("hint"), ContainsSubstring("503") && ContainsSubstring("too-many-pages"));

    one.reset();

    const auto end = std::chrono::steady_clock::now() + 5s;
    std::string told;
    while (told.find("event: all") == std::string::npos && std::chrono::steady_clock::now() < end)
        told = open()->receive_until("data:", 500ms);
    CHECK_THAT(told, ContainsSubstring("event: all"));
}

TEST_CASE("what is no question is refused", "[serve][runs]") {
    const RunningServer server;
    server.write("shop.toml", shop);
    const nlohmann::json question = GENERATE(values<nlohmann::json>({
        {{"kind", "dance"}, {"path", "shop.toml"}},
        {{"path", "shop.toml"}},
        {{"kind", "run"}},
        {{"kind", "run"}, {"path", "../shop.toml"}},
        {{"kind", "run"}, {"path", "shop.toml"}, {"replications", 0}},
        {{"kind", "run"}, {"path", "shop.toml"}, {"replications", 1.5}},
        {{"kind", "run"}, {"path", "shop.toml"}, {"replications", "5"}},
        {{"kind", "run"}, {"path", "shop.toml"}, {"confidence", 2}},
        {{"kind", "run"}, {"path", "shop.toml"}, {"seed", -1}},
        {{"kind", "run"}, {"path", "shop.toml"}, {"replications", 5}, {"precision", 0.1}},
        {{"kind", "compare"}, {"path", "shop.toml"}},
        {{"kind", "compare"}, {"path", "shop.toml"}, {"what_ifs", std::vector<std::string>(13, "a=1")}},
    }));

    const Answered refused = server.post("/api/runs", question);

    CHECK((refused.status == 400 || refused.status == 403));
    CHECK(server.get("/api/runs").json()["runs"].empty());
}

TEST_CASE("the server ends while runs are under way and pages are open", "[serve][runs]") {
    const auto begin = std::chrono::steady_clock::now();
    {
        const RunningServer server;
        server.write("shop.toml", shop);
        for (int i = 0; i < 4; ++i) begun(server, {{"kind", "run"}, {"set", {endless}}});
        const RawConnection page(server.port);
        page.send(fmt::format("GET /api/events HTTP/1.1\r\n{}\r\n", server.headers()));
        page.receive_until("data:");
    }
    CHECK(std::chrono::steady_clock::now() - begin < 10s);
}
