#include "experiment/comparison.hpp"

#include "experiment/stages.hpp"
#include "model/compile/compile.hpp"
#include "stats/simultaneous.hpp"
#include "stats/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace agrocap {

namespace {

/// Values of both where both were observed, in the order of the replications.
struct Pairs {
    std::vector<double> base, whatif, difference;
};

Pairs pairs_of(const ExperimentResult& base, const ExperimentResult& whatif, const std::string& metric) {
    const auto in_base = static_cast<std::size_t>(base.find(metric));
    const auto in_whatif = static_cast<std::size_t>(whatif.find(metric));
    Pairs pairs;
    for (std::size_t r = 0; r < std::min(base.values.size(), whatif.values.size()); ++r) {
        const double before = base.values[r][in_base];
        const double after = whatif.values[r][in_whatif];
        if (std::isnan(before) || std::isnan(after)) continue;
        pairs.base.push_back(before);
        pairs.whatif.push_back(after);
        pairs.difference.push_back(after - before);
    }
    return pairs;
}

/// Var(a) + Var(b) - Var(a - b) = 2 Cov(a, b): no second pass over the values.
void add_gain(MetricComparison& row) {
    if (!row.base.sd || !row.whatif.sd || !row.difference.sd) return;
    const double unpaired = *row.base.sd * *row.base.sd + *row.whatif.sd * *row.whatif.sd;
    const double paired = *row.difference.sd * *row.difference.sd;
    const double both = *row.base.sd * *row.whatif.sd;
    if (both > 0) row.correlation = std::clamp((unpaired - paired) / (2 * both), -1.0, 1.0);
    if (paired > 0) row.unpaired_replications = static_cast<double>(row.difference.n) * unpaired / paired;
}

MetricComparison compared(const ExperimentResult& base, const ExperimentResult& whatif, const std::string& metric, double confidence) {
    const Pairs pairs = pairs_of(base, whatif, metric);
    MetricComparison row;
    row.metric = base.metrics[static_cast<std::size_t>(base.find(metric))];
    row.base = estimate_mean(pairs.base, base.confidence);
    row.whatif = estimate_mean(pairs.whatif, base.confidence);
    row.difference = estimate_mean(pairs.difference, confidence);
    if (row.difference.half_width) {
        const double mean = *row.difference.mean;
        if (mean - *row.difference.half_width > 0) row.change = Change::higher;
        if (mean + *row.difference.half_width < 0) row.change = Change::lower;
    }
    add_gain(row);
    return row;
}

/// The replications in the order of their numbers without a gap, which pairs need, even if the run is stopped.
ExperimentResult run_in_order(const Scenario& scenario, const ExperimentOptions& options, std::size_t count,
                              const std::function<void()>& progress) {
    Experiment experiment(scenario, options);
    experiment.replicator().run_until(count, [&progress](const ReplicationResult&) {
        progress();
        return false;
    });
    return experiment.finish();
}

/// Bits, so that NaN equals NaN and 0 is not -0.
bool same_bits(double one, double other) { return std::bit_cast<std::uint64_t>(one) == std::bit_cast<std::uint64_t>(other); }

/// Whether nothing ever happens to a metric that only one of the scenarios has: it tells of an object that nothing reaches.
bool stays_at_nothing(const ExperimentResult& result, std::size_t metric) {
    return std::all_of(result.values.begin(), result.values.end(),
                       [metric](const std::vector<double>& values) { return values[metric] == 0 || std::isnan(values[metric]); });
}

bool is_identical(const ExperimentResult& base, const ExperimentResult& whatif) {
    if (base.values.size() != whatif.values.size()) return false;
    std::unordered_map<std::string_view, std::size_t> in_whatif;
    for (std::size_t m = 0; m < whatif.metrics.size(); ++m) in_whatif.emplace(whatif.metrics[m].name, m);
    for (std::size_t m = 0; m < base.metrics.size(); ++m) {
        const auto found = in_whatif.find(base.metrics[m].name);
        if (found == in_whatif.end()) {
            if (!stays_at_nothing(base, m)) return false;
            continue;
        }
        for (std::size_t r = 0; r < base.values.size(); ++r)
            if (!same_bits(base.values[r][m], whatif.values[r][found->second])) return false;
        in_whatif.erase(found);
    }
    return std::all_of(in_whatif.begin(), in_whatif.end(), [&](const auto& only) { return stays_at_nothing(whatif, only.second); });
}

/// Copies in which each "auto" is the longest warm-up of those found: the same stretch of time is measured in all.
std::vector<Scenario> with_one_warmup(const std::vector<const Scenario*>& scenarios, const ExperimentOptions& options) {
    std::vector<Scenario> warm;
    Duration longest{};
    for (const Scenario* scenario : scenarios) {
        warm.push_back(*scenario);
        if (!scenario->warmup_auto) continue;
        const unsigned threads = threads_for(options.threads);
        longest = std::max(longest, find_warmup(*scenario, {.seed = *options.seed, .threads = threads, .stop = options.stop}).chosen);
    }
    for (Scenario& scenario : warm) {
        if (!scenario.warmup_auto) continue;
        scenario.warmup.value = longest;
        scenario.warmup_auto = false;
    }
    return warm;
}

}  // namespace

std::string ComparedScenario::title() const {
    if (!what_if.empty()) return what_if;
    return name.empty() ? short_title() : fmt::format("{} ({})", name, short_title());
}

std::string ComparedScenario::short_title() const {
    if (!what_if.empty()) return what_if;
    return files.empty() ? std::string("scenario") : files.front().path;
}

std::vector<std::string> metric_names(const Scenario& scenario) {
    std::vector<std::string> names;
    for (MetricInfo& metric : metric_infos(compile(scenario))) names.push_back(std::move(metric.name));
    return names;
}

std::vector<std::string> default_compared(const std::vector<const Scenario*>& scenarios) {
    std::vector<std::string> wanted;
    for (const Name& name : scenarios.front()->experiment.focus) wanted.push_back(*name);
    for (const char* total : {"output.total", "sales.total", "sales.export", "margin.total"}) wanted.emplace_back(total);
    std::vector<std::vector<std::string>> present;
    present.reserve(scenarios.size());
    for (const Scenario* scenario : scenarios) present.push_back(metric_names(*scenario));
    std::vector<std::string> kept;
    for (const std::string& name : wanted) {
        const bool everywhere = std::all_of(present.begin(), present.end(), [&name](const std::vector<std::string>& names) {
            return std::find(names.begin(), names.end(), name) != names.end();
        });
        if (everywhere && std::find(kept.begin(), kept.end(), name) == kept.end()) kept.push_back(name);
    }
    return kept;
}

Comparison run_comparison(const std::vector<const Scenario*>& given, const ExperimentOptions& options,
                          const std::vector<std::string>& metrics, ComparisonArchive* archive) {
    assert(given.size() >= 2);
    ExperimentOptions each = options;
    if (each.series) each.series_kept = metrics;
    each.seed = options.seed.value_or(*given.front()->experiment.seed);
    const std::vector<Scenario> scenarios = with_one_warmup(given, each);
    Comparison comparison;
    comparison.confidence = options.confidence.value_or(*scenarios.front().experiment.confidence);
    each.confidence = comparison.confidence;
    comparison.intervals = metrics.size() * (scenarios.size() - 1);
    const double alone = confidence_of_each(comparison.confidence, comparison.intervals);

    std::size_t count = static_cast<std::size_t>(planned_replications(scenarios.front(), options));
    std::size_t done = 0;
    const auto progress = [&] {
        if (options.progress) options.progress(++done, count * scenarios.size());
    };
    const auto kept = [&](std::size_t scenario, const auto& run) {
        if (archive != nullptr) each.store = &archive->open(scenario);
        ExperimentResult result = run();
        if (archive != nullptr) archive->close(result.values.size());
        return result;
    };
    if (options.precision) {
        comparison.base = kept(0, [&] { return run_experiment(scenarios.front(), each); });
        done = count = comparison.base.values.size();
    } else {
        comparison.base = kept(0, [&] { return run_in_order(scenarios.front(), each, count, progress); });
    }
    comparison.interrupted = comparison.base.interrupted;
    for (std::size_t i = 1; i < scenarios.size() && !comparison.interrupted; ++i) {
        WhatIfComparison whatif{kept(i, [&] { return run_in_order(scenarios[i], each, count, progress); }), false, {}, {}};
        comparison.interrupted = whatif.result.interrupted;
        if (whatif.result.values.empty()) break;
        whatif.identical = is_identical(comparison.base, whatif.result);
        for (const std::string& metric : metrics) whatif.metrics.push_back(compared(comparison.base, whatif.result, metric, alone));
        if (each.series) whatif.difference = paired_difference(*comparison.base.series, *whatif.result.series, comparison.confidence);
        comparison.whatifs.push_back(std::move(whatif));
    }
    return comparison;
}

}  // namespace agrocap
