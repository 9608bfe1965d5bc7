#include "serve/running_server.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace agrocap;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string request(const std::string& line, const std::string& headers, const std::string& body = "") {
    return fmt::format("{} HTTP/1.1\r\n{}Connection: close\r\nContent-Length: {}\r\n\r\n{}", line, headers, body.size(), body);
}

}  // namespace

TEST_CASE("the page is for everybody, and its policy lets nothing in from elsewhere", "[serve][gate]") {
    const RunningServer server;

    const Answered page = server.send(request("GET /", "Host: " + server.host() + "\r\n"));

    CHECK(page.status == 200);
    const std::string policy = page.header("Content-Security-Policy");
    CHECK_THAT(policy, ContainsSubstring("default-src 'none'; script-src 'self';") && ContainsSubstring("frame-ancestors 'none'"));
    CHECK_THAT(policy, !ContainsSubstring("unsafe"));
    CHECK(page.header("X-Content-Type-Options") == "nosniff");
    CHECK(page.header("Referrer-Policy") == "no-referrer");
    const Answered again = server.send(request("GET /", "Host: " + server.host() + "\r\n"));
    CHECK(again.header("Content-Security-Policy") != policy);  // its word is drawn for each
}

TEST_CASE("the token opens the door, and is in no answer", "[serve][gate]") {
    const RunningServer server;

    const Answered wrong = server.post("/session", {{"token", std::string(64, '0')}});
    const Answered right = server.post("/session", {{"token", server.gate.token()}});

    CHECK(wrong.status == 403);
    CHECK(wrong.reason() == "wrong-token");
    CHECK(wrong.header("Set-Cookie").empty());
    CHECK(right.status == 204);
    CHECK_THAT(right.header("Set-Cookie"), ContainsSubstring("; HttpOnly; SameSite=Strict"));
    CHECK_THAT(right.head + right.body, !ContainsSubstring(server.gate.token()));
    for (const char* target : {"/", "/workbench.js", "/api/scenarios", "/api/nothing", "/session"}) {
        const Answered answered = server.get(target);
        CHECK_THAT(answered.head + answered.body, !ContainsSubstring(server.gate.token()));
    }
}

TEST_CASE("without a cookie of this server nothing is told", "[serve][gate]") {
    const RunningServer server;
    server.write("plant.toml", "schema = 1\n");
    const std::string cookie = GENERATE("", "Cookie: agrocap=1\r\n", "Cookie: agrocap-1=0000\r\n");

    const Answered answered = server.send(request("GET /api/scenario?path=plant.toml", "Host: " + server.host() + "\r\n" + cookie));

    CHECK(answered.status == 401);
    CHECK(answered.reason() == "no-session");
}

TEST_CASE("a request under another name is refused, whatever it asks and whatever cookie it has", "[serve][gate]") {
    const RunningServer server;
    const std::string port = std::to_string(server.port);
    const std::string host = GENERATE(as<std::string>(), "evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1",
                                      "127.0.0.1.evil.example:PORT", "localhost.:PORT", "127.1:PORT", "0.0.0.0:PORT", "[::]:PORT", "");
    std::string named = host;
    if (const std::size_t at = named.find("PORT"); at != std::string::npos) named.replace(at, 4, port);
    const std::string line = GENERATE("GET /", "GET /workbench.js", "GET /api/scenarios", "POST /session", "OPTIONS /api/scenarios");

    const Answered answered =
        server.send(request(line, "Host: " + named + "\r\nOrigin: http://" + named + "\r\nCookie: " + server.cookie + "\r\n"));

    CHECK(answered.status == 421);
    CHECK(answered.reason() == "wrong-host");
}

TEST_CASE("two Hosts, or none, are nobody's browser", "[serve][gate]") {
    const RunningServer server;

    CHECK(server.send(request("GET /", "Host: " + server.host() + "\r\nHost: evil.example\r\n")).status == 421);
    CHECK(server.send(request("GET /", "")).status == 421);
    CHECK(server.send("GET / HTTP/1.0\r\n\r\n").status == 421);
}

TEST_CASE("localhost is this server, too, in any letters", "[serve][gate]") {
    const RunningServer server;

    CHECK(server.send(request("GET /", fmt::format("Host: LocalHost:{}\r\n", server.port))).status == 200);
}

TEST_CASE("what another site posts is refused, with a cookie or without", "[serve][gate]") {
    const RunningServer server;
    const std::string origin = GENERATE("", "Origin: null\r\n", "Origin: http://evil.example\r\n", "Origin: https://HOST\r\n",
                                        "Origin: http://HOST.evil.example\r\n", "Origin: http://localhost\r\n",
                                        "Origin: http://HOST\r\nOrigin: http://evil.example\r\n");
    std::string named = origin;
    for (std::size_t at = named.find("HOST"); at != std::string::npos; at = named.find("HOST")) named.replace(at, 4, server.host());
    const std::string target = GENERATE("/session", "/api/save", "/api/validate", "/api/what-if", "/api/number");
    const std::string headers = fmt::format("Host: {}\r\nCookie: {}\r\nContent-Type: application/json\r\n", server.host(), server.cookie);

    const Answered answered = server.send(request("POST " + target, headers + named, R"({"path": "a.toml", "text": ""})"));

    CHECK(answered.status == 403);
    CHECK(answered.reason() == "wrong-origin");
    CHECK_FALSE(std::filesystem::exists(server.folder.path / "a.toml"));
}

TEST_CASE("a form of another site cannot pass for a page of ours", "[serve][gate]") {
    const RunningServer server;
    const std::string headers = fmt::format("Host: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\n", server.host(), server.cookie);
    const std::string type = GENERATE("", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n",
                                      "Content-Type: multipart/form-data; boundary=x\r\n");

    CHECK(server.send(request("POST /api/save", headers + type, R"({"path": "a.toml", "text": ""})")).status == 415);
    CHECK_FALSE(std::filesystem::exists(server.folder.path / "a.toml"));
}

TEST_CASE("what a browser says another site asks for is refused", "[serve][gate]") {
    const RunningServer server;
    const std::string site = GENERATE("cross-site", "same-site");
    const std::string headers = fmt::format("Host: {}\r\nCookie: {}\r\nSec-Fetch-Site: {}\r\n", server.host(), server.cookie, site);

    CHECK(server.send(request("GET /api/scenarios", headers)).reason() == "cross-site");
    CHECK(server.send(request("GET /workbench.js", headers)).reason() == "cross-site");
    CHECK(server.send(request("GET /", headers)).status == 200);  // a link may lead here
}

TEST_CASE("two servers of one machine do not take each other's cookie", "[serve][gate]") {
    const RunningServer one, other;

    CHECK(one.cookie.substr(0, one.cookie.find('=')) != other.cookie.substr(0, other.cookie.find('=')));
    CHECK(other.send(request("GET /api/scenarios", "Host: " + other.host() + "\r\nCookie: " + one.cookie + "\r\n")).status == 401);
}
