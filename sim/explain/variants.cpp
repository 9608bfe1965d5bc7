#include "explain/variants.hpp"

#include "base/fault.hpp"
#include "experiment/replication.hpp"
#include "explain/switch_off.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"
#include "random/even_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

/// What a scenario asks for costs time in every run and changes nothing.
Scenario without_questions(Scenario scenario) {
    scenario.target.clear();
    scenario.study.clear();
    scenario.experiment.focus.clear();
    scenario.experiment.probabilities.clear();
    scenario.experiment.asked.clear();
    return scenario;
}

std::size_t place_of_metric(const Model& model, const std::string& name) {
    const std::vector<MetricInfo> metrics = metric_infos(model);
    const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const MetricInfo& metric) { return metric.name == name; });
    if (found == metrics.end()) throw InvariantBroken(fmt::format("a variant has no metric \"{}\"", name));
    return static_cast<std::size_t>(found - metrics.begin());
}

}  // namespace

struct Variants::Compiled {
    std::once_flag once;
    Model model;
    std::size_t metric = 0;
    std::mutex even_mutex;
    std::optional<double> even;  // output where nothing is left to chance
};

Variants::Variants(const Scenario& scenario, CountedOutput counted, std::uint64_t seed)
    : scenario_(without_questions(scenario)), counted_(std::move(counted)), seed_(seed) {
    for (const Cause cause : switched_causes) {
        Scenario copy = scenario_;
        if (switch_off(copy, cause)) causes_.push_back(cause);
    }
}

Variants::~Variants() = default;

CauseSet Variants::all() const {
    CauseSet set;
    for (const Cause cause : causes_) set = set.with(cause);
    return set;
}

void Variants::group_parts(Cause cause, std::vector<std::vector<std::string>> groups) {
    std::map<std::string, std::uint32_t>& by_part = groups_[cause];
    by_part.clear();
    for (std::uint32_t group = 0; group < groups.size(); ++group)
        for (std::string& what : groups[group]) by_part[std::move(what)] = group;
    group_counts_[cause] = static_cast<std::uint32_t>(groups.size());
    std::erase_if(compiled_, [cause](const auto& one) { return one.first.parted == cause; });
}

Scenario Variants::scenario_of(const Variant& variant) const {
    Scenario scenario = scenario_;
    for (const Cause cause : causes_) {
        if (cause == variant.parted) {
            const auto& by_part = groups_.at(cause);
            switch_off(scenario, cause, [&](const std::string& what, const std::string&) {
                const auto found = by_part.find(what);
                const std::uint32_t group = found == by_part.end() ? group_counts_.at(cause) : found->second;
                return (variant.parts >> group & 1U) == 0;
            });
        } else if (!variant.on.has(cause)) {
            switch_off(scenario, cause);
        }
    }
    return scenario;
}

Variants::Compiled& Variants::compiled(const Variant& variant) {
    Compiled* found = nullptr;
    {
        const std::lock_guard lock(mutex_);
        std::unique_ptr<Compiled>& slot = compiled_[variant];
        if (!slot) slot = std::make_unique<Compiled>();
        found = slot.get();
    }
    std::call_once(found->once, [&] {
        found->model = compile(scenario_of(variant));
        found->model.seed = seed_;
        found->metric = place_of_metric(found->model, counted_.metric);
    });
    return *found;
}

std::string Variants::off_words(const Variant& variant) const {
    std::string words;
    for (const Cause cause : causes_)
        if (!variant.on.has(cause)) words += (words.empty() ? "" : ", ") + std::string(cause_word(cause));
    return words;
}

double Variants::simulated(RunState& state, std::uint64_t replication, const Variant& variant, const Compiled& compiled) const {
    try {
        return run_replication(compiled.model, state, replication).values[compiled.metric];
    } catch (const ScenarioFault& fault) {
        const std::string off = off_words(variant);
        if (off.empty()) throw;
        throw ScenarioFault(
            fmt::format("{}\n  hint: this happens to the scenario with {} switched off, to which it is compared", fault.what(), off));
    }
}

double Variants::output(RunState& state, std::uint64_t replication, const Variant& variant) {
    Compiled& one = compiled(variant);
    // The scenario itself always runs as it is, whatever is thought of its chances.
    if (variant.on.has(Cause::variability) || variant == Variant{all()}) return simulated(state, replication, variant, one);
    const std::lock_guard lock(one.even_mutex);
    if (!one.even) one.even = simulated(state, even_replication, variant, one);
    return *one.even;
}

}  // namespace agrocap
