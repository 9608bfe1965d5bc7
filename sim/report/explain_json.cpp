#include "base/version.hpp"
#include "report/bottleneck_table.hpp"
#include "report/explain_report.hpp"
#include "report/json_value.hpp"
#include "report/thread_json.hpp"

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

Json evidence_part(const StationEvidence& station) {
    Json json = {{"station", station.station}, {"gain", estimate_part(station.gain)}};
    if (station.share_of_thread) json["share_of_thread"] = json_number(*station.share_of_thread);
    json["longest_active"] = json_number(station.longest_active);
    json["first_in"] = json_number(station.first_in);
    return json;
}

Json bottleneck_part(const LineBottleneck& line) {
    Json json = {{"what", line.what}, {"verdict", verdict_name(line.verdict)}};
    if (line.verdict == BottleneckVerdict::bottleneck) json["station"] = line.named.front();
    if (line.verdict == BottleneckVerdict::tie) json["tied"] = line.named;
    if (line.outside) json["outside"] = true;
    json["stations"] = Json::array();
    for (const StationEvidence& station : line.stations) json["stations"].push_back(evidence_part(station));
    return json;
}

Json explained_scenario(const Explanation& explanation) {
    Json files = Json::array();
    for (const ScenarioFile& file : explanation.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    return {{"name", explanation.scenario}, {"files", std::move(files)}, {"set", explanation.set}, {"seed", explanation.seed}};
}

}  // namespace

Json thread_json(const LineThreads& threads) {
    Json shares = Json::array();
    for (const ThreadShare& share : threads.shares) {
        Json one = {{"cause", share.cause}, {"where", share.where}};
        if (!share.of.empty()) one["of"] = share.of;
        one["share"] = json_number(share.share.mean);
        one["half_width"] = json_number(share.share.half_width);
        shares.push_back(std::move(one));
    }
    return {{"what", threads.line},
            {"days", estimate_part(threads.days)},
            {"tied", estimate_part(threads.tied)},
            {"shares", std::move(shares)}};
}

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
    json["bottlenecks"] = Json::array();
    for (const LineBottleneck& line : explanation.bottlenecks) json["bottlenecks"].push_back(bottleneck_part(line));
    json["thread"] = Json::array();
    for (const LineThreads& threads : explanation.threads) json["thread"].push_back(thread_json(threads));
    if (explanation.interrupted) json["interrupted"] = true;
    return json_page(json) + "\n";
}

}  // namespace agrocap
