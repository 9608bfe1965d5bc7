#include "serve/running_server.hpp"

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <chrono>
#include <cstdlib>
#include <random>
#include <vector>

using namespace agrocap;
using namespace std::chrono_literals;

namespace {

/// Requests that are nearly right: pieces of real ones, cut, doubled, mixed and with bytes changed.
class Malformed {
  public:
    explicit Malformed(const RunningServer& server) : host_(server.host()), cookie_(server.cookie) {}

    std::string next() {
        static const std::vector<std::string> lines{"GET / HTTP/1.1",
                                                    "GET /api/scenarios HTTP/1.1",
                                                    "POST /api/validate HTTP/1.1",
                                                    "POST /api/save HTTP/1.1",
                                                    "GET  / HTTP/1.1",
                                                    "GET / HTTP/9.9",
                                                    "G\tET / HTTP/1.1",
                                                    "GET http://evil.example/ HTTP/1.1",
                                                    "CONNECT evil.example:443 HTTP/1.1",
                                                    "OPTIONS * HTTP/1.1",
                                                    "GET /%zz HTTP/1.1",
                                                    "GET /%",
                                                    "",
                                                    "PRI * HTTP/2.0",
                                                    "get / http/1.1"};
        const std::vector<std::string> headers{"Host: " + host_,
                                               "Cookie: " + cookie_,
                                               "Origin: http://" + host_,
                                               "Content-Type: application/json",
                                               "Content-Length: 10",
                                               "Content-Length: -1",
                                               "Content-Length: 99999999999999999999",
                                               "Content-Length: 5\r\nContent-Length: 6",
                                               "Transfer-Encoding: chunked",
                                               "Transfer-Encoding: chunked, chunked",
                                               "Expect: 100-continue",
                                               "Connection: close",
                                               "Connection: upgrade\r\nUpgrade: websocket",
                                               ": nameless",
                                               "No-Colon",
                                               " Folded: x",
                                               "X: " + std::string(20'000, 'x'),
                                               "X-\x01: y",
                                               std::string("N\0l: z", 6)};
        static const std::vector<std::string> bodies{"",
                                                     "{}",
                                                     "{\"path\": \"a.toml\"",
                                                     "5\r\nhello\r\n0\r\n\r\n",
                                                     "zz\r\n",
                                                     "[[[[[[[[[[[[",
                                                     std::string(300, '['),
                                                     "\xff\xfe",
                                                     "{\"path\": 1}",
                                                     "null"};
        std::string text = pick(lines) + "\r\n";
        for (std::size_t i = below(5); i > 0; --i) text += pick(headers) + "\r\n";
        if (below(8) != 0) text += "\r\n";
        text += pick(bodies);
        for (std::size_t i = below(4); i > 0 && !text.empty(); --i) text[below(text.size())] = static_cast<char>(below(256));
        if (below(4) == 0) text.resize(below(text.size() + 1));
        return text;
    }

  private:
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
    const std::string& pick(const std::vector<std::string>& from) { return from[below(from.size())]; }

    std::string host_, cookie_;
    std::mt19937_64 random_{15};
};

/// The short form, unless the environment asks for another number.
int malformed_count() {
    const char* asked = std::getenv("AGROCAP_MALFORMED");
    return asked != nullptr ? std::atoi(asked) : 300;
}

}  // namespace

TEST_CASE("malformed requests are refused or closed, and the server goes on", "[serve][server][security]") {
    const RunningServer server({.reading = 300ms});
    Malformed malformed(server);
    for (int i = 0; i < malformed_count(); ++i) {
        const RawConnection connection(server.port);
        connection.send(malformed.next());
        if (i % 8 == 0) connection.receive_until("\r\n", 50ms);
        if (i % 500 == 0) REQUIRE(server.is_healthy());
    }
    CHECK(server.is_healthy());
}

TEST_CASE("a request that is no HTTP gets a clear answer", "[serve][server]") {
    const RunningServer server;

    const Answered answered = server.send("HELLO\r\n\r\n");

    CHECK(answered.status == 400);
    CHECK(answered.reason() == "malformed");
}

TEST_CASE("headers and bodies beyond the limits are told so", "[serve][server]") {
    const RunningServer server({.header_bytes = 2000, .body_bytes = 1 << 20});
    const std::string head = fmt::format("POST /api/validate HTTP/1.1\r\n{}Content-Type: application/json\r\n", server.headers());

    CHECK(server.send(fmt::format("GET / HTTP/1.1\r\n{}X: {}\r\n\r\n", server.headers(), std::string(3000, 'x'))).reason() ==
          "headers-too-large");
    CHECK(server.send(fmt::format("{}Content-Length: 2000000\r\n\r\n{}", head, std::string(2'000'000, ' '))).reason() == "too-large");
    CHECK(
        server
            .send(fmt::format("{}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n", head, 2'000'000, std::string(2'000'000, ' ')))
            .reason() == "too-large");
    CHECK(server.is_healthy());
}

TEST_CASE("a body that is no object of a few levels is refused", "[serve][server]") {
    const RunningServer server;
    const std::string body =
        GENERATE(as<std::string>(), "", "x", "[]", "1", "{\"path\": 1}", "{\"set\": []}", "{\"path\": \"a.toml\", \"set\": [1]}",
                 "{\"path\": \"\xff\"}", std::string(100'000, '['), std::string(5'000, '{'), "{\"path\": \"a.toml\", \"set\": {}}",
                 "{\"path\": \"a.toml\", \"text\": 5}");
    const std::string request =
        fmt::format("POST /api/validate HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", server.headers(),
                    body.size(), body);

    const Answered answered = server.send(request);

    CHECK(answered.status == 400);
    CHECK(answered.reason() == "bad-request");
}

TEST_CASE("methods and names that are not there are told so", "[serve][server]") {
    const RunningServer server;

    CHECK(server.get("/api/validate").status == 405);
    CHECK(server.get("/api/validate").header("Allow") == "POST");
    CHECK(server.remove("/").status == 405);
    CHECK(server.get("/api/nothing").status == 404);
    CHECK(server.send(fmt::format("OPTIONS / HTTP/1.1\r\n{}\r\n", server.headers())).status == 405);
    CHECK(server.send(fmt::format("HEAD / HTTP/1.1\r\n{}\r\n", server.headers())).body.empty());
}

TEST_CASE("who sends slowly is cut off, and keeps nobody out", "[serve][server][security]") {
    const RunningServer server({.connections = 20, .reading = 1500ms});
    std::vector<RawConnection> slow;
    for (int i = 0; i < 60; ++i) {
        slow.emplace_back(server.port);
        slow.back().send("GET / HTTP/1.1\r\nHost: ");
    }

    CHECK(server.is_healthy());  // while all places are taken
    CHECK(slow.back().is_closed_within(5s));
    CHECK(server.is_healthy());
}

TEST_CASE("a body that comes by the byte is cut off", "[serve][server][security]") {
    const RunningServer server({.reading = 500ms});
    const RawConnection connection(server.port);
    connection.send(
        fmt::format("POST /api/validate HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{", server.headers()));
    const auto begin = std::chrono::steady_clock::now();
    while (connection.send(" ") && std::chrono::steady_clock::now() - begin < 5s) std::this_thread::sleep_for(50ms);

    CHECK(std::chrono::steady_clock::now() - begin < 4s);
}

TEST_CASE("connections that are broken off leave nothing behind", "[serve][server][security]") {
    const RunningServer server;
    for (int i = 0; i < 1000; ++i) {
        const RawConnection connection(server.port);
        if (i % 3 != 0)
            connection.send(
                fmt::format("GET /workbench.js HTTP/1.1\r\n{}\r\n", server.headers()).substr(0, i % 3 == 1 ? 40 : std::string::npos));
    }

    CHECK(server.is_healthy());
    const auto end = std::chrono::steady_clock::now() + 5s;
    while (server.server.connections() > 0 && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(20ms);
    CHECK(server.server.connections() == 0);
}

TEST_CASE("one connection takes request after request", "[serve][server]") {
    const RunningServer server;
    const RawConnection connection(server.port);
    const std::string request = fmt::format("GET /api/scenarios HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", server.host(), server.cookie);

    for (int i = 0; i < 3; ++i) {
        connection.send(request);
        CHECK(connection.receive_until("}").starts_with("HTTP/1.1 200 OK"));
    }
    connection.send(request + request);  // both at once
    std::string both = connection.receive_until("}");
    if (both.find("}", both.find("}") + 1) == std::string::npos) both += connection.receive_until("}");
    CHECK(both.find("HTTP/1.1 200 OK") != both.rfind("HTTP/1.1 200 OK"));
}

TEST_CASE("an address that cannot be listened on is a fault with its reason", "[serve][server]") {
    const RunningServer server;
    HttpServer other({}, [](const HttpRequest&) { return HttpResponse{}; });

    CHECK_THROWS_AS(other.listen("127.0.0.1", server.port), ListenFault);
    CHECK_THROWS_AS(other.listen("no address", 0), ListenFault);
}
