#include "explain/account.hpp"

#include "experiment/digest.hpp"
#include "experiment/precision.hpp"
#include "experiment/replicator.hpp"
#include "explain/account_looks.hpp"
#include "explain/bottleneck.hpp"
#include "explain/by_number.hpp"
#include "explain/parts_told.hpp"
#include "explain/permuted_causes.hpp"
#include "explain/switch_off.hpp"
#include "model/compile/compile.hpp"
#include "stats/simultaneous.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
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

/// The parts of a loss, replication by replication.
struct LossParts {
    PartsTold told;
    ByNumber<std::vector<double>> losses;
    std::optional<Replicator> replicator;
};

/// All replications of an account and what they come to.
class Accounting {
  public:
    Accounting(const Scenario& scenario, const ExperimentOptions& options, CountedOutput counted, std::size_t parts_max)
        : options_(options),
          parts_max_(parts_max),
          seed_(options.seed.value_or(*scenario.experiment.seed)),
          confidence_(options.confidence.value_or(*scenario.experiment.confidence)),
          variants_(scenario, std::move(counted), seed_),
          replicator_([this](RunState& state, std::uint64_t number) { return replicate(state, number); }, options) {
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
        if (opens_later) opening_ = account_.nominal - capacity_;
    }

    void simulate() {
        if (!orders_.empty()) {
            replicator_.run_to(orders_.size());
        } else if (options_.precision && account_.nominal > 0) {
            PrecisionGoal goal = goal_for(variants_.scenario(), *options_.precision, confidence_);
            goal.of = account_.nominal;
            PrecisionPlan plan(goal);
            do replicator_.run_to(static_cast<std::size_t>(plan.count()));
            while (!replicator_.stopped() && !plan.is_enough(losses()));
        } else {
            return look_by_look(static_cast<std::size_t>(planned_replications(variants_.scenario(), options_)));
        }
        take_stock();
        tell_parts();
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
        explanation.interrupted = replicator_.stopped();
        explanation.digest = digest();
        explanation.account = std::move(account_);
        return explanation;
    }

  private:
    ReplicationResult replicate(RunState& state, std::uint64_t number) {
        replications_.keep(number, permuted_causes(variants_, state, number, order_of(number)));
        return {};
    }

    /// Ends before `most` replications where every bar is narrow, unless so many were asked for.
    void look_by_look(std::size_t most) {
        const std::vector<std::size_t> looks = options_.replications ? std::vector<std::size_t>{most} : account_looks(most);
        sure_ = confidence_of_each(confidence_, looks.size());
        for (const std::size_t count : looks) {
            replicator_.run_to(count);
            take_stock();
            tell_parts();
            if (replicator_.stopped() || is_narrow(account_)) return;
        }
    }

    /// The losses of the replications, and mix: what is lost without any of them.
    void take_stock() {
        account_.losses.clear();
        if (opening_) account_.losses.push_back({Cause::opening, exactly(*opening_, confidence_), {}});
        if (replications_.values().empty()) return;
        std::vector<double> actual;
        for (const auto& [number, one] : replications_.values()) actual.push_back(one.all_on);
        account_.actual = estimated(actual);
        const double nothing_on = variants_.causes().empty() ? *account_.actual.mean : replications_.values().begin()->second.nothing_on;
        account_.losses.push_back({Cause::mix, exactly(capacity_ - nothing_on, confidence_), {}});
        const std::vector<std::vector<double>> by_cause = losses();
        for (std::size_t c = 0; c < by_cause.size(); ++c) account_.losses.push_back({variants_.causes()[c], estimated(by_cause[c]), {}});
    }

    void tell_parts() {
        for (Loss& loss : account_.losses) {
            if (replicator_.stopped() || !loss.clear() || std::abs(*loss.loss.mean) < worth_parts * account_.nominal) continue;
            tell_parts(loss);
        }
    }

    /// The same replications once more, as far as they are new, with the cause's parts permuted in its place.
    void tell_parts(Loss& loss) {
        const auto [place, is_new] = parts_.try_emplace(loss.cause);
        LossParts& parts = place->second;
        if (is_new) begin_parts(parts, loss.cause);
        if (parts.told.names.empty()) return;
        parts.replicator->run_to(replications_.values().size());
        if (parts.replicator->stopped()) return;
        for (std::size_t part = 0; part < parts.told.names.size(); ++part) {
            std::vector<double> values;
            for (const auto& [number, one] : parts.losses.values()) values.push_back(one[part]);
            loss.parts.push_back({parts.told.names[part], estimated_at(values)});
        }
    }

    void begin_parts(LossParts& parts, Cause which) {
        parts.told = parts_told(variants_, which, parts_max_);
        if (parts.told.names.empty()) return;
        const auto cause =
            static_cast<std::size_t>(std::find(variants_.causes().begin(), variants_.causes().end(), which) - variants_.causes().begin());
        variants_.group_parts(which, parts.told.groups);
        parts.replicator.emplace(
            [this, cause, &parts](RunState& state, std::uint64_t number) {
                parts.losses.keep(
                    number, permuted_parts(variants_, state, number, replications_.values().at(number), cause, parts.told.names.size()));
                return ReplicationResult{};
            },
            options_);
    }

    [[nodiscard]] std::vector<std::size_t> order_of(std::uint64_t number) const {
        return orders_.empty() ? drawn_order(variants_.causes().size(), "account", seed_, number) : orders_[number];
    }

    /// The mean with its interval, which allows for the looks.
    [[nodiscard]] Estimate estimated_at(const std::vector<double>& values) const {
        Estimate estimate = estimate_mean(values, confidence_);
        if (sure_ != confidence_) estimate.half_width = estimate_mean(values, sure_).half_width;
        return estimate;
    }

    /// The same; the mean alone where all orders were gone through.
    [[nodiscard]] Estimate estimated(const std::vector<double>& values) const {
        const Estimate estimate = estimated_at(values);
        return orders_.empty() ? estimate : exactly(*estimate.mean, confidence_);
    }

    /// By cause, then replication.
    [[nodiscard]] std::vector<std::vector<double>> losses() const {
        std::vector<std::vector<double>> by_cause(variants_.causes().size());
        for (const auto& [number, one] : replications_.values())
            for (std::size_t c = 0; c < by_cause.size(); ++c) by_cause[c].push_back(-one.effect(c));
        return by_cause;
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
    std::size_t parts_max_;
    std::uint64_t seed_;
    double confidence_;
    double sure_ = confidence_;  // of each look's intervals
    Variants variants_;
    Account account_;
    std::optional<double> opening_;                 // what dates and ramps take; empty: nothing
    double capacity_ = 0;                           // nominal, with lines that open when they do
    std::vector<std::vector<std::size_t>> orders_;  // to be gone through; none: they are drawn
    ByNumber<PermutedSteps> replications_;
    std::map<Cause, LossParts> parts_;
    Replicator replicator_;
};

}  // namespace

bool Loss::is_clear(const Estimate& estimate) { return estimate.half_width && std::abs(*estimate.mean) > *estimate.half_width; }

Explanation explain(const Scenario& scenario, const ExperimentOptions& options, const AccountOptions& asked) {
    const CountedOutput counted = *counted_output(scenario, asked.metric);
    const Scenario settled = with_settled_warmup(scenario, options, options.seed.value_or(*scenario.experiment.seed));
    Accounting accounting(settled, options, counted, asked.parts_max);
    accounting.compute_capacity();
    accounting.simulate();
    Explanation explanation = accounting.finish();
    if (asked.bottlenecks && !explanation.interrupted) explanation.bottlenecks = find_bottlenecks(settled, options, counted);
    explanation.interrupted |= options.stop != nullptr && options.stop->load();
    return explanation;
}

}  // namespace agrocap
