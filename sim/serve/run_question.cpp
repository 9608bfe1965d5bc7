#include "serve/run_question.hpp"

#include "report/json_value.hpp"
#include "scenario/scenario.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>

namespace agrocap {

namespace {

struct KindRow {
    RunKind kind;
    const char* word;
};
constexpr std::array kinds{KindRow{RunKind::run, "run"},         KindRow{RunKind::check, "check"}, KindRow{RunKind::compare, "compare"},
                           KindRow{RunKind::explain, "explain"}, KindRow{RunKind::bound, "bound"}, KindRow{RunKind::reach, "reach"}};

constexpr double replications_max = 100'000;
constexpr double seed_max = 9'007'199'254'740'991;  // a number of JSON is exact up to here
constexpr std::size_t what_ifs_max = 12;

RunKind kind_of(const std::string& word) {
    for (const KindRow& row : kinds)
        if (word == row.word) return row.kind;
    throw RefusedRequest{{400, "bad-request", fmt::format("\"{}\" is nothing that can be worked out", word),
                          "expected run, check, compare, explain, bound or reach"}};
}

/// A number without a fraction.
std::optional<std::int64_t> whole_if_in(const Json& body, const std::string& key, double least, double most) {
    const auto number = number_if_in(body, key, least, most);
    if (number && *number != std::floor(*number)) throw RefusedRequest{{400, "bad-request", fmt::format("\"{}\" is no whole number", key)}};
    return number ? std::optional(static_cast<std::int64_t>(*number)) : std::nullopt;
}

}  // namespace

const char* word_of(RunKind kind) {
    for (const KindRow& row : kinds)
        if (row.kind == kind) return row.word;
    return "";
}

RunQuestion run_question(const HttpRequest& request) {
    const Json body = body_of(request);
    RunQuestion question;
    question.kind = kind_of(text_in(body, "kind"));
    question.asked = asked_scenario(body);
    question.what_ifs = texts_in(body, "what_ifs");
    question.target = text_if_in(body, "target").value_or("");
    ExperimentOptions& options = question.options;
    options.replications = whole_if_in(body, "replications", 1, replications_max);
    options.precision = number_if_in(body, "precision", 1e-6, 1e6);
    options.confidence = number_if_in(body, "confidence", confidence_min, confidence_max);
    if (const auto seed = whole_if_in(body, "seed", 0, seed_max)) options.seed = static_cast<std::uint64_t>(*seed);
    if (options.replications && options.precision && question.kind != RunKind::check)
        throw RefusedRequest{{400, "bad-request", "\"replications\" and \"precision\" exclude each other"}};
    if (question.kind == RunKind::compare && question.what_ifs.empty())
        throw RefusedRequest{{400, "bad-request", "nothing is changed, so there is nothing to compare", "turn something first"}};
    if (question.what_ifs.size() > what_ifs_max)
        throw RefusedRequest{{400, "bad-request", fmt::format("more than {} what-ifs at once", what_ifs_max)}};
    return question;
}

}  // namespace agrocap
