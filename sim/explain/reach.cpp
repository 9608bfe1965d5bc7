#include "explain/reach.hpp"

#include "experiment/target_verdict.hpp"
#include "explain/best_of_sets.hpp"
#include "explain/reach_by_cost.hpp"
#include "explain/set_runs.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"
#include "scenario/change_costs.hpp"
#include "scenario/toml_value.hpp"
#include "scenario/what_if_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t contenders_max = 20;  // that are simulated further
constexpr std::size_t doublings = 3;        // of the replications that were planned, for what they leave unclear

class ReachSearch {
  public:
    ReachSearch(const ResolvedText& text, const Scenario& scenario, const ExperimentOptions& options, const ReachQuestion& question)
        : text_(text), scenario_(scenario), options_(options), question_(question) {
        const TargetSpec& target = scenario.target.at(question.target);
        reach_.scenario = *scenario.name;
        reach_.files = scenario.files;
        reach_.set = scenario.set;
        reach_.target = question.target;
        reach_.metric = *target.metric;
        reach_.at_least = target.sense == TargetSense::at_least;
        reach_.threshold = reach_.at_least ? *target.low : *target.high;
        reach_.indifference = indifference_around(reach_.threshold, target);
        reach_.confidence = options.confidence.value_or(*target.confidence);
        reach_.seed = options.seed.value_or(*scenario.experiment.seed);
        take_catalogue();
        looks_.planned = std::max<std::size_t>(static_cast<std::size_t>(planned_replications(scenario, options)), 2);
        looks_.most = options.replications ? looks_.planned : looks_.planned << doublings;
        for (const MetricInfo& metric : metric_infos(compile(scenario)))
            if (metric.name == reach_.metric) reach_.unit = metric.unit;
    }

    Reach search() {
        const SetQuestion asked{text_, scenario_, options_, reach_.catalogue, reach_.metric, reach_.at_least, reach_.seed};
        if (reach_.by_cost) {
            reach_.interrupted = !reach_by_cost(reach_, asked, question_, looks_);
            return std::move(reach_);
        }
        for (std::size_t size = 0; size <= question_.changes_max; ++size) {
            std::vector<ChangeSet> sets = all_sets(reach_.catalogue.size(), size, question_.sets_max);
            const bool exhaustive = !sets.empty() || size > reach_.catalogue.size();
            if (!exhaustive) sets = extended_sets(best_sets_, reach_.catalogue.size(), question_.sets_max);
            if (sets.empty()) break;
            SetRuns runs(asked);
            std::optional<ReachPoint> point = best_point(runs, std::move(sets));
            reach_.replications += runs.replications();
            if (!point) break;
            point->exhaustive = exhaustive;
            reach_.frontier.push_back(std::move(*point));
            if (reach_.frontier.back().meets == Meets::yes) break;
        }
        return std::move(reach_);
    }

  private:
    /// All that can be changed; with costs what has one.
    void take_catalogue() {
        const ChangeCosts costs = change_costs(text_.root);
        std::vector<PossibleChange> changes = change_catalogue(text_, scenario_);
        reach_.by_cost = costs.is_given();
        reach_.currency = *scenario_.currency;
        if (reach_.by_cost) {
            reach_.unused_costs = unused_costs(changes, costs);
            changes = priced(std::move(changes), costs);
        }
        reach_.catalogue = at_most_so_many(std::move(changes), question_.sets_max);
        reach_.changes_known = reach_.catalogue.size();
    }

    /// The best set of one size, of those that no bound rules out; where it rules out all, of the likeliest.
    std::optional<ReachPoint> best_point(SetRuns& runs, std::vector<ChangeSet> sets) {
        std::vector<std::size_t> all;
        all.reserve(sets.size());
        for (ChangeSet& changes : sets) all.push_back(runs.add(std::move(changes)));
        SiftedSets sifted = runs.sifted(all, reach_.threshold);
        bool finished = race(runs, sifted.open);
        if (finished && sifted.open.empty()) {  // they all stand still
            sifted.look_at_likeliest();
            finished = race(runs, sifted.open);
        }
        finished = finished && (sifted.open.empty() || clear_up(runs));
        if (!finished) reach_.interrupted = true;
        if (!finished || sifted.open.empty()) return std::nullopt;
        best_sets_ = runs.best_of(std::move(all));
        std::optional<ReachPoint> point = point_of(runs);
        point->bounded = sifted.ruled_out.size() - sifted.looked_at;
        return point;
    }

    /// More and more replications of fewer and fewer sets, until one is left or all have as many as a run has.
    bool race(SetRuns& runs, std::vector<std::size_t>& left) {
        const std::size_t planned = looks_.planned;
        for (std::size_t count = first_replications;; count = looks_.after(count)) {
            if (!runs.simulate(left, left.size() == 1 ? planned : count)) return false;
            const std::vector<std::size_t> likely = contenders(runs.values(), reach_.confidence, reach_.indifference);
            std::erase_if(left, [&](std::size_t set) { return std::find(likely.begin(), likely.end(), set) == likely.end(); });
            std::stable_sort(left.begin(), left.end(), [&](std::size_t a, std::size_t b) { return runs.mean(a) > runs.mean(b); });
            left.resize(std::min(left.size(), contenders_max));
            if (left.empty() || (left.size() == 1 ? runs.values()[left.front()].size() : count) >= planned) return true;
        }
    }

    /// More replications of the best set while it is unclear whether it meets the target. Gives: whether it was not stopped.
    bool clear_up(SetRuns& runs) {
        const std::size_t best = best_of(runs.values());
        for (std::size_t count = looks_.after(looks_.planned); count <= looks_.most; count = looks_.after(count)) {
            if (meets_target(reach_, runs.values()[best], looks_) != Meets::unclear) return true;
            if (!runs.simulate({best}, count)) return false;
        }
        return true;
    }

    [[nodiscard]] ReachPoint point_of(const SetRuns& runs) const {
        const std::size_t best = best_of(runs.values());
        ReachPoint point;
        point.changes = runs.changes(best);
        judge_point(point, reach_, runs.values()[best], looks_);
        point.probability = probability_of_best(runs.values(), best, reach_.indifference);
        for (std::size_t set = 0; set < runs.size(); ++set) {
            if (runs.is_refused(set)) ++point.refused;
            if (!runs.values()[set].empty()) ++point.sets;
        }
        return point;
    }

    const ResolvedText& text_;
    const Scenario& scenario_;
    const ExperimentOptions& options_;
    const ReachQuestion& question_;
    Reach reach_;
    ReachLooks looks_;
    std::vector<ChangeSet> best_sets_;
};

}  // namespace

double ReachLooks::error(double confidence, std::size_t replications) const {
    if (planned == most) return 1 - confidence;
    double error = (1 - confidence) / 2;
    for (std::size_t count = 2 * planned; count <= replications; count *= 2) error /= 2;
    return error;
}

Meets meets_target(const Reach& reach, double mean, double half_width) {
    const TargetBounds bounds{.low = reach.at_least ? reach.threshold : -reach.threshold};
    switch (verdict_of({mean - half_width, mean + half_width}, mean, bounds, reach.indifference)) {
        case Verdict::pass: return Meets::yes;
        case Verdict::fail: return Meets::no;
        default: return Meets::unclear;
    }
}

Meets meets_target(const Reach& reach, const std::vector<double>& values, const ReachLooks& looks) {
    const Estimate better = estimate_mean(values, 1 - looks.error(reach.confidence, values.size()));
    return meets_target(reach, *better.mean, better.half_width.value_or(0));
}

void judge_point(ReachPoint& point, const Reach& reach, const std::vector<double>& values, const ReachLooks& looks) {
    std::vector<double> own = values;
    if (!reach.at_least)
        for (double& value : own) value = -value;
    point.value = estimate_mean(own, reach.confidence);
    point.meets = meets_target(reach, values, looks);
}

std::optional<std::size_t> Reach::found() const {
    for (std::size_t size = 0; size < frontier.size(); ++size)
        if (frontier[size].meets == Meets::yes) return size;
    return std::nullopt;
}

bool Reach::is_least() const {
    const std::optional<std::size_t> first = found();
    if (!first || open > 0) return false;
    if (by_cost) return frontier[*first].exhaustive;
    return std::all_of(frontier.begin(), frontier.begin() + static_cast<std::ptrdiff_t>(*first),
                       [](const ReachPoint& point) { return point.exhaustive && point.meets == Meets::no; });
}

Reach find_least_change(const ResolvedText& text, const Scenario& scenario, const ExperimentOptions& options,
                        const ReachQuestion& question) {
    return ReachSearch(text, scenario, options, question).search();
}

std::vector<std::string> options_of(const Reach& reach, const ReachPoint& point) {
    std::vector<std::string> options;
    for (const std::size_t change : point.changes)
        options.insert(options.end(), reach.catalogue[change].set.begin(), reach.catalogue[change].set.end());
    return options;
}

std::string what_if_text(const ResolvedText& text, const TomlValue& file, const std::string& base, const Reach& reach,
                         const ReachPoint& point) {
    WhatIfFile what_if{.base = base, .head = fmt::format("Found by agrocap reach for target {}.", reach.target)};
    for (const std::size_t change : point.changes) what_if.notes.push_back(reach.catalogue[change].what);
    ResolvedText changed = text;
    apply_overrides(changed, options_of(reach, point), "reach");
    return text_of_what_if(what_if, file, changed.root);
}

}  // namespace agrocap
