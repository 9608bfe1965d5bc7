#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agrocap {

/// What a browser asks for. `path` and `query` are taken from the target, with "%20" and the like read.
struct HttpRequest {
    std::string method;  // "GET"
    std::string path;    // "/api/scenarios"
    std::map<std::string, std::string> query;
    std::multimap<std::string, std::string> headers;  // names in small letters
    std::string body;

    /// The only header of this name; nothing if there is none, or more than one.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
};

/// An answer that goes on: gives what is to be sent now, or an empty text. Called by the network's thread.
using EventStream = std::function<std::string()>;

struct HttpResponse {
    unsigned status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    EventStream stream = {};  // in place of a body
};

/// Why a request is refused, as people and programs read it.
struct Refusal {
    unsigned status = 400;
    std::string reason;  // one word for programs: "too-large"
    std::string message;
    std::string hint = {};
};

/// `{ "error": { "status", "reason", "message", "hint" } }`.
HttpResponse refused(const Refusal& refusal);

/// An answer in JSON. Requires: `json` is that.
HttpResponse json_answer(std::string json, unsigned status = 200);

/// Fills in path and query from "/a%20b?c=d". Gives false where the target is none of this form, or has a broken escape.
bool read_target(std::string_view target, HttpRequest& request);

}  // namespace agrocap
