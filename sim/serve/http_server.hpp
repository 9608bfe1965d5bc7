#pragma once

#include "serve/http_message.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace agrocap {

/// What one who asks too much, too long or too slowly is held to.
struct HttpLimits {
    std::size_t header_bytes = 16 << 10;
    std::size_t body_bytes = 20 << 20;
    std::size_t connections = 256;
    std::size_t streams = 64;
    std::chrono::milliseconds reading{10'000};    // from the first wait for a request to its end
    std::chrono::milliseconds writing{30'000};    // of an answer, or of what a stream has for now
    std::chrono::milliseconds heartbeat{2'000};   // of a stream that has nothing to say
    std::chrono::milliseconds unanswered{5'000};  // until the other end is thought to be gone
};

/// An address that cannot be listened on: `what()` names it and the system's reason.
struct ListenFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Takes requests over HTTP/1.1 on one thread, has them answered on others, and keeps streams open.
class HttpServer {
  public:
    /// Answers one request; called by several threads at once. Throws nothing that it does not want to be told as an internal error.
    using Handler = std::function<HttpResponse(const HttpRequest&)>;

    HttpServer(const HttpLimits& limits, Handler handler);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();

    /// Port 0: any that is free. Gives: the port. Errors: `ListenFault`.
    unsigned short listen(const std::string& address, unsigned short port);

    /// Takes requests until `stop`; asks `is_over` a few times a second whether to stop.
    void run(const std::function<bool()>& is_over);

    /// From any thread, and more than once: nothing is taken any more, streams end, `run` returns.
    void stop();

    /// From any thread: streams have something to say.
    void wake_streams();

    [[nodiscard]] std::size_t connections() const;

  private:
    class Network;
    std::shared_ptr<Network> network_;
};

}  // namespace agrocap
