#include "serve/running_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace agrocap {

namespace {

Answered read_answer(const std::string& bytes) {
    Answered answered;
    const std::size_t gap = bytes.find("\r\n\r\n");
    if (!bytes.starts_with("HTTP/1.1 ") || gap == std::string::npos) return answered;
    answered.status = static_cast<unsigned>(std::stoul(bytes.substr(9, 3)));
    answered.head = bytes.substr(0, gap + 2);
    answered.body = bytes.substr(gap + 4);
    return answered;
}

}  // namespace

RawConnection::RawConnection(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("no connection");
}

RawConnection::RawConnection(RawConnection&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

RawConnection::~RawConnection() {
    if (socket_ >= 0) ::close(socket_);
}

bool RawConnection::send(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return false;
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

void RawConnection::finish() const { ::shutdown(socket_, SHUT_WR); }

std::string RawConnection::receive_until(const std::string& text, std::chrono::milliseconds patience) const {
    const auto end = std::chrono::steady_clock::now() + patience;
    std::string bytes;
    while (text.empty() || bytes.find(text) == std::string::npos) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd ready{.fd = socket_, .events = POLLIN, .revents = 0};
        if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) <= 0) break;
        char block[1 << 16];
        const ssize_t count = ::recv(socket_, block, sizeof block, 0);
        if (count <= 0) break;
        bytes.append(block, static_cast<std::size_t>(count));
    }
    return bytes;
}

std::string RawConnection::receive_all(std::chrono::milliseconds patience) const { return receive_until("", patience); }

bool RawConnection::is_closed_within(std::chrono::milliseconds patience) const {
    const auto begin = std::chrono::steady_clock::now();
    receive_all(patience);
    return std::chrono::steady_clock::now() - begin < patience;
}

std::string Answered::header(const std::string& name) const {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const std::size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

RunningServer::RunningServer(const HttpLimits& limits, const RunLimits& run_limits)
    : served(folder.path.string()),
      server(limits, [this](const HttpRequest& request) { return workbench.answer(request); }),
      port(server.listen("127.0.0.1", 0)),
      gate(port, {}),
      pool(served, board, run_limits),
      workbench(served, gate, board, pool) {
    board.on_change([this] { server.wake_streams(); });
    thread_ = std::thread([this] { server.run([this] { return is_over_.load(); }); });
    const Answered let_in = post("/session", {{"token", gate.token()}});
    const std::string set = let_in.header("Set-Cookie");
    cookie = set.substr(0, set.find(';'));
}

RunningServer::~RunningServer() {
    is_over_ = true;
    thread_.join();
}

void RunningServer::write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = folder.path / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::string RunningServer::headers() const {
    return fmt::format("Host: {0}\r\nOrigin: http://{0}\r\nSec-Fetch-Site: same-origin\r\nCookie: other=1; {1}\r\nConnection: close\r\n",
                       host(), cookie);
}

Answered RunningServer::get(const std::string& target) const { return send(fmt::format("GET {} HTTP/1.1\r\n{}\r\n", target, headers())); }

Answered RunningServer::post(const std::string& target, const nlohmann::json& body) const {
    const std::string text = body.dump();
    return send(fmt::format("POST {} HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", target, headers(),
                            text.size(), text));
}

Answered RunningServer::remove(const std::string& target) const {
    return send(fmt::format("DELETE {} HTTP/1.1\r\n{}\r\n", target, headers()));
}

Answered RunningServer::send(const std::string& request) const {
    const RawConnection connection(port);
    connection.send(request);
    return read_answer(connection.receive_all(std::chrono::seconds(30)));
}

bool RunningServer::is_healthy() const { return get("/api/scenarios").status == 200; }

}  // namespace agrocap
