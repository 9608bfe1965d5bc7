#include "serve/gate.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace agrocap {

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; });
    return text;
}

/// In a time that does not tell how much of it was right.
bool is_equal(std::string_view one, std::string_view other) {
    if (one.size() != other.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < one.size(); ++i) difference |= static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]);
    return difference == 0;
}

/// The value of a cookie in "a=1; b=2"; empty if it is not there.
std::string cookie_of(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        std::string_view one = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(one.size() + 1, header.size()));
        while (one.starts_with(' ')) one.remove_prefix(1);
        if (one.starts_with(name) && one.size() > name.size() && one[name.size()] == '=') return std::string(one.substr(name.size() + 1));
    }
    return {};
}

bool changes_something(const HttpRequest& request) { return request.method != "GET" && request.method != "HEAD"; }

}  // namespace

std::string random_word() {
    std::array<unsigned char, 32> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("the system gives no random numbers");
    std::string word;
    for (const unsigned char byte : bytes) word += fmt::format("{:02x}", byte);
    return word;
}

Gate::Gate(unsigned short port, const std::vector<std::string>& names)
    : cookie_name_(fmt::format("agrocap-{}", port)), token_(random_word()), session_(random_word()) {
    std::vector<std::string> all{"localhost", "127.0.0.1", "[::1]"};
    all.insert(all.end(), names.begin(), names.end());
    for (const std::string& name : all) {
        hosts_.insert(fmt::format("{}:{}", lower(name), port));
        if (port == 80) hosts_.insert(lower(name));  // which browsers leave out
    }
}

std::optional<Refusal> Gate::fault_of(const HttpRequest& request) const {
    const auto host = request.header("host");
    if (!host || !hosts_.contains(lower(*host)))
        return Refusal{421, "wrong-host", "this server is not called so", "the address that it printed is right; --name allows another"};
    // A link or a bookmark may lead to the page; nothing else of another site may lead here.
    const auto site = request.header("sec-fetch-site");
    if (site && *site != "same-origin" && *site != "none" && request.path != "/")
        return Refusal{403, "cross-site", "a page of another site asks for this"};
    if (!changes_something(request)) return std::nullopt;
    const auto origin = request.header("origin");
    if (!origin || lower(*origin) != "http://" + lower(*host))
        return Refusal{403, "wrong-origin", "only a page of this server may ask for changes"};
    const auto type = request.header("content-type");
    if (!request.body.empty() && (!type || !lower(*type).starts_with("application/json")))
        return Refusal{415, "wrong-type", "expected a body of the type application/json"};
    return std::nullopt;
}

std::optional<Refusal> Gate::stranger(const HttpRequest& request) const {
    // More than one header of cookies is allowed by nobody's browser to a page; the last could be another's.
    const auto header = request.header("cookie");
    if (header && is_equal(cookie_of(*header, cookie_name_), session_)) return std::nullopt;
    return Refusal{401, "no-session", "this browser has not been let in", "open the address that \"agrocap serve\" printed when it began"};
}

HttpResponse Gate::let_in(const std::string& token) const {
    if (!is_equal(token, token_))
        return refused({403, "wrong-token", "the token is not that of this server",
                        "a server that was started anew has a new one: open the address that it printed"});
    HttpResponse response;
    response.status = 204;
    response.headers.emplace_back("Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict", cookie_name_, session_));
    return response;
}

}  // namespace agrocap
