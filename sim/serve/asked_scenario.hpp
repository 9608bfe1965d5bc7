#pragma once

#include "scenario/resolve.hpp"
#include "serve/http_message.hpp"
#include "serve/served_folder.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// A request that cannot be answered as it is: caught where requests are answered.
struct RefusedRequest {
    Refusal refusal;
};

/// The body of a request as JSON: an object, nested a few levels at most. Errors: `RefusedRequest`.
nlohmann::ordered_json body_of(const HttpRequest& request);

/// A member that must be a text. Errors: `RefusedRequest`.
std::string text_in(const nlohmann::ordered_json& body, const std::string& key);
/// The same of one that may be left out.
std::optional<std::string> text_if_in(const nlohmann::ordered_json& body, const std::string& key);
/// A list of texts, empty where it is left out.
std::vector<std::string> texts_in(const nlohmann::ordered_json& body, const std::string& key);
/// A number within bounds, if it is there.
std::optional<double> number_if_in(const nlohmann::ordered_json& body, const std::string& key, double least, double most);

/// A scenario as a page has it before it: a file of the folder, perhaps edited and not saved, and what is set over it.
struct AskedScenario {
    std::string path;
    std::optional<EditedText> edited;
    std::vector<std::string> set;
};

/// `path`, `text` and `set` of a body. Errors: `RefusedRequest`, also for a path that leads out of the folder.
AskedScenario asked_scenario(const nlohmann::ordered_json& body);

/// What was asked for, read from the folder. A file that is not there is a diagnostic, as it is for every command.
ResolvedText resolve(const ServedFolder& folder, const AskedScenario& asked);

}  // namespace agrocap
