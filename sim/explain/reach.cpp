#include "explain/reach.hpp"

#include "base/fault.hpp"
#include "experiment/replicator.hpp"
#include "experiment/target_bounds.hpp"
#include "explain/best_of_sets.hpp"
#include "explain/by_number.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"
#include "scenario/toml_value.hpp"
#include "scenario/what_if_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t first_replications = 6;  // of every set
constexpr std::size_t contenders_max = 20;     // that are simulated further
constexpr std::size_t extended = 6;            // best sets of one size that the next is looked for from, where it has too many

using ChangeSet = std::vector<std::size_t>;  // of the catalogue, ascending

/// All sets of the size, as long as there are no more than `most`.
std::vector<ChangeSet> all_sets(std::size_t changes, std::size_t size, std::size_t most) {
    std::vector<ChangeSet> sets;
    ChangeSet set(size);
    std::iota(set.begin(), set.end(), std::size_t{0});
    if (size > changes) return sets;
    for (;;) {
        if (sets.size() == most) return {};
        sets.push_back(set);
        std::size_t place = size;
        while (place > 0 && set[place - 1] == changes - size + place - 1) --place;
        if (place == 0) return sets;
        ++set[place - 1];
        for (std::size_t i = place; i < size; ++i) set[i] = set[i - 1] + 1;
    }
}

/// A set's model and where its metric stands.
struct SetModel {
    Model model;
    std::size_t metric = 0;
};

class ReachSearch {
  public:
    ReachSearch(const ResolvedText& text, const Scenario& scenario, const ExperimentOptions& options, const ReachQuestion& question)
        : text_(text), scenario_(scenario), options_(options), question_(question), target_(scenario.target.at(question.target)) {
        reach_.scenario = *scenario.name;
        reach_.files = scenario.files;
        reach_.set = scenario.set;
        reach_.target = question.target;
        reach_.metric = *target_.metric;
        reach_.at_least = target_.sense == TargetSense::at_least;
        reach_.threshold = reach_.at_least ? *target_.low : *target_.high;
        reach_.indifference = indifference_around(reach_.threshold, target_);
        reach_.confidence = options.confidence.value_or(*target_.confidence);
        reach_.seed = options.seed.value_or(*scenario.experiment.seed);
        reach_.catalogue = at_most_so_many(change_catalogue(text, scenario), question.sets_max);
        reach_.changes_known = reach_.catalogue.size();
        planned_ = std::max<std::size_t>(static_cast<std::size_t>(planned_replications(scenario, options)), 2);
        for (const MetricInfo& metric : metric_infos(compile(scenario)))
            if (metric.name == reach_.metric) reach_.unit = metric.unit;
    }

    Reach search() {
        for (std::size_t size = 0; size <= question_.changes_max; ++size) {
            std::vector<ChangeSet> sets = all_sets(reach_.catalogue.size(), size, question_.sets_max);
            const bool exhaustive = !sets.empty() || size > reach_.catalogue.size();
            if (!exhaustive) sets = extensions();
            if (sets.empty()) break;
            std::optional<ReachPoint> point = best_point(std::move(sets));
            if (!point) break;
            point->exhaustive = exhaustive;
            reach_.frontier.push_back(std::move(*point));
            if (reach_.frontier.back().meets == Meets::yes) break;
        }
        return std::move(reach_);
    }

  private:
    /// Each of the best sets of the size before with one change more.
    [[nodiscard]] std::vector<ChangeSet> extensions() const {
        std::set<ChangeSet> sets;
        for (const ChangeSet& best : best_sets_) {
            for (std::size_t change = 0; change < reach_.catalogue.size() && sets.size() < question_.sets_max; ++change) {
                if (std::find(best.begin(), best.end(), change) != best.end()) continue;
                ChangeSet more = best;
                more.insert(std::upper_bound(more.begin(), more.end(), change), change);
                sets.insert(std::move(more));
            }
        }
        return {sets.begin(), sets.end()};
    }

    /// The model with a set of changes; none where they are no sound scenario.
    [[nodiscard]] std::unique_ptr<SetModel> model_of(const ChangeSet& set) const {
        ResolvedText text = text_;
        for (const std::size_t change : set) apply_overrides(text, reach_.catalogue[change].set, "reach");
        ReadResult read = read_resolved(text);
        if (read.diagnostics.has_errors()) return nullptr;
        read.scenario.warmup = scenario_.warmup;
        auto made = std::make_unique<SetModel>();
        made->model = compile(read.scenario);
        made->model.seed = reach_.seed;
        const std::vector<MetricInfo> metrics = metric_infos(made->model);
        while (made->metric < metrics.size() && metrics[made->metric].name != reach_.metric) ++made->metric;
        return made->metric < metrics.size() ? std::move(made) : nullptr;
    }

    std::optional<ReachPoint> best_point(std::vector<ChangeSet> sets) {
        std::vector<std::unique_ptr<SetModel>> models;
        for (const ChangeSet& set : sets) models.push_back(model_of(set));
        SetValues values(sets.size());
        std::vector<std::size_t> all(sets.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        if (!simulate(models, all, std::min(first_replications, planned_), values)) return std::nullopt;
        std::vector<std::size_t> left = contenders(values, reach_.confidence);
        const auto is_better = [&](std::size_t a, std::size_t b) { return mean(values[a]) > mean(values[b]); };
        std::stable_sort(left.begin(), left.end(), is_better);
        left.resize(std::min(left.size(), contenders_max));
        if (!left.empty() && !simulate(models, left, planned_, values)) return std::nullopt;
        if (left.empty()) return std::nullopt;
        remember(sets, values);
        return point_of(sets, values);
    }

    static double mean(const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(std::max<std::size_t>(values.size(), 1));
    }

    /// For the next size, should that have too many.
    void remember(const std::vector<ChangeSet>& sets, const SetValues& values) {
        std::vector<std::size_t> order(sets.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::erase_if(order, [&](std::size_t s) { return values[s].empty(); });
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return mean(values[a]) > mean(values[b]); });
        best_sets_.clear();
        for (std::size_t i = 0; i < std::min(order.size(), extended); ++i) best_sets_.push_back(sets[order[i]]);
    }

    [[nodiscard]] ReachPoint point_of(const std::vector<ChangeSet>& sets, const SetValues& values) const {
        const std::size_t best = best_of(values);
        ReachPoint point;
        point.changes = sets[best];
        std::vector<double> own = values[best];
        if (!reach_.at_least)
            for (double& value : own) value = -value;
        point.value = estimate_mean(own, reach_.confidence);
        const double sign = reach_.at_least ? 1 : -1;
        const double over = sign * (*point.value.mean - reach_.threshold), width = point.value.half_width.value_or(0);
        point.meets = over >= width ? Meets::yes : over < -width ? Meets::no : Meets::unclear;
        point.probability = probability_of_best(values, best, reach_.indifference);
        for (const std::vector<double>& one : values) ++(one.empty() ? point.refused : point.sets);
        return point;
    }

    /// The sets up to that many replications; more is better in `values`, whatever the target. A set that stands still has none.
    bool simulate(const std::vector<std::unique_ptr<SetModel>>& models, const std::vector<std::size_t>& sets, std::size_t count,
                  SetValues& values) {
        const std::size_t done = sets.empty() ? 0 : values[sets.front()].size();
        ByNumber<std::vector<std::optional<double>>> results;
        const auto replicate = [&](RunState& state, std::uint64_t number) {
            std::vector<std::optional<double>> row;
            for (const std::size_t set : sets) row.push_back(models[set] ? value_of(*models[set], state, done + number) : std::nullopt);
            results.keep(number, std::move(row));
            return ReplicationResult{};
        };
        Replicator replicator(replicate, options_);
        replicator.run_to(count - std::min(done, count));
        reach_.interrupted = replicator.stopped();
        if (reach_.interrupted) return false;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            bool stands_still = false;
            for (const auto& [number, row] : results.values()) {
                stands_still |= !row[i];
                values[sets[i]].push_back(row[i].value_or(0));
            }
            if (stands_still) values[sets[i]].clear();
        }
        reach_.replications += results.values().size() * sets.size();
        return true;
    }

    std::optional<double> value_of(const SetModel& made, RunState& state, std::uint64_t replication) const {
        try {
            const double value = run_replication(made.model, state, replication).values[made.metric];
            if (!std::isnan(value)) return reach_.at_least ? value : -value;
        } catch (const ScenarioFault&) {
        }
        return std::nullopt;
    }

    const ResolvedText& text_;
    const Scenario& scenario_;
    const ExperimentOptions& options_;
    const ReachQuestion& question_;
    const TargetSpec& target_;
    Reach reach_;
    std::size_t planned_ = 30;
    std::vector<ChangeSet> best_sets_;
};

}  // namespace

std::optional<std::size_t> Reach::found() const {
    for (std::size_t size = 0; size < frontier.size(); ++size)
        if (frontier[size].meets == Meets::yes) return size;
    return std::nullopt;
}

bool Reach::is_least() const {
    const std::optional<std::size_t> first = found();
    if (!first) return false;
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

std::string what_if_text(const ResolvedText& base_text, const std::string& base, const Reach& reach, const ReachPoint& point) {
    WhatIfFile file{.base = base, .head = fmt::format("Found by agrocap reach for target {}.", reach.target)};
    for (const std::size_t change : point.changes) file.notes.push_back(reach.catalogue[change].what);
    ResolvedText changed = base_text;
    apply_overrides(changed, options_of(reach, point), "reach");
    return text_of_what_if(file, base_text.root, changed.root);
}

}  // namespace agrocap
