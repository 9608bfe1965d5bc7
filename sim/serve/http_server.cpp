#include "serve/http_server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <list>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using boost::system::error_code;

constexpr unsigned answering_threads = 2;
constexpr std::chrono::milliseconds rest_of_refused{1'000};  // so long the rest of what was refused is read and thrown away

std::string small_letters(std::string_view text) {
    std::string small(text);
    for (char& letter : small)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return small;
}

std::optional<HttpRequest> request_of(http::request<http::string_body>&& message) {
    HttpRequest request;
    request.method = std::string(message.method_string());
    for (const auto& field : message)
        request.headers.emplace(small_letters({field.name_string().data(), field.name_string().size()}), std::string(field.value()));
    if (!read_target({message.target().data(), message.target().size()}, request)) return std::nullopt;
    request.body = std::move(message.body());
    return request;
}

/// What is wrong with a request that could not be read; nothing where there is nobody left to be told.
std::optional<Refusal> refusal_of(const error_code& error, const HttpLimits& limits) {
    if (error == http::error::header_limit)
        return Refusal{431, "headers-too-large", fmt::format("the request's headers are longer than {} bytes", limits.header_bytes)};
    if (error == http::error::body_limit)
        return Refusal{413, "too-large", fmt::format("the request's body is longer than {} MB", limits.body_bytes >> 20)};
    const bool is_of_http = error.category() == make_error_code(http::error::bad_method).category();
    if (!is_of_http || error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
    return Refusal{400, "malformed", "this is no HTTP request: " + error.message()};
}

}  // namespace

/// The io context, the connections, and the threads that answer.
class HttpServer::Network : public std::enable_shared_from_this<HttpServer::Network> {
  public:
    class Connection;

    Network(const HttpLimits& held_to, Handler answer) : limits(held_to), handler(std::move(answer)) {}

    unsigned short listen(const std::string& address, unsigned short port);
    void run(const std::function<bool()>& is_over);
    void stop();
    void wake();
    void forget(const Connection* connection);

    const HttpLimits limits;
    const Handler handler;
    asio::io_context context{1};
    asio::thread_pool answerers{answering_threads};
    std::size_t streams = 0;
    std::atomic<std::size_t> connection_count{0};

  private:
    void accept();
    void take(tcp::socket socket);
    void beat();
    void watch(const std::function<bool()>& is_over);

    tcp::acceptor acceptor_{context};
    asio::steady_timer heart_{context}, watch_{context}, pause_{context};
    std::list<std::shared_ptr<Connection>> connections_;  // the oldest first
    std::atomic<bool> is_woken_{false};
    std::atomic<bool> is_stopped_{false};
};

/// One connection: request after request, or one answer that goes on.
class HttpServer::Network::Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(tcp::socket socket, Network& network) : stream_(std::move(socket)), network_(network) {}

    /// Whether nothing is owed to the other end: what waits for a request can be closed when places are short.
    [[nodiscard]] bool is_reading() const { return state_ == State::reading; }

    void read() {
        state_ = State::reading;
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(network_.limits.header_bytes));
        parser_->body_limit(network_.limits.body_bytes);
        stream_.expires_after(network_.limits.reading);
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](const error_code& error, std::size_t) { self->on_read(error); });
    }

    void refuse(const Refusal& refusal) {
        is_last_ = true;
        write(refused(refusal));
    }

    /// More to say on a stream, or, with `is_beat`, a sign that it is alive.
    void push(bool is_beat) {
        if (state_ != State::streaming || is_pushing_) return;
        pushed_ = events_();
        if (pushed_.empty() && is_beat) pushed_ = ":\n\n";
        if (pushed_.empty()) return;
        is_pushing_ = true;
        stream_.expires_after(network_.limits.writing);
        asio::async_write(stream_, asio::buffer(pushed_), [self = shared_from_this()](const error_code& error, std::size_t) {
            self->is_pushing_ = false;
            if (error) return self->close();
            self->push(false);
        });
    }

    void close() {
        if (state_ == State::closed) return;
        if (state_ == State::streaming) --network_.streams;
        state_ = State::closed;
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
        stream_.close();
        network_.forget(this);
    }

  private:
    enum class State { reading, answering, streaming, closed };

    void on_read(const error_code& error) {
        if (state_ == State::closed) return;
        if (error) {
            const auto refusal = refusal_of(error, network_.limits);
            return refusal ? refuse(*refusal) : close();
        }
        is_last_ = !parser_->get().keep_alive();
        is_head_ = parser_->get().method() == http::verb::head;
        auto request = request_of(parser_->release());
        if (!request) return refuse({400, "malformed", "the request's target is no path"});
        state_ = State::answering;
        asio::post(network_.answerers, [self = shared_from_this(), asked = std::move(*request)] {
            HttpResponse response;
            try {
                response = self->network_.handler(asked);
            } catch (const std::exception& exception) {
                response = refused({500, "internal", std::string("internal error: ") + exception.what()});
            }
            asio::post(self->network_.context, [self, answer = std::move(response)]() mutable { self->answer(std::move(answer)); });
        });
    }

    void answer(HttpResponse response) {
        if (state_ == State::closed) return;
        if (!response.stream) return write(std::move(response));
        if (network_.streams >= network_.limits.streams)
            return write(refused({503, "too-many-pages", fmt::format("{} pages are open already", network_.streams),
                                  "close one of them, then load this one anew"}));
        begin_stream(std::move(response));
    }

    void write(HttpResponse&& response) {
        state_ = State::answering;
        response_.emplace(static_cast<http::status>(response.status), 11U, std::move(response.body));
        response_->set(http::field::content_type, response.type);
        for (const auto& [name, value] : response.headers) response_->insert(name, value);
        response_->keep_alive(!is_last_);
        response_->prepare_payload();
        if (is_head_) response_->body().clear();  // its length stands in the headers
        stream_.expires_after(network_.limits.writing);
        http::async_write(stream_, *response_, [self = shared_from_this()](const error_code& error, std::size_t) {
            if (self->state_ == State::closed) return;
            self->response_.reset();
            if (error) return self->close();
            if (self->is_last_) return self->end();
            self->read();
        });
    }

    /// Reads what the other end still sends: closed at once, it might never see the answer.
    void end() {
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(rest_of_refused);
        drain();
    }
    void drain() {
        stream_.async_read_some(asio::buffer(rest_), [self = shared_from_this()](const error_code& error, std::size_t) {
            if (error) return self->close();
            self->drain();
        });
    }

    void begin_stream(HttpResponse&& response) {
        state_ = State::streaming;
        ++network_.streams;
        events_ = std::move(response.stream);
        pushed_ = fmt::format("HTTP/1.1 200 OK\r\nContent-Type: {}\r\nConnection: close\r\n", response.type);
        for (const auto& [name, value] : response.headers) pushed_ += fmt::format("{}: {}\r\n", name, value);
        pushed_ += "\r\n";
        is_pushing_ = true;
        stream_.expires_never();
        watch_for_end();
        stream_.expires_after(network_.limits.writing);
        asio::async_write(stream_, asio::buffer(pushed_), [self = shared_from_this()](const error_code& error, std::size_t) {
            self->is_pushing_ = false;
            if (error) return self->close();
            self->push(true);
        });
    }

    /// A page that is closed frees its place at once.
    void watch_for_end() {
        stream_.async_read_some(asio::buffer(rest_), [self = shared_from_this()](const error_code& error, std::size_t) {
            if (error) return self->close();
            self->watch_for_end();
        });
    }

    beast::tcp_stream stream_;
    Network& network_;
    beast::flat_buffer buffer_;
    State state_ = State::reading;
    bool is_last_ = false, is_head_ = false, is_pushing_ = false;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http::response<http::string_body>> response_;
    EventStream events_;
    std::string pushed_;
    std::array<char, 4096> rest_{};
};

unsigned short HttpServer::Network::listen(const std::string& address, unsigned short port) {
    error_code error;
    const asio::ip::address ip = asio::ip::make_address(address, error);
    if (error) throw ListenFault(fmt::format("\"{}\" is no address, expected one such as 127.0.0.1", address));
    const tcp::endpoint endpoint(ip, port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) throw ListenFault(fmt::format("cannot listen on {} port {}: {}", address, port, error.message()));
    return acceptor_.local_endpoint().port();
}

void HttpServer::Network::run(const std::function<bool()>& is_over) {
    accept();
    beat();
    watch(is_over);
    context.run();
    answerers.join();
    connections_.clear();
}

void HttpServer::Network::stop() {
    // What is posted once nobody runs the context stays in it, so that it must not hold what holds the context.
    asio::post(context, [known = weak_from_this()] {
        const auto self = known.lock();
        if (!self || self->is_stopped_.exchange(true)) return;
        error_code ignored;
        self->acceptor_.close(ignored);
        self->heart_.cancel();
        self->watch_.cancel();
        self->pause_.cancel();
        while (!self->connections_.empty()) self->connections_.front()->close();
    });
}

void HttpServer::Network::wake() {
    if (is_woken_.exchange(true)) return;
    asio::post(context, [known = weak_from_this()] {
        const auto self = known.lock();
        if (!self) return;
        self->is_woken_ = false;
        for (const auto& connection : self->connections_) connection->push(false);
    });
}

void HttpServer::Network::forget(const Connection* connection) {
    connections_.remove_if([connection](const auto& one) { return one.get() == connection; });
    connection_count = connections_.size();
}

void HttpServer::Network::accept() {
    acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
        if (is_stopped_) return;
        if (!error) {
            take(std::move(socket));
            return accept();
        }
        // Such as too many open files: asked again at once, the answer would be the same.
        constexpr std::chrono::milliseconds pause{100};
        pause_.expires_after(pause);
        pause_.async_wait([this](const error_code&) {
            if (!is_stopped_) accept();
        });
    });
}

/// Where all places are taken, one that only waits for a request gives its own: who sends slowly keeps nobody out.
void HttpServer::Network::take(tcp::socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto patience = static_cast<unsigned>(limits.unanswered.count());
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
    if (connections_.size() >= limits.connections) {
        const auto idle = std::find_if(connections_.begin(), connections_.end(), [](const auto& one) { return one->is_reading(); });
        if (idle != connections_.end()) std::shared_ptr<Connection>(*idle)->close();
    }
    const bool is_full = connections_.size() >= limits.connections;
    const auto connection = std::make_shared<Connection>(std::move(socket), *this);
    connections_.push_back(connection);
    connection_count = connections_.size();
    if (is_full)
        connection->refuse({503, "too-many-connections", fmt::format("{} connections are open already", limits.connections)});
    else
        connection->read();
}

void HttpServer::Network::beat() {
    heart_.expires_after(limits.heartbeat);
    heart_.async_wait([this](const error_code& error) {
        if (error || is_stopped_) return;
        const std::list<std::shared_ptr<Connection>> all = connections_;
        for (const auto& connection : all) connection->push(true);
        beat();
    });
}

void HttpServer::Network::watch(const std::function<bool()>& is_over) {
    constexpr std::chrono::milliseconds often{50};
    watch_.expires_after(often);
    watch_.async_wait([this, &is_over](const error_code& error) {
        if (error || is_stopped_) return;
        if (is_over()) return stop();
        watch(is_over);
    });
}

HttpServer::HttpServer(const HttpLimits& limits, Handler handler) : network_(std::make_shared<Network>(limits, std::move(handler))) {}

HttpServer::~HttpServer() { stop(); }

unsigned short HttpServer::listen(const std::string& address, unsigned short port) { return network_->listen(address, port); }

void HttpServer::run(const std::function<bool()>& is_over) { network_->run(is_over); }

void HttpServer::stop() { network_->stop(); }

void HttpServer::wake_streams() { network_->wake(); }

std::size_t HttpServer::connections() const { return network_->connection_count; }

}  // namespace agrocap
