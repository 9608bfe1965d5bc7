#include "explain/account.hpp"

#include "experiment/digest.hpp"
#include "experiment/precision.hpp"
#include "experiment/replicator.hpp"
#include "explain/bottleneck.hpp"
#include "explain/by_number.hpp"
#include "explain/parts_told.hpp"
#include "explain/permuted_causes.hpp"
#include "explain/switch_off.hpp"
#include "model/compile/compile.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace agrocap {

namespace {

/// Losses smaller than this share of nominal capacity are not taken apart.
constexpr double worth_parts = 0.002;

/// So many causes at most are switched on in all orders, where nothing is left to chance.
constexpr std::size_t exhausted_causes = 5;

double nominal_with(const Scenario& scenario, const CountedOutput& counted) { return nominal_of(compile(scenario), counted); }

/// The scenario with a warm-up that is known, so that all variants measure the same time.
Scenario with_settled_warmup(const Scenario& scenario, const ExperimentOptions& options, std::uint64_t seed) {
    Scenario settled = scenario;
    if (!scenario.warmup_auto) return settled;
    settled.warmup.value =
        find_warmup(
            scenario,
            {.seed = seed, .threads = threads_for(options.threads), .short_of_threads = options.short_of_threads, .stop = options.stop})
            .chosen;
    settled.warmup_auto = false;
    return settled;
}

/// A figure that is computed: the same in every replication.
Estimate exactly(double value, double confidence) { return estimate_mean(std::vector<double>{value, value}, confidence); }

/// All replications of an account and what they come to.
class Accounting {
  public:
    Accounting(const Scenario& scenario, const ExperimentOptions& options, CountedOutput counted)
        : options_(options),
          seed_(options.seed.value_or(*scenario.experiment.seed)),
          confidence_(options.confidence.value_or(*scenario.experiment.confidence)),
          variants_(scenario, std::move(counted), seed_) {
        if (!variants_.all().has(Cause::variability) && variants_.causes().size() <= exhausted_causes)
            orders_ = all_orders(variants_.causes().size());
    }

    /// Nominal capacity, and what dates and ramps take of it: computed, not simulated.
    void compute_capacity() {
        const Scenario& scenario = variants_.scenario();
        Scenario open = scenario, all_day = scenario;
        const bool opens_later = open_all_lines(open);
        open_around_the_clock(all_day);
        account_.metric = variants_.counted().metric;
        account_.around_the_clock = nominal_with(all_day, variants_.counted());
        account_.nominal = nominal_with(open, variants_.counted());
        capacity_ = opens_later ? nominal_with(scenario, variants_.counted()) : account_.nominal;
        if (opens_later) account_.losses.push_back({Cause::opening, exactly(account_.nominal - capacity_, confidence_), {}});
    }

    void simulate() {
        const auto replicate = [this](RunState& state, std::uint64_t number) {
            replications_.keep(number, permuted_causes(variants_, state, number, order_of(number)));
            return ReplicationResult{};
        };
        Replicator replicator(replicate, options_);
        if (!orders_.empty()) {
            replicator.run_to(orders_.size());
        } else if (options_.precision && account_.nominal > 0) {
            PrecisionGoal goal = goal_for(variants_.scenario(), *options_.precision, confidence_);
            goal.of = account_.nominal;
            PrecisionPlan plan(goal);
            do replicator.run_to(static_cast<std::size_t>(plan.count()));
            while (!replicator.stopped() && !plan.is_enough(losses()));
        } else {
            replicator.run_to(static_cast<std::size_t>(planned_replications(variants_.scenario(), options_)));
        }
        interrupted_ = replicator.stopped();
    }

    /// The losses of the replications, and mix: what is lost without any of them.
    void take_stock() {
        if (replications_.values().empty()) return;
        std::vector<double> actual;
        for (const auto& [number, one] : replications_.values()) actual.push_back(one.all_on);
        account_.actual = estimated(actual);
        const double nothing_on = variants_.causes().empty() ? *account_.actual.mean : replications_.values().begin()->second.nothing_on;
        account_.losses.push_back({Cause::mix, exactly(capacity_ - nothing_on, confidence_), {}});
        const std::vector<std::vector<double>> by_cause = losses();
        for (std::size_t c = 0; c < by_cause.size(); ++c) account_.losses.push_back({variants_.causes()[c], estimated(by_cause[c]), {}});
    }

    void tell_parts(std::size_t parts_max) {
        for (Loss& loss : account_.losses) {
            if (interrupted_ || !loss.clear() || std::abs(*loss.loss.mean) < worth_parts * account_.nominal) continue;
            PartsTold told = parts_told(variants_, loss.cause, parts_max);
            if (!told.names.empty()) tell_parts(loss, std::move(told));
        }
    }

    Explanation finish() {
        Explanation explanation;
        explanation.scenario = *variants_.scenario().name;
        explanation.files = variants_.scenario().files;
        explanation.set = variants_.scenario().set;
        explanation.replications = replications_.values().size();
        explanation.confidence = confidence_;
        explanation.seed = seed_;
        explanation.measured_days = in_hours(*variants_.scenario().horizon) / 24;
        explanation.warmup_days = in_hours(*variants_.scenario().warmup) / 24;
        explanation.interrupted = interrupted_;
        explanation.digest = digest();
        explanation.account = std::move(account_);
        return explanation;
    }

  private:
    [[nodiscard]] std::vector<std::size_t> order_of(std::uint64_t number) const {
        return orders_.empty() ? drawn_order(variants_.causes().size(), "account", seed_, number) : orders_[number];
    }

    /// The mean with its interval; the mean alone where all orders were gone through.
    [[nodiscard]] Estimate estimated(const std::vector<double>& values) const {
        const Estimate estimate = estimate_mean(values, confidence_);
        return orders_.empty() ? estimate : exactly(*estimate.mean, confidence_);
    }

    /// By cause, then replication.
    [[nodiscard]] std::vector<std::vector<double>> losses() const {
        std::vector<std::vector<double>> by_cause(variants_.causes().size());
        for (const auto& [number, one] : replications_.values())
            for (std::size_t c = 0; c < by_cause.size(); ++c) by_cause[c].push_back(-one.effect(c));
        return by_cause;
    }

    /// The same replications once more, with the cause's parts permuted in its place.
    void tell_parts(Loss& loss, PartsTold told) {
        const auto cause = static_cast<std::size_t>(std::find(variants_.causes().begin(), variants_.causes().end(), loss.cause) -
                                                    variants_.causes().begin());
        variants_.group_parts(loss.cause, told.groups);
        ByNumber<std::vector<double>> losses;
        const auto replicate = [&](RunState& state, std::uint64_t number) {
            losses.keep(number, permuted_parts(variants_, state, number, replications_.values().at(number), cause, told.names.size()));
            return ReplicationResult{};
        };
        Replicator replicator(replicate, options_);
        replicator.run_to(replications_.values().size());
        interrupted_ = replicator.stopped();
        if (interrupted_) return;
        for (std::size_t part = 0; part < told.names.size(); ++part) {
            std::vector<double> values;
            for (const auto& [number, one] : losses.values()) values.push_back(one[part]);
            loss.parts.push_back({told.names[part], estimate_mean(values, confidence_)});
        }
    }

    [[nodiscard]] std::string digest() const {
        std::vector<MetricInfo> names{{"actual", account_.unit}};
        for (const Cause cause : variants_.causes()) names.push_back({std::string(cause_word(cause)), account_.unit});
        ResultDigest digest(names);
        for (const auto& [number, one] : replications_.values()) {
            std::vector<double> row{one.all_on};
            for (std::size_t c = 0; c < variants_.causes().size(); ++c) row.push_back(-one.effect(c));
            digest.add(row);
        }
        return digest.hex();
    }

    const ExperimentOptions& options_;
    std::uint64_t seed_;
    double confidence_;
    Variants variants_;
    Account account_;
    double capacity_ = 0;                           // nominal, with lines that open when they do
    std::vector<std::vector<std::size_t>> orders_;  // to be gone through; none: they are drawn
    ByNumber<PermutedSteps> replications_;
    bool interrupted_ = false;
};

}  // namespace

bool Loss::is_clear(const Estimate& estimate) { return estimate.half_width && std::abs(*estimate.mean) > *estimate.half_width; }

Explanation explain(const Scenario& scenario, const ExperimentOptions& options, const AccountOptions& asked) {
    const CountedOutput counted = *counted_output(scenario, asked.metric);
    const Scenario settled = with_settled_warmup(scenario, options, options.seed.value_or(*scenario.experiment.seed));
    Accounting accounting(settled, options, counted);
    accounting.compute_capacity();
    accounting.simulate();
    accounting.take_stock();
    accounting.tell_parts(asked.parts_max);
    Explanation explanation = accounting.finish();
    if (asked.bottlenecks && !explanation.interrupted) explanation.bottlenecks = find_bottlenecks(settled, options, counted);
    explanation.interrupted |= options.stop != nullptr && options.stop->load();
    return explanation;
}

}  // namespace agrocap
