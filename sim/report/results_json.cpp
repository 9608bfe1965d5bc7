#include "report/results_json.hpp"

#include "base/version.hpp"

#include <sys/resource.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

using Json = nlohmann::ordered_json;

/// Whole numbers are written as such ("34310", not "34310.0"); both read back as the same double.
Json number(std::optional<double> value) {
    constexpr double exact_up_to = 9007199254740992.0;  // 2^53
    if (!value || !std::isfinite(*value)) return nullptr;
    if (std::abs(*value) < exact_up_to && std::trunc(*value) == *value) return static_cast<std::int64_t>(*value);
    return *value;
}

Json scenario_part(const Scenario& scenario, std::uint64_t seed) {
    Json files = Json::array();
    for (const ScenarioFile& file : scenario.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    return {{"name", *scenario.name}, {"files", std::move(files)}, {"set", scenario.set}, {"seed", seed}};
}

Json interval_part(const std::optional<Interval>& interval) {
    return interval ? Json::array({number(interval->low), number(interval->high)}) : Json(nullptr);
}

Json metric_part(const MetricInfo& metric, const Estimate& estimate) {
    return {{"mean", number(estimate.mean)},
            {"half_width", number(estimate.half_width)},
            {"sd", number(estimate.sd)},
            {"min", number(estimate.min)},
            {"max", number(estimate.max)},
            {"p05", number(estimate.p05)},
            {"p95", number(estimate.p95)},
            {"n", estimate.n},
            {"unit", metric.unit},
            {"p05_interval", interval_part(estimate.p05_interval)},
            {"p95_interval", interval_part(estimate.p95_interval)}};
}

Json target_part(const TargetResult& target) {
    Json part = {{"name", target.name}, {"metric", *target.spec.metric}};
    switch (target.spec.sense) {
        case TargetSense::at_least: part["at_least"] = number(*target.spec.low); break;
        case TargetSense::at_most: part["at_most"] = number(*target.spec.high); break;
        case TargetSense::between: part["between"] = Json::array({number(*target.spec.low), number(*target.spec.high)}); break;
    }
    if (target.spec.probability) part["probability"] = number(**target.spec.probability);
    part["confidence"] = number(*target.spec.confidence);
    part["verdict"] = verdict_word(target.verdict);
    part["estimate"] = number(target.estimate.mean);
    part["half_width"] = number(target.estimate.half_width);
    if (target.spec.probability) part["interval"] = interval_part(target.interval);
    part["replications"] = target.replications;
    return part;
}

Json probability_part(const ProbabilityResult& probability) {
    return {{"metric", *probability.spec.metric},
            {probability.spec.at_least ? "at_least" : "at_most", number(probability.spec.threshold)},
            {"estimate", number(probability.estimate)},
            {"interval", interval_part(probability.interval)},
            {"n", probability.n}};
}

double days(Duration time) { return in_hours(time) / 24; }

Json days_or_null(const std::optional<Duration>& time) { return time ? number(days(*time)) : Json(nullptr); }

Json warmup_part(const WarmupEvidence& evidence) {
    Json lines = Json::object();
    for (const LineWarmup& line : evidence.lines)
        lines[line.line] = {{"output_days", days_or_null(line.output)}, {"wip_days", days_or_null(line.wip)}};
    return {{"method", "MSER-5"},
            {"settled", evidence.settled},
            {"pilots", evidence.pilots},
            {"interval_h", number(in_hours(evidence.interval))},
            {"lines", std::move(lines)}};
}

Json performance_part(const ExperimentResult& result) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const double per_second = result.wall_s > 0 ? std::floor(static_cast<double>(result.events) / result.wall_s) : 0;
    return {{"events", result.events},
            {"wall_s", number(result.wall_s)},
            {"events_per_s", number(per_second)},
            {"threads", result.threads},
            {"peak_rss_mb", usage.ru_maxrss / 1024}};
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// Writes the outer level by hand: one metric a line keeps a file readable and its differences small.
class Lines {
  public:
    void add(const std::string& key, const Json& value) { add_text(key, dump(value)); }
    void add_text(const std::string& key, const std::string& text) {
        text_ += (text_.empty() ? "{\n  " : ",\n  ") + dump(key) + ": " + text;
    }
    [[nodiscard]] std::string finish() const { return text_ + "\n}\n"; }

  private:
    std::string text_;
};

std::string block(const std::vector<std::string>& lines, char open, char close) {
    std::string text(1, open);
    for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "\n    " : ",\n    ") + lines[i];
    if (!lines.empty()) text += "\n  ";
    return text + close;
}

}  // namespace

std::string results_json(const Scenario& scenario, const ExperimentResult& result, const JsonExtras& extras) {
    Lines lines;
    lines.add("format", "agrocap-results/1");
    lines.add("version", version());
    lines.add("digest", result.digest);
    lines.add("scenario", scenario_part(scenario, result.seed));
    lines.add("replications", result.batches > 0 ? 1 : result.values.size());
    if (result.batches > 0) lines.add("method", "batch-means");
    if (result.batches > 0) lines.add("batches", result.values.size());
    if (result.interrupted) lines.add("interrupted", true);
    lines.add("confidence", number(result.confidence));
    lines.add("measured_days", number(result.measured_days));
    lines.add("warmup_days", number(result.warmup_days));
    if (result.warmup) lines.add("warmup", warmup_part(*result.warmup));

    std::vector<std::string> metrics;
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
        Json part = metric_part(result.metrics[m], result.estimates[m]);
        if (result.batches > 0) part["correlation"] = number(result.correlations[m]);
        metrics.push_back(dump(result.metrics[m].name) + ": " + dump(part));
    }
    lines.add_text("metrics", block(metrics, '{', '}'));

    std::vector<std::string> targets;
    for (const TargetResult& target : result.targets) targets.push_back(dump(target_part(target)));
    lines.add_text("targets", block(targets, '[', ']'));
    if (!result.probabilities.empty()) {
        std::vector<std::string> probabilities;
        for (const ProbabilityResult& one : result.probabilities) probabilities.push_back(dump(probability_part(one)));
        lines.add_text("probabilities", block(probabilities, '[', ']'));
    }
    lines.add_text("bound", "{}");
    if (!extras.warnings.empty()) lines.add("warnings", extras.warnings);
    if (extras.timing) lines.add("performance", performance_part(result));
    return lines.finish();
}

}  // namespace agrocap
