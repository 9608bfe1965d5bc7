#include "base/version.hpp"
#include "report/explain_report.hpp"
#include "report/json_value.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace agrocap {

namespace {

Json estimate_part(const Estimate& estimate) {
    return {{"mean", json_number(estimate.mean)}, {"half_width", json_number(estimate.half_width)}};
}

Json loss_part(const Loss& loss) {
    Json json = {{"cause", std::string(cause_word(loss.cause))}};
    json.update(estimate_part(loss.loss));
    json["clear"] = loss.clear();
    if (loss.parts.empty()) return json;
    json["parts"] = Json::array();
    for (const LossPart& part : loss.parts) {
        Json one = {{"what", part.what}};
        one.update(estimate_part(part.loss));
        json["parts"].push_back(std::move(one));
    }
    return json;
}

Json explained_scenario(const Explanation& explanation) {
    Json files = Json::array();
    for (const ScenarioFile& file : explanation.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    return {{"name", explanation.scenario}, {"files", std::move(files)}, {"set", explanation.set}, {"seed", explanation.seed}};
}

}  // namespace

std::string explain_json(const Explanation& explanation) {
    const Account& account = explanation.account;
    Json losses = Json::array();
    for (const Loss& loss : account.losses) losses.push_back(loss_part(loss));
    Json json = {{"format", "agrocap-explain/1"},
                 {"version", version()},
                 {"digest", explanation.digest},
                 {"scenario", explained_scenario(explanation)},
                 {"metric", account.metric},
                 {"unit", account.unit},
                 {"replications", explanation.replications},
                 {"confidence", explanation.confidence},
                 {"measured_days", json_number(explanation.measured_days)},
                 {"warmup_days", json_number(explanation.warmup_days)},
                 {"account",
                  {{"around_the_clock", json_number(account.around_the_clock)},
                   {"nominal", json_number(account.nominal)},
                   {"actual", estimate_part(account.actual)},
                   {"losses", std::move(losses)}}}};
    if (explanation.interrupted) json["interrupted"] = true;
    return json_page(json) + "\n";
}

}  // namespace agrocap
