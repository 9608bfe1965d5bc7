#include "archive/stored_explanation.hpp"

#include "archive/json_reading.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace agrocap {

namespace {

using Explained = nlohmann::ordered_json;

constexpr std::size_t explained_replications_max = 10'000'000;  // more than any command takes

Estimate mean_and_width(const Explained& json) {
    Estimate estimate;
    estimate.mean = number_at(json, "mean");
    estimate.half_width = number_at(json, "half_width");
    return estimate;
}

Loss loss_of(const Explained& json) {
    const std::string word = json.at("cause");
    const std::optional<Cause> cause = cause_from(word);
    require_sound(cause.has_value(), "\"" + word + "\" is no cause");
    Loss loss{*cause, mean_and_width(json), {}};
    if (const auto parts = json.find("parts"); parts != json.end())
        for (const Explained& part : *parts) loss.parts.push_back({part.at("what"), mean_and_width(part)});
    return loss;
}

LineBottleneck bottleneck_of(const Explained& json) {
    LineBottleneck line;
    line.what = json.at("what");
    const std::string verdict = json.at("verdict");
    require_sound(verdict == "bottleneck" || verdict == "tie" || verdict == "cannot-tell", "\"" + verdict + "\" is no verdict");
    if (verdict == "bottleneck") {
        line.verdict = BottleneckVerdict::bottleneck;
        line.named = {json.at("station")};
    } else if (verdict == "tie") {
        line.verdict = BottleneckVerdict::tie;
        for (const Explained& station : json.at("tied")) line.named.push_back(station);
    }
    line.outside = json.value("outside", false);
    for (const Explained& station : json.at("stations"))
        line.stations.push_back({station.at("station"), mean_and_width(station.at("gain")), number_at(station, "share_of_thread"),
                                 station.at("longest_active"), station.at("first_in")});
    return line;
}

}  // namespace

LineThreads stored_threads(const Explained& json) {
    LineThreads threads{
        .line = json.at("what"), .shares = {}, .tied = mean_and_width(json.at("tied")), .days = mean_and_width(json.at("days"))};
    for (const Explained& told : json.at("shares")) {
        ThreadShare share{.cause = told.at("cause"), .where = told.at("where"), .of = told.value("of", ""), .share = {}};
        share.share.mean = told.at("share").get<double>();
        share.share.half_width = number_at(told, "half_width");
        threads.shares.push_back(std::move(share));
    }
    return threads;
}

Explanation stored_explanation(const Explained& json) {
    Explanation explanation;
    const Explained& scenario = json.at("scenario");
    explanation.scenario = scenario.at("name");
    explanation.seed = scenario.at("seed");
    for (const Explained& option : scenario.at("set")) explanation.set.push_back(option);
    for (const Explained& file : scenario.at("files")) explanation.files.push_back({file.at("path"), file.at("sha256")});
    explanation.digest = json.at("digest");
    explanation.replications = checked_count(json.at("replications"), explained_replications_max);
    explanation.confidence = json.at("confidence");
    explanation.measured_days = json.at("measured_days");
    explanation.warmup_days = json.at("warmup_days");
    explanation.interrupted = json.value("interrupted", false);
    const Explained& told = json.at("account");
    Account& account = explanation.account;
    account.metric = json.at("metric");
    account.unit = json.at("unit");
    account.around_the_clock = told.at("around_the_clock");
    account.nominal = told.at("nominal");
    account.actual = mean_and_width(told.at("actual"));
    for (const Explained& loss : told.at("losses")) account.losses.push_back(loss_of(loss));
    if (const auto lines = json.find("bottlenecks"); lines != json.end())
        for (const Explained& line : *lines) explanation.bottlenecks.push_back(bottleneck_of(line));
    if (const auto threads = json.find("thread"); threads != json.end())
        for (const Explained& line : *threads) explanation.threads.push_back(stored_threads(line));
    return explanation;
}

}  // namespace agrocap
