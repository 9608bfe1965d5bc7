#include "report/bound_report.hpp"

#include "base/version.hpp"
#include "report/json_value.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace agrocap {

namespace {

Json bound_part(const Bound& bound) {
    Json part{{"metric", bound.metric}, {"sense", "at-most"}, {"of", "mean"}};
    const auto& proof = bound.proof;
    part["bound"] = json_decimal(proof ? std::optional(proof->value) : std::nullopt);
    part["optimum"] = json_decimal(proof ? std::optional(proof->value - proof->allowance) : std::nullopt);
    part["allowance"] = json_decimal(proof ? std::optional(proof->allowance) : std::nullopt);
    part["unit"] = bound.unit;
    part["proof"] = proof ? Json(proof_name(proof->kind)) : Json(nullptr);
    if (proof && proof->kind == ProofKind::dual) part["gap"] = json_number(proof->gap);
    part["left_out"] = bound.left_out;
    part["binding"] = Json::array();
    part["cut"] = Json::array();
    return part;
}

std::string bound_text(const Bound& bound) {
    if (!bound.proof) return fmt::format("{}: nothing bounds it\n", bound.metric);
    const Proof& proof = *bound.proof;
    std::string text = fmt::format("{}: at most {} {}", bound.metric, grouped(proof.value, 1), bound.unit);
    if (proof.allowance > 0)
        text += fmt::format(", of which {} for work in hand and stocks at the edges of time", grouped(proof.allowance, 1));
    text += proof.kind == ProofKind::exact ? "; proven, an exact optimum\n"
                                           : fmt::format("; proven, within {:.2g} of the optimum\n", proof.gap);
    return text;
}

}  // namespace

std::string bounds_json(const ReadResult& read, const std::vector<Bound>& bounds) {
    const Scenario& scenario = read.scenario;
    Json files = Json::array();
    for (const ScenarioFile& file : scenario.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    Json list = Json::array();
    for (const Bound& bound : bounds) list.push_back(bound_part(bound));
    return json_page({{"format", "agrocap-bound/1"},
                      {"version", version()},
                      {"scenario", {{"name", *scenario.name}, {"files", std::move(files)}, {"set", scenario.set}}},
                      {"bounds", std::move(list)}});
}

std::string bounds_text(const ReadResult& read, const std::vector<Bound>& bounds) {
    std::string text = fmt::format("{}: what no luck and no dispatching exceeds on average\n\n", *read.scenario.name);
    for (const Bound& bound : bounds) text += bound_text(bound);
    if (!bounds.empty() && !bounds.front().left_out.empty())
        text += fmt::format("\nNot counted, so that the truth may be lower: {}.\n", fmt::join(bounds.front().left_out, ", "));
    return text;
}

}  // namespace agrocap
