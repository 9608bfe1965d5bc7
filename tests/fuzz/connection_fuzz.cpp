// Any bytes arrive on a connection of the workbench, over the network as it is: whatever is a request gets an answer that can be read,
// all else a refusal or the end of the connection; the files of the folder stay as they are.
#include "base/sha256.hpp"
#include "fuzz/fuzz_target.hpp"
#include "serve/run_question.hpp"
#include "serve/running_server.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

using namespace agrocap;

namespace {

constexpr const char* plant =
    "schema = 1\n[item.frame]\n[plant.works.line.main]\nmakes = \"frame\"\nroute = [\"weld\"]\nstation.weld.time = \"10 min\"\n";

constexpr std::chrono::seconds patience{10};

/// The workbench as it would be on port 80, so that bytes can hold its name; its pages come with a cookie, which nothing here could guess.
class FuzzedServer {
  public:
    FuzzedServer() {
        sha256_hex("");  // OpenSSL goes after who used it first, and with the server's threads go what it keeps for each
        std::ofstream(folder_ / "plant.toml", std::ios::binary) << plant;
        const std::string set = gate_.let_in(gate_.token()).headers.front().second;
        cookie_ = set.substr(0, set.find(';'));
        port_ = server_.listen("127.0.0.1", 0);
        thread_ = std::thread([this] { server_.run([] { return false; }); });
    }
    ~FuzzedServer() {
        server_.stop();
        thread_.join();
    }
    FuzzedServer(const FuzzedServer&) = delete;
    FuzzedServer& operator=(const FuzzedServer&) = delete;

    void take(const std::string& bytes) const {
        const RawConnection connection(port_);
        connection.send(bytes);
        connection.finish();
        const auto begin = std::chrono::steady_clock::now();
        const std::string answers = connection.receive_all(patience);
        require(std::chrono::steady_clock::now() - begin < patience, "a connection whose other end has said all ends");
        require(answers.empty() || answers.starts_with("HTTP/1.1 "), "what is answered is HTTP");
        require(content(folder_ / "plant.toml") == plant, "a file of the folder stays as it is");
    }

  private:
    HttpResponse answer(HttpRequest request) {
        request.headers.erase("cookie");
        request.headers.emplace("cookie", cookie_);
        // What a run comes to is not for here, and would take its time; neither are new files.
        const bool is_run = request.method == "POST" && request.path == "/api/runs";
        const bool is_file = request.path == "/api/save" || request.path == "/api/what-if";
        HttpResponse response = is_run && !gate_.fault_of(request) ? asked_run(request) : workbench_.answer(request);
        require(response.status >= 200 && response.status < 600, "an answer has a status");
        if (response.type.starts_with("application/json") && !response.body.empty())
            require(nlohmann::json::accept(response.body), "an answer is the JSON that it says it is");
        if (is_file) clear();
        return response;
    }

    static HttpResponse asked_run(const HttpRequest& request) {
        try {
            return json_answer(nlohmann::json(run_question(request).asked.path.size()).dump());
        } catch (const RefusedRequest& fault) {
            return refused(fault.refusal);
        }
    }

    void clear() const {
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path))
            if (entry.path().filename() != "plant.toml") std::filesystem::remove_all(entry.path());
    }

    Directory folder_;
    std::string cookie_;
    Gate gate_{80, {}};
    RunBoard board_;
    ServedFolder served_{folder_.path.string()};
    RunPool pool_{served_, board_, {}};
    Workbench workbench_{served_, gate_, board_, pool_};
    HttpServer server_{{}, [this](const HttpRequest& request) { return answer(request); }};
    unsigned short port_ = 0;
    std::thread thread_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    static const FuzzedServer server;
    server.take(std::string(reinterpret_cast<const char*>(bytes), size));
    return 0;
}
