#include "serve/http_message.hpp"

#include "base/percent_text.hpp"
#include "report/json_value.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

/// Reads "%41" as "A"; nothing where an escape is broken.
std::optional<std::string> unescaped(std::string_view text) {
    std::string read;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            read += text[i];
            continue;
        }
        const std::optional<char> byte = escaped_byte(text, i);
        if (!byte) return std::nullopt;
        read += *byte;
        i += 2;
    }
    return read;
}

}  // namespace

std::optional<std::string> HttpRequest::header(std::string_view name) const {
    const auto [first, last] = headers.equal_range(std::string(name));
    if (first == last || std::next(first) != last) return std::nullopt;
    return first->second;
}

bool HttpRequest::has(std::string_view name) const { return headers.contains(std::string(name)); }

HttpResponse refused(const Refusal& refusal) {
    return json_answer(fmt::format("{{\"error\": {{\"status\": {}, \"reason\": {}, \"message\": {}, \"hint\": {}}}}}\n", refusal.status,
                                   json_text(refusal.reason), json_text(refusal.message), json_text(refusal.hint)),
                       refusal.status);
}

HttpResponse json_answer(std::string json, unsigned status) {
    HttpResponse response;
    response.status = status;
    response.body = std::move(json);
    return response;
}

bool read_target(std::string_view target, HttpRequest& request) {
    if (!target.starts_with('/')) return false;
    const std::size_t mark = target.find('?');
    const auto path = unescaped(target.substr(0, mark));
    if (!path) return false;
    request.path = *path;
    if (mark == std::string_view::npos) return true;
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const std::size_t equals = pair.find('=');
        const auto key = unescaped(pair.substr(0, equals));
        const auto value = unescaped(equals == std::string_view::npos ? "" : pair.substr(equals + 1));
        if (!key || !value) return false;
        request.query[*key] = *value;
    }
    return true;
}

}  // namespace agrocap
