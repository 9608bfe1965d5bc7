#include "serve/page_files.hpp"

#include "page/page_bundle.hpp"
#include "serve/gate.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string_view>

// Ends and beginnings of what page_files.S reads in.
extern "C" {
extern const char agrocap_workbench_page[], agrocap_workbench_page_end[];
extern const char agrocap_workbench_script[], agrocap_workbench_script_end[];
extern const char agrocap_workbench_style[], agrocap_workbench_style_end[];
}

namespace agrocap {

namespace {

std::string bytes_between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

/// The editor and the charts lay down rules of style of their own: with a word that no other page knows they may.
HttpResponse page_with_policy() {
    const std::string nonce = random_word();
    HttpResponse response;
    response.type = "text/html; charset=utf-8";
    response.body = bytes_between(agrocap_workbench_page, agrocap_workbench_page_end);
    constexpr std::string_view place = "NONCE";
    if (const std::size_t at = response.body.find(place); at != std::string::npos) response.body.replace(at, place.size(), nonce);
    response.headers.emplace_back(
        "Content-Security-Policy",
        fmt::format("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{}'; connect-src 'self'; img-src 'self' data:; "
                    "font-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                    nonce));
    return response;
}

HttpResponse file_of(std::string type, std::string bytes) {
    HttpResponse response;
    response.type = std::move(type);
    response.body = std::move(bytes);
    return response;
}

}  // namespace

std::optional<HttpResponse> page_file(const std::string& path) {
    if (path == "/") return page_with_policy();
    if (path == "/workbench.js")
        return file_of("text/javascript; charset=utf-8", bytes_between(agrocap_workbench_script, agrocap_workbench_script_end));
    if (path == "/workbench.css")
        return file_of("text/css; charset=utf-8", bytes_between(agrocap_workbench_style, agrocap_workbench_style_end));
    if (path == "/land.json") return file_of("application/json; charset=utf-8", std::string(page_land()));
    return std::nullopt;
}

}  // namespace agrocap
