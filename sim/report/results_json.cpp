#include "report/results_json.hpp"

#include "base/fault.hpp"
#include "base/version.hpp"
#include "report/gantt_report.hpp"
#include "report/idle_sources.hpp"
#include "report/json_value.hpp"
#include "report/series_json.hpp"
#include "report/target_terms.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace agrocap {

namespace {

Json scenario_part(const Scenario& scenario, std::uint64_t seed) {
    Json files = Json::array();
    for (const ScenarioFile& file : scenario.files) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
    return {{"name", *scenario.name}, {"files", std::move(files)}, {"set", scenario.set}, {"seed", seed}};
}

Json interval_part(const std::optional<Interval>& interval) {
    return interval ? Json::array({json_number(interval->low), json_number(interval->high)}) : Json(nullptr);
}

Json metric_part(const MetricInfo& metric, const Estimate& estimate) {
    return {{"mean", json_number(estimate.mean)},
            {"half_width", json_number(estimate.half_width)},
            {"sd", json_number(estimate.sd)},
            {"min", json_number(estimate.min)},
            {"max", json_number(estimate.max)},
            {"p05", json_number(estimate.p05)},
            {"p95", json_number(estimate.p95)},
            {"n", estimate.n},
            {"unit", metric.unit},
            {"p05_interval", interval_part(estimate.p05_interval)},
            {"p95_interval", interval_part(estimate.p95_interval)}};
}

Json relaxation_part(const ToldRelaxation& one) {
    return {{"what", one.what},
            {"constraint", one.constraint},
            {"share", json_number(one.share)},
            {"amount", json_number(one.amount)},
            {"unit", one.unit},
            {"file", one.line > 0 ? Json(one.file) : Json(nullptr)},
            {"line", one.line > 0 ? Json(one.line) : Json(nullptr)}};
}

Json target_part(const TargetResult& target, const TargetRelaxations& relaxations) {
    Json part = target_terms(target.name, target.spec);
    part["confidence"] = json_number(*target.spec.confidence);
    part["verdict"] = verdict_word(target.verdict);
    part["estimate"] = json_number(target.estimate.mean);
    part["half_width"] = json_number(target.estimate.half_width);
    if (target.spec.probability) part["interval"] = interval_part(target.interval);
    part["replications"] = target.replications;
    if (const auto known = relaxations.find(target.name); known != relaxations.end()) {
        part["relaxations"] = Json::array();
        for (const ToldRelaxation& one : known->second) part["relaxations"].push_back(relaxation_part(one));
    }
    return part;
}

Json probability_part(const ProbabilityResult& probability) {
    return {{"metric", *probability.spec.metric},
            {probability.spec.at_least ? "at_least" : "at_most", json_number(probability.spec.threshold)},
            {"estimate", json_number(probability.estimate)},
            {"interval", interval_part(probability.interval)},
            {"n", probability.n}};
}

double days(Duration time) { return in_hours(time) / 24; }

Json days_or_null(const std::optional<Duration>& time) { return time ? json_number(days(*time)) : Json(nullptr); }

Json warmup_part(const WarmupEvidence& evidence) {
    Json lines = Json::object();
    for (const LineWarmup& line : evidence.lines)
        lines[line.line] = {{"output_days", days_or_null(line.output)}, {"wip_days", days_or_null(line.wip)}};
    return {{"method", "MSER-5"},
            {"settled", evidence.settled},
            {"pilots", evidence.pilots},
            {"interval_h", json_number(in_hours(evidence.interval))},
            {"lines", std::move(lines)}};
}

Json performance_part(const ExperimentResult& result) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const double per_second = result.wall_s > 0 ? std::floor(static_cast<double>(result.events) / result.wall_s) : 0;
    return {{"events", result.events},
            {"wall_s", json_number(result.wall_s)},
            {"events_per_s", json_number(per_second)},
            {"threads", result.threads},
            {"peak_rss_mb", usage.ru_maxrss / 1024}};
}

/// The keys of one object, each once: readers of JSON disagree on which of two values counts.
class UniqueKeys {
  public:
    /// The key as JSON text. Errors: `InvariantBroken` for one that is there already.
    std::string take(const std::string& key) {
        if (!taken_.insert(key).second) throw InvariantBroken(fmt::format("the results have two values with the name \"{}\"", key));
        return json_line(key);
    }

  private:
    std::set<std::string> taken_;
};

/// Writes the outer level by hand: one metric a line keeps a file readable and its differences small.
class Lines {
  public:
    void add(const std::string& key, const Json& value) { add_text(key, json_line(value)); }
    void add_text(const std::string& key, const std::string& text) {
        text_ += (text_.empty() ? "{\n  " : ",\n  ") + keys_.take(key) + ": " + text;
    }
    [[nodiscard]] std::string finish() const { return text_ + "\n}\n"; }

  private:
    std::string text_;
    UniqueKeys keys_;
};

std::string block(const std::vector<std::string>& lines, char open, char close) {
    std::string text(1, open);
    for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? "\n    " : ",\n    ") + lines[i];
    if (!lines.empty()) text += "\n  ";
    return text + close;
}

Json notes_part(const BoundNotes& notes) {
    Json part = Json::object();
    for (const auto& [metric, note] : notes) part[metric] = note;
    return part;
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
    if (result.precision_missed) lines.add("precision_missed", json_number(*result.precision_missed));
    lines.add("confidence", json_number(result.confidence));
    lines.add("measured_days", json_number(result.measured_days));
    lines.add("warmup_days", json_number(result.warmup_days));
    if (result.warmup) lines.add("warmup", warmup_part(*result.warmup));
    if (extras.asked == Asked::check) lines.add("command", "check");

    std::vector<std::string> metrics;
    UniqueKeys names;
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
        Json part = metric_part(result.metrics[m], result.estimates[m]);
        if (result.batches > 0) part["correlation"] = json_number(result.correlations[m]);
        metrics.push_back(names.take(result.metrics[m].name) + ": " + json_line(part));
    }
    lines.add_text("metrics", block(metrics, '{', '}'));

    std::vector<std::string> targets;
    for (const TargetResult& target : result.targets) targets.push_back(json_line(target_part(target, extras.relaxations)));
    lines.add_text("targets", block(targets, '[', ']'));
    if (!result.probabilities.empty()) {
        std::vector<std::string> probabilities;
        for (const ProbabilityResult& one : result.probabilities) probabilities.push_back(json_line(probability_part(one)));
        lines.add_text("probabilities", block(probabilities, '[', ']'));
    }
    Json bound = Json::object();
    for (const auto& [metric, value] : extras.bound) bound[metric] = json_number(value);
    lines.add("bound", bound);
    lines.add("bound_notes", notes_part(extras.bound_notes));
    if (extras.why) lines.add("why", why_json(*extras.why));
    if (result.series) lines.add_text("series", series_json(*result.series, 2));
    if (!extras.gantts.empty()) lines.add("gantt", gantts_json(extras.gantts));
    std::vector<std::string> notes;
    for (const IdleSource& idle : idle_sources(scenario, MetricLookup(result))) notes.push_back(idle.text());
    if (!notes.empty()) lines.add("notes", notes);
    if (!extras.warnings.empty()) lines.add("warnings", extras.warnings);
    if (extras.timing) lines.add("performance", performance_part(result));
    return lines.finish();
}

}  // namespace agrocap
