#include "archive/results_file.hpp"

#include "archive/json_reading.hpp"
#include "archive/sqlite.hpp"
#include "archive/stored_bounds.hpp"
#include "archive/stored_explanation.hpp"
#include "archive/stored_gantts.hpp"
#include "archive/stored_series.hpp"
#include "archive/stored_unit.hpp"
#include "base/json_fault.hpp"
#include "base/visible_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

namespace agrocap {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t replications_max = 10'000'000;  // more than any command takes

std::optional<Interval> interval(const Json& parent, const char* key) {
    const auto found = parent.find(key);
    if (found == parent.end() || found->is_null()) return std::nullopt;
    return Interval{found->at(0), found->at(1)};
}

Estimate estimate_of(const Json& json, double confidence) {
    Estimate estimate;
    estimate.mean = number_at(json, "mean");
    estimate.half_width = number_at(json, "half_width");
    estimate.sd = number_at(json, "sd");
    estimate.min = number_at(json, "min");
    estimate.max = number_at(json, "max");
    estimate.p05 = number_at(json, "p05");
    estimate.p95 = number_at(json, "p95");
    estimate.p05_interval = interval(json, "p05_interval");
    estimate.p95_interval = interval(json, "p95_interval");
    estimate.n = json.value("n", std::size_t{0});
    estimate.confidence = confidence;
    return estimate;
}

StudyTarget terms_of(const Json& json) {
    StudyTarget target;
    target.name = json.at("name");
    target.spec.metric.value = json.at("metric").get<std::string>();
    if (const auto between = json.find("between"); between != json.end()) {
        target.spec.sense = TargetSense::between;
        target.spec.low.value = between->at(0);
        target.spec.high.value = between->at(1);
    } else if (json.contains("at_most")) {
        target.spec.sense = TargetSense::at_most;
        target.spec.high.value = json["at_most"];
    } else {
        target.spec.low.value = json.at("at_least");
    }
    if (const auto probability = number_at(json, "probability")) target.spec.probability = Written<double>{*probability, {}, true};
    return target;
}

Verdict verdict_at(const Json& json) {
    const std::string word = json;
    require_sound(verdict_from(word).has_value(), fmt::format("\"{}\" is no verdict", word));
    return *verdict_from(word);
}

TargetResult target_of(const Json& json) {
    const StudyTarget terms = terms_of(json);
    TargetResult target;
    target.name = terms.name;
    target.spec = terms.spec;
    target.spec.confidence.value = number_at(json, "confidence").value_or(0.95);
    target.verdict = verdict_at(json.at("verdict"));
    target.estimate.mean = number_at(json, "estimate");
    target.estimate.half_width = number_at(json, "half_width");
    target.interval = interval(json, "interval");
    target.replications = json.value("replications", std::size_t{0});
    return target;
}

ProbabilityResult probability_of(const Json& json) {
    ProbabilityResult result;
    result.spec.metric.value = json.at("metric").get<std::string>();
    result.spec.at_least = json.contains("at_least");
    result.spec.threshold = json.at(result.spec.at_least ? "at_least" : "at_most");
    result.estimate = number_at(json, "estimate");
    result.interval = interval(json, "interval");
    result.n = json.at("n");
    return result;
}

/// As much of it as a report tells: which lines did not settle. Times are those of the file, to a second.
WarmupEvidence warmup_of(const Json& json) {
    const auto time_at = [](const Json& line, const char* key) -> std::optional<Duration> {
        const std::optional<double> days = number_at(line, key);
        if (!days) return std::nullopt;
        require_sound(*days >= 0 && *days < 100'000, fmt::format("{} days are no warm-up", *days));
        return std::chrono::seconds(static_cast<std::int64_t>(*days * 86'400));
    };
    WarmupEvidence evidence;
    evidence.settled = json.at("settled");
    evidence.pilots = checked_count(json.at("pilots"), replications_max);
    for (const auto& [line, times] : json.at("lines").items())
        evidence.lines.push_back({line, time_at(times, "output_days"), time_at(times, "wip_days")});
    return evidence;
}

ExperimentResult run_of(const Json& json, const ResultsFile& file) {
    ExperimentResult run;
    for (const auto& [name, metric] : json.at("metrics").items()) {
        run.metrics.push_back({name, metric.at("unit")});
        run.estimates.push_back(estimate_of(metric, file.confidence));
        if (json.contains("batches")) run.correlations.push_back(number_at(metric, "correlation"));
    }
    if (const auto batches = json.find("batches"); batches != json.end()) run.batches = checked_count(*batches, replications_max);
    if (const auto probabilities = json.find("probabilities"); probabilities != json.end())
        for (const Json& probability : *probabilities) run.probabilities.push_back(probability_of(probability));
    for (const Json& target : json.at("targets")) run.targets.push_back(target_of(target));
    run.values.resize(run.batches > 0
                          ? run.batches
                          : static_cast<std::size_t>(file.replications));  // their number is told; what they held is not in the file
    run.digest = file.digest;
    run.seed = file.seed;
    run.confidence = file.confidence;
    run.measured_days = json.at("measured_days");
    run.warmup_days = json.at("warmup_days");
    if (const auto warmup = json.find("warmup"); warmup != json.end()) run.warmup = warmup_of(*warmup);
    run.interrupted = json.value("interrupted", false);
    if (json.contains("precision_missed")) run.precision_missed = json.at("precision_missed");
    run.series = series_at(json, "series");
    return run;
}

void add_point(StudyResult& study, const Json& json) {
    PointResult point;
    for (const auto& [path, value] : json.at("values").items()) {
        if (study.points.empty()) study.paths.push_back(path);
        point.values.push_back(value);
    }
    point.refused = json.value("refused", "");
    point.digest = json.value("digest", "");
    point.replications = json.value("replications", std::int64_t{0});
    if (const auto verdicts = json.find("verdicts"); verdicts != json.end())
        for (const StudyTarget& target : study.targets) point.verdicts.push_back(verdict_at(verdicts->at(target.name)));
    if (const auto metrics = json.find("metrics"); metrics != json.end()) {
        const bool first = study.focus.empty();
        for (const auto& [name, metric] : metrics->items()) {
            if (first) study.focus.push_back({name, metric.at("unit")});
            point.estimates.push_back(estimate_of(metric, study.confidence));
        }
    }
    study.points.push_back(std::move(point));
}

template <class Things, class Name>
std::size_t place_of(const Things& things, const std::string& name, Name name_of) {
    for (std::size_t i = 0; i < things.size(); ++i)
        if (name_of(things[i]) == name) return i;
    throw std::out_of_range(fmt::format("\"{}\" is not among those of the points", name));
}

MainEffect effect_of(const StudyResult& study, const Json& json) {
    MainEffect effect;
    effect.metric = place_of(study.focus, json.at("metric"), [](const MetricInfo& metric) { return metric.name; });
    effect.parameter = place_of(study.paths, json.at("key"), [](const std::string& path) { return path; });
    effect.range.mean = number_at(json, "effect");
    effect.range.half_width = number_at(json, "half_width");
    effect.variance_share = number_at(json, "variance_share").value_or(0);
    for (const Json& level : json.at("levels")) {
        effect.levels.push_back({level.at("value"), level.at("points"), number_at(level, "mean").value_or(std::nan(""))});
        if (effect.levels.back().mean < effect.levels[effect.low].mean) effect.low = effect.levels.size() - 1;
        if (effect.levels.back().mean > effect.levels[effect.high].mean) effect.high = effect.levels.size() - 1;
    }
    require_sound(!effect.levels.empty(), "an effect has no levels");
    return effect;
}

StudyResult study_of(const Json& json, const ResultsFile& file) {
    StudyResult study;
    study.name = file.study;
    study.scenario = file.scenario;
    study.replications = file.replications;
    study.confidence = file.confidence;
    study.seed = file.seed;
    study.digest = file.digest;
    study.precision = number_at(json, "precision");
    study.skipped = json.value("skipped", std::size_t{0});
    study.interrupted = json.value("interrupted", false);
    study.has_holes = json.value("points_missing", false);
    study.currency = json.value("currency", "");
    if (const auto targets = json.find("targets"); targets != json.end())
        for (const Json& target : *targets) study.targets.push_back(terms_of(target));
    for (const Json& point : json.at("points")) add_point(study, point);
    for (PointResult& point : study.points) {
        require_sound(point.values.size() == study.paths.size(), "a point has values of other keys than the first");
        require_sound(point.estimates.empty() || point.estimates.size() == study.focus.size(), "a point has other metrics than the first");
        point.estimates.resize(study.focus.size());
    }
    for (const Json& effect : json.at("effects")) study.effects.push_back(effect_of(study, effect));
    return study;
}

TestedPoint tested_of(const Json& json, StoredOptimum& optimum, double confidence) {
    TestedPoint tested;
    const std::size_t number = checked_count(json.at("point"), design_points_max);
    require_sound(number > 0, "points count from 1");
    tested.point = number - 1;
    const bool first = optimum.design.paths.empty();
    if (optimum.design.points.size() <= tested.point) optimum.design.points.resize(tested.point + 1);
    for (const auto& [path, value] : json.at("values").items()) {
        if (first) optimum.design.paths.push_back(path);
        optimum.design.points[tested.point].push_back(value);
    }
    tested.cost = json.at("cost");
    const std::string verdict = json.at("verdict");
    tested.verdict = verdict == "meets all" ? Feasibility::feasible : verdict == "misses" ? Feasibility::infeasible : Feasibility::unknown;
    for (const Json& name : json.at("missed")) tested.missed.push_back(name);
    tested.replications = json.at("replications");
    tested.digest = json.value("digest", "");
    tested.refused = json.value("refused", "");
    tested.frontier = json.at("frontier");
    const auto metrics = json.find("metrics");
    if (metrics == json.end()) return tested;
    const bool first_metrics = optimum.result.focus.empty();
    for (const auto& [name, metric] : metrics->items()) {
        if (first_metrics) optimum.result.focus.push_back({name, metric.at("unit")});
        tested.estimates.push_back(estimate_of(metric, confidence));
    }
    return tested;
}

StoredOptimum optimum_of(const Json& json, const ResultsFile& file) {
    StoredOptimum optimum;
    Optimum& result = optimum.result;
    for (const Json& one : json.at("tested")) {
        result.tested.push_back(tested_of(one, optimum, file.confidence));
        const std::size_t number = result.tested.back().point + 1;
        const auto is_it = [number](const Json& other) { return other == Json(number); };
        if (is_it(json.at("best"))) result.best = result.tested.size() - 1;
        const Json& doubtful = json.at("doubtful");
        if (std::any_of(doubtful.begin(), doubtful.end(), is_it)) result.doubtful.push_back(result.tested.size() - 1);
    }
    for (const TestedPoint& tested : result.tested) {
        require_sound(optimum.design.points[tested.point].size() == optimum.design.paths.size(),
                      "a point has values of other keys than the first");
        require_sound(tested.estimates.empty() || tested.estimates.size() == result.focus.size(),
                      "a point has other metrics than the first");
    }
    optimum.currency = json.at("currency");
    result.points = json.at("points");
    result.inferred = json.at("ruled_out");
    result.replications = json.at("replications");
    result.confidence = file.confidence;
    result.has_costs = json.at("costs_given");
    result.interrupted = json.value("interrupted", false);
    return optimum;
}

/// The tested points as those of a study: what `reproduce` runs again.
StudyResult points_of(const StoredOptimum& optimum) {
    StudyResult study;
    study.paths = optimum.design.paths;
    for (const TestedPoint& tested : optimum.result.tested) {
        PointResult point;
        point.values = optimum.design.points[tested.point];
        point.replications = tested.replications;
        point.digest = tested.digest;
        point.refused = tested.refused;
        study.points.push_back(std::move(point));
    }
    return study;
}

std::string bytes_of(const std::string& path) {
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in || (text.empty() && errno != 0)) throw ArchiveFault(fmt::format("{}: cannot read: {}", path, std::strerror(errno)));
    return text;
}

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
    const bool is_scenario = path.ends_with(".toml");
    const std::string hint =
        is_scenario ? fmt::format("\n  hint: of a scenario there are none yet: \"agrocap run {}\" has them", path) : "";
    throw ArchiveFault(visible(fmt::format("{}: these are no results of agrocap: {}{}", path, why, hint), LineBreaks::kept));
}

/// A run, a study or an optimisation.
ResultsFile results_of(const Json& json, const std::string& format) {
    const bool is_optimum = format == "agrocap-optimum/1";
    ResultsFile file;
    file.version = json.at("version");
    file.digest = json.at("digest");
    file.replications = static_cast<std::int64_t>(checked_count(json.at("replications"), is_optimum ? SIZE_MAX / 2 : replications_max));
    file.confidence = json.at("confidence");
    const Json& scenario = json.at("scenario");
    file.scenario = scenario.at("name");
    file.seed = scenario.at("seed");
    for (const Json& option : scenario.at("set")) file.set.push_back(option);
    for (const Json& one : scenario.at("files")) file.files.push_back({one.at("path"), one.at("sha256")});
    if (format == "agrocap-results/1") {
        file.run = run_of(json, file);
        file.is_check = json.value("command", "") == "check";
        if (const auto bound = json.find("bound"); bound != json.end()) file.bound = bound->get<std::map<std::string, double>>();
        if (const auto why = json.find("why"); why != json.end()) file.why = why->at("sentence");
        if (const auto gantts = json.find("gantt"); gantts != json.end()) file.gantts = stored_gantts(*gantts);
        return file;
    }
    file.study = json.at("study");
    if (is_optimum) {
        file.optimum = optimum_of(json, file);
        file.points = points_of(*file.optimum);
    } else {
        file.points = study_of(json, file);
    }
    return file;
}

ResultsFile any_of(const Json& json) {
    const std::string format = json.is_object() ? json.value("format", "") : "";
    if (format == "agrocap-results/1" || format == "agrocap-study/1" || format == "agrocap-optimum/1") return results_of(json, format);
    ResultsFile file;
    if (format == "agrocap-comparison/1") {
        file.comparison = stored_comparison(json);
        file.version = json.at("version");
    } else if (format == "agrocap-explain/1") {
        file.explanation = stored_explanation(json);
        file.version = json.at("version");
    } else if (format == "agrocap-unit/1") {
        file.unit = stored_unit(json);
        file.version = json.at("version");
    } else if (format == "agrocap-reach/1") {
        file.reach = stored_reach(json);
        file.version = json.at("version");
    } else if (format == "agrocap-bound/1") {
        file.bounds = stored_bounds(json);
        file.version = json.at("version");
    } else if (format == "agrocap-metrics/1") {
        file.metrics = listed_metrics(json);
    } else if (holds_messages(json)) {
        file.messages = stored_messages(json);
    } else {
        throw std::out_of_range(format.empty() ? "there is no \"format\"" : fmt::format("the format is \"{}\"", format));
    }
    return file;
}

}  // namespace

std::vector<ResultsFile> read_results(const std::string& path) {
    const std::string text = bytes_of(path);
    if (text.starts_with("SQLite format 3")) throw ArchiveFault(fmt::format("{}: a study database is read from a file", visible(path)));
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || (text[first] != '{' && text[first] != '[')) refuse(path, "there is no JSON in it");
    try {
        const Json json = Json::parse(text);
        std::vector<ResultsFile> files;
        if (json.is_array() && !holds_messages(json)) {
            for (const Json& one : json) {
                files.push_back(any_of(one));
                files.back().is_one_of_several = true;
            }
        } else {
            files.push_back(any_of(json));
        }
        return files;
    } catch (const Json::exception& fault) {
        refuse(path, json_fault_text(fault.what()));
    } catch (const std::out_of_range& fault) {
        refuse(path, fault.what());
    }
}

}  // namespace agrocap
