#include "explain/change_account.hpp"

#include "experiment/replicator.hpp"
#include "explain/by_number.hpp"
#include "explain/change_groups.hpp"
#include "explain/permuted_steps.hpp"
#include "model/compile/compile.hpp"
#include "observe/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

constexpr std::size_t exhausted_changes = 3;  // as many are made in all orders in turn

/// The base with each set of changes that is asked for, compiled once.
class ChangedModels {
  public:
    ChangedModels(GroupedChanges& changes, std::uint64_t seed, const ChangeQuestion& question)
        : changes_(changes), seed_(seed), question_(question) {}

    /// The metrics; one that only one of the two scenarios has is 0 in the other.
    std::vector<double> values(RunState& state, std::uint64_t replication, std::uint32_t changed) {
        const Compiled& one = compiled(changed);
        const std::vector<double> all = run_replication(one.model, state, replication).values;
        std::vector<double> values;
        for (const std::optional<std::size_t>& place : one.places) values.push_back(place ? all[*place] : 0.0);
        return values;
    }

  private:
    struct Compiled {
        Model model;
        std::vector<std::optional<std::size_t>> places;
    };

    const Compiled& compiled(std::uint32_t changed) {
        const std::lock_guard lock(mutex_);
        std::unique_ptr<Compiled>& slot = compiled_[changed];
        if (slot) return *slot;
        slot = std::make_unique<Compiled>();
        Scenario scenario = changes_.scenario(changed);
        scenario.experiment.asked = question_.metrics;
        if (scenario.warmup_auto) scenario.warmup.value = question_.warmup;
        slot->model = compile(scenario);
        slot->model.seed = seed_;
        std::map<std::string, std::size_t> places;
        const std::vector<MetricInfo> infos = metric_infos(slot->model);
        for (std::size_t m = 0; m < infos.size(); ++m) places[infos[m].name] = m;
        for (const std::string& metric : question_.metrics) {
            const auto found = places.find(metric);
            slot->places.push_back(found == places.end() ? std::nullopt : std::optional(found->second));
        }
        return *slot;
    }

    GroupedChanges& changes_;
    std::uint64_t seed_;
    const ChangeQuestion& question_;
    std::mutex mutex_;
    std::map<std::uint32_t, std::unique_ptr<Compiled>> compiled_;
};

/// The order of each replication.
std::vector<std::vector<std::size_t>> orders_of(std::size_t groups, std::size_t replications, std::uint64_t seed) {
    std::vector<std::vector<std::size_t>> orders;
    const std::vector<std::vector<std::size_t>> all =
        groups <= exhausted_changes ? all_orders(groups) : std::vector<std::vector<std::size_t>>();
    for (std::size_t r = 0; r < replications; ++r)
        orders.push_back(all.empty() ? drawn_order(groups, "changes", seed, r) : all[r % all.size()]);
    return orders;
}

std::vector<ChangeAccount> accounts_of(const GroupedChanges& changes, const std::vector<std::string>& metrics,
                                       const std::map<std::uint64_t, std::vector<PermutedSteps>>& replications, double confidence) {
    std::vector<ChangeAccount> accounts;
    for (std::size_t m = 0; m < metrics.size(); ++m) {
        ChangeAccount account{metrics[m], {}};
        for (std::size_t g = 0; g < changes.groups().size(); ++g) {
            std::vector<double> effects;
            effects.reserve(replications.size());
            for (const auto& [number, by_metric] : replications) effects.push_back(by_metric[m].effect(g));
            ChangeEffect effect{changes.groups()[g].name(), {}, estimate_mean(effects, confidence)};
            for (const ScenarioDifference& change : changes.groups()[g].changes) effect.keys.push_back(change.path);
            account.effects.push_back(std::move(effect));
        }
        std::stable_sort(account.effects.begin(), account.effects.end(), [](const ChangeEffect& left, const ChangeEffect& right) {
            return std::abs(left.effect.mean.value_or(0)) > std::abs(right.effect.mean.value_or(0));
        });
        accounts.push_back(std::move(account));
    }
    return accounts;
}

}  // namespace

std::vector<ChangeAccount> account_for_changes(const ResolvedText& base, const ResolvedText& whatif, const ExperimentOptions& options,
                                               const ChangeQuestion& question) {
    const std::vector<std::string>& metrics = question.metrics;
    GroupedChanges changes(base, whatif);
    if (changes.groups().empty()) return {};
    const Scenario& scenario = changes.scenario(0);
    const std::uint64_t seed = options.seed.value_or(*scenario.experiment.seed);
    const double confidence = options.confidence.value_or(*scenario.experiment.confidence);
    const auto count = static_cast<std::size_t>(planned_replications(scenario, options));
    std::vector<std::vector<std::size_t>> orders;
    const auto draw = [&](std::size_t groups) { return orders = orders_of(groups, count, seed); };
    if (!changes.make_sound(draw)) return {};

    ChangedModels models(changes, seed, question);
    ByNumber<std::vector<PermutedSteps>> replications;
    const auto replicate = [&](RunState& state, std::uint64_t number) {
        std::map<std::uint32_t, std::vector<double>> known;  // each set is simulated once, whatever the number of metrics
        const auto values = [&](std::uint32_t changed) -> const std::vector<double>& {
            const auto found = known.find(changed);
            return found != known.end() ? found->second : known.emplace(changed, models.values(state, number, changed)).first->second;
        };
        std::vector<PermutedSteps> by_metric;
        for (std::size_t m = 0; m < metrics.size(); ++m)
            by_metric.push_back(permuted_steps(orders[number], [&](std::uint32_t changed) { return values(changed)[m]; }));
        replications.keep(number, std::move(by_metric));
        return ReplicationResult{};
    };
    Replicator replicator(replicate, options);
    replicator.run_to(count);
    if (replications.values().empty()) return {};
    return accounts_of(changes, metrics, replications.values(), confidence);
}

}  // namespace agrocap
