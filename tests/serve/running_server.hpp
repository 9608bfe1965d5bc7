#pragma once

#include "serve/gate.hpp"
#include "serve/http_server.hpp"
#include "serve/run_board.hpp"
#include "serve/run_pool.hpp"
#include "serve/served_folder.hpp"
#include "serve/workbench.hpp"
#include "support/directory.hpp"

#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace agrocap {

/// A connection that sends any bytes.
class RawConnection {
  public:
    explicit RawConnection(unsigned short port);
    RawConnection(RawConnection&& other) noexcept;
    RawConnection(const RawConnection&) = delete;
    ~RawConnection();

    /// Gives: whether all of it was taken.
    bool send(const std::string& bytes) const;
    /// Says that there is no more to come.
    void finish() const;
    /// Everything until the other end closes, or so much time has gone by.
    std::string receive_all(std::chrono::milliseconds patience = std::chrono::seconds(5)) const;
    /// Until `text` has come. Gives: what came, with it or without it when time was up.
    std::string receive_until(const std::string& text, std::chrono::milliseconds patience = std::chrono::seconds(5)) const;
    /// Whether the other end has closed by then.
    bool is_closed_within(std::chrono::milliseconds patience) const;

  private:
    int socket_ = -1;
};

/// What came back.
struct Answered {
    unsigned status = 0;  // 0: nothing
    std::string head, body;

    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(body); }
    [[nodiscard]] std::string reason() const { return json()["error"]["reason"]; }
    /// The value of a header; empty if it is not there.
    [[nodiscard]] std::string header(const std::string& name) const;
};

/// The workbench on a free port, with a folder of its own.
class RunningServer {
  public:
    explicit RunningServer(const HttpLimits& limits = {}, const RunLimits& run_limits = {});
    ~RunningServer();

    void write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string read(const std::string& name) const { return content(folder / name); }

    /// A request as a page of this server makes it: with cookie, Host and Origin.
    Answered get(const std::string& target) const;
    Answered post(const std::string& target, const nlohmann::json& body) const;
    Answered remove(const std::string& target) const;
    /// The request's text as it is, on a connection of its own.
    Answered send(const std::string& request) const;

    /// "Host: 127.0.0.1:PORT\r\n" and what else such a page sends.
    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port); }
    [[nodiscard]] std::string headers() const;
    /// Whether a page still gets what it asks for.
    [[nodiscard]] bool is_healthy() const;

    Directory folder;
    ServedFolder served;
    HttpServer server;
    unsigned short port;
    Gate gate;
    RunBoard board;
    RunPool pool;
    Workbench workbench;
    std::string cookie;

  private:
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

}  // namespace agrocap
