#include "serve/asked_scenario.hpp"

#include "base/json_fault.hpp"
#include "report/json_value.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace agrocap {

namespace {

constexpr int json_depth_max = 8;
constexpr std::size_t settings_max = 1000;

[[noreturn]] void refuse_body(std::string message, std::string hint = {}) {
    throw RefusedRequest{{400, "bad-request", std::move(message), std::move(hint)}};
}

}  // namespace

Json body_of(const HttpRequest& request) {
    // What nests without end would take more memory than it has bytes.
    const auto shallow = [](int depth, Json::parse_event_t, Json&) {
        if (depth > json_depth_max) refuse_body(fmt::format("the body is nested more than {} levels deep", json_depth_max));
        return true;
    };
    try {
        Json body = Json::parse(request.body, shallow);
        if (!body.is_object()) refuse_body("the body is no JSON object");
        return body;
    } catch (const Json::exception& fault) {
        refuse_body(fmt::format("the body is no JSON: {}", json_fault_text(fault.what())));
    }
}

std::string text_in(const Json& body, const std::string& key) {
    auto text = text_if_in(body, key);
    if (!text) refuse_body(fmt::format("\"{}\" is missing, expected a text", key));
    return std::move(*text);
}

std::optional<std::string> text_if_in(const Json& body, const std::string& key) {
    const auto found = body.find(key);
    if (found == body.end() || found->is_null()) return std::nullopt;
    if (!found->is_string()) refuse_body(fmt::format("\"{}\" is no text", key));
    return found->get<std::string>();
}

std::vector<std::string> texts_in(const Json& body, const std::string& key) {
    const auto found = body.find(key);
    if (found == body.end() || found->is_null()) return {};
    if (!found->is_array()) refuse_body(fmt::format("\"{}\" is no list of texts", key));
    if (found->size() > settings_max) refuse_body(fmt::format("\"{}\" has more than {} entries", key, settings_max));
    std::vector<std::string> texts;
    for (const Json& one : *found) {
        if (!one.is_string()) refuse_body(fmt::format("\"{}\" is no list of texts", key));
        texts.push_back(one.get<std::string>());
    }
    return texts;
}

std::optional<double> number_if_in(const Json& body, const std::string& key, double least, double most) {
    const auto found = body.find(key);
    if (found == body.end() || found->is_null()) return std::nullopt;
    const double number = found->is_number() ? found->get<double>() : std::nan("");
    if (!(number >= least && number <= most)) refuse_body(fmt::format("\"{}\" is no number from {} to {}", key, least, most));
    return number;
}

AskedScenario asked_scenario(const Json& body) {
    AskedScenario asked{text_in(body, "path"), std::nullopt, texts_in(body, "set")};
    if (auto fault = ServedFolder::fault_of(asked.path)) throw RefusedRequest{std::move(*fault)};
    if (auto text = text_if_in(body, "text")) asked.edited = EditedText{asked.path, std::move(*text)};
    return asked;
}

ResolvedText resolve(const ServedFolder& folder, const AskedScenario& asked) {
    return resolve_file(asked.path, asked.set, folder.reader(asked.edited));
}

}  // namespace agrocap
