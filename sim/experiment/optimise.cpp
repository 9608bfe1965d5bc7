#include "experiment/optimise.hpp"

#include "base/fault.hpp"
#include "experiment/point_store.hpp"
#include "experiment/stages.hpp"
#include "experiment/study_point_read.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <span>

namespace agrocap {

namespace {

std::size_t place_of(const VarySpec& varied, const std::string& value) {
    const auto found = std::find(varied.values.begin(), varied.values.end(), value);
    assert(found != varied.values.end());
    return static_cast<std::size_t>(found - varied.values.begin());
}

double share_of_range(const VarySpec& varied, std::size_t place) {
    return varied.values.size() < 2 ? 0 : static_cast<double>(place) / static_cast<double>(varied.values.size() - 1);
}

bool has_costs(const StudySpec& study) {
    return std::any_of(study.vary.begin(), study.vary.end(), [](const VarySpec& varied) { return !varied.costs.empty(); });
}

/// Places by cost; of equals, the one with less of everything is the cheaper.
std::vector<std::size_t> ranks_of(const StudySpec& study, const Design& design, const std::vector<double>& costs) {
    std::vector<double> amounts;
    for (const std::vector<std::string>& values : design.points) {
        double amount = 0;
        for (std::size_t i = 0; i < values.size(); ++i) amount += share_of_range(study.vary[i], place_of(study.vary[i], values[i]));
        amounts.push_back(amount);
    }
    std::vector<std::size_t> order(costs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return costs[a] != costs[b] ? costs[a] < costs[b] : amounts[a] < amounts[b]; });
    std::vector<std::size_t> ranks(costs.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
    return ranks;
}

/// The tests of all targets of one point.
class PointTest {
  public:
    PointTest(const Scenario& scenario, const ExperimentResult& result, double error) {
        for (const auto& [name, target] : scenario.target) {
            const std::int64_t metric = result.find(*target.metric);
            const bool impossible = metric < 0 || is_impossible(target);
            if (impossible) {
                missed_.push_back(name);
                continue;
            }
            tests_.push_back(
                {name, static_cast<std::size_t>(metric), TargetTest(target, error / static_cast<double>(scenario.target.size()))});
        }
    }

    /// Gives: whether the point is decided: by one target that fails, or all that pass.
    bool add(const std::vector<double>& values) {
        bool all = true;
        for (One& one : tests_) {
            one.test.add(values[one.metric]);
            if (one.test.state() == TestState::failed && std::find(missed_.begin(), missed_.end(), one.name) == missed_.end())
                missed_.push_back(one.name);
            all = all && one.test.state() == TestState::passed;
        }
        passed_ = all;
        return all || !missed_.empty();
    }

    /// Replications that it will have taken, as far as can be told: all targets go on until the first fails, or all pass.
    [[nodiscard]] std::size_t expected_end() const {
        std::size_t end = 0;
        for (const One& one : tests_) end = std::max(end, one.test.expected_end());
        return end;
    }
    [[nodiscard]] const std::vector<std::string>& missed() const { return missed_; }
    [[nodiscard]] Feasibility verdict() const {
        if (!missed_.empty()) return Feasibility::infeasible;
        return passed_ ? Feasibility::feasible : Feasibility::unknown;
    }

  private:
    struct One {
        std::string name;
        std::size_t metric;
        TargetTest test;
    };
    std::vector<One> tests_;
    std::vector<std::string> missed_;
    bool passed_ = false;
};

class Optimiser {
  public:
    Optimiser(const OptimisePlan& plan, StudyStore& store, const FindReplication& find)
        : plan_(plan), scenario_(without_studies(plan.scenario)), store_(store), find_(find) {}

    TestedPoint test(std::size_t point, double error, Optimum& optimum) {
        TestedPoint tested;
        tested.point = point;
        const StudyPointRead read = read_point(scenario_, plan_.design, point);
        tested.estimates.resize(plan_.focus.size());
        if (!read.refused.empty()) {
            tested.refused = read.refused;
            store_.refuse_point(point, {.reason = tested.refused});
            return tested;
        }
        try {
            simulate(read.scenario, read.text.root, error, tested, optimum);
        } catch (const ScenarioFault& fault) {
            tested.refused = fault.what();
            store_.refuse_point(point, {.reason = tested.refused});
        }
        return tested;
    }

  private:
    void simulate(const Scenario& scenario, const TomlValue& merged, double error, TestedPoint& tested, Optimum& optimum) {
        PointStore store(store_, find_, tested.point, merged);
        ExperimentOptions options;
        options.seed = plan_.seed;
        options.confidence = plan_.confidence;
        options.threads = plan_.threads;
        options.short_of_threads = plan_.short_of_threads;
        options.stop = plan_.stop;
        options.store = &store;
        Experiment experiment(scenario, options);
        PointTest test(scenario, experiment.result(), error);
        const auto most = static_cast<std::size_t>(plan_.max_replications);
        std::size_t done = 0;
        const auto enough = [&](const ReplicationResult& replication) {
            ++optimum.replications;
            if (plan_.progress) plan_.progress({optimum.tested.size(), optimum.points, optimum.replications});
            const bool decided = test.add(replication.values);
            store.foresee(foreseen_end(++done, test.expected_end(), most));
            return decided;
        };
        store.foresee(foreseen_end(0, 0, most));
        experiment.replicator().run_until(most, enough);
        const ExperimentResult result = experiment.finish();
        tested.verdict = test.verdict();
        tested.missed = test.missed();
        tested.replications = static_cast<std::int64_t>(result.values.size());
        if (tested.replications > 0) tested.digest = result.digest;
        for (std::size_t m = 0; m < plan_.focus.size(); ++m) {
            const std::int64_t metric = result.find(plan_.focus[m]);
            if (metric < 0) continue;
            tested.estimates[m] = result.estimates[static_cast<std::size_t>(metric)];
            optimum.focus[m].unit = result.metrics[static_cast<std::size_t>(metric)].unit;
        }
    }

    const OptimisePlan& plan_;
    ResolvedText scenario_;
    StudyStore& store_;
    const FindReplication& find_;
};

/// Marks what no cheaper tested point equals in the first focus metric; `sign` is -1 where less is better.
void mark_frontier(std::vector<TestedPoint>& tested, double sign) {
    double best = -std::numeric_limits<double>::infinity();
    for (TestedPoint& point : tested) {
        if (point.estimates.empty() || !point.estimates.front().mean) continue;
        const double value = sign * *point.estimates.front().mean;
        point.frontier = value > best;
        best = std::max(best, value);
    }
}

}  // namespace

std::vector<double> costs_of(const StudySpec& study, const Design& design) {
    const bool given = has_costs(study);
    std::vector<double> costs;
    for (const std::vector<std::string>& values : design.points) {
        double cost = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const VarySpec& varied = study.vary[i];
            const std::size_t place = place_of(varied, values[i]);
            if (!given)
                cost += share_of_range(varied, place);
            else if (!varied.costs.empty())
                cost += varied.costs[place];
        }
        costs.push_back(cost);
    }
    return costs;
}

std::string lack_for_search(const Scenario& scenario, const StudySpec& study) {
    if (scenario.target.empty()) return "there is no target to meet\n  hint: add one, such as [target.enough] with metric and at_least";
    if (*study.design != StudyDesign::grid) return "only a grid can be searched\n  hint: leave `design` and `points` out of the study";
    return "";
}

std::vector<std::string> searched_metrics(const Scenario& scenario) {
    std::vector<std::string> names;
    for (const auto& [id, target] : scenario.target) names.push_back(*target.metric);
    for (const std::string& name : focus_of(scenario)) names.push_back(name);
    std::vector<std::string> once;
    for (const std::string& name : names)
        if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(name);
    return once;
}

Optimum optimise(const OptimisePlan& plan, StudyStore& store, const FindReplication& find) {
    const std::vector<double> costs = costs_of(plan.study, plan.design);
    const std::vector<std::size_t> ranks = ranks_of(plan.study, plan.design, costs);
    std::vector<std::vector<std::uint32_t>> levels;
    for (const std::vector<std::string>& values : plan.design.points) {
        std::vector<std::uint32_t>& places = levels.emplace_back();
        for (std::size_t i = 0; i < values.size(); ++i)
            places.push_back(static_cast<std::uint32_t>(place_of(plan.study.vary[i], values[i])));
    }
    Optimum optimum;
    optimum.points = plan.design.points.size();
    optimum.confidence = plan.confidence;
    optimum.has_costs = has_costs(plan.study);
    for (const std::string& name : plan.focus) optimum.focus.push_back({name, ""});

    CheapestSearch search(std::move(levels), ranks, plan.order);
    Optimiser optimiser(plan, store, find);
    while (const std::optional<std::size_t> point = search.next()) {
        const auto k = static_cast<double>(optimum.tested.size() + 1);
        TestedPoint tested = optimiser.test(*point, (1 - plan.confidence) / (k * (k + 1)), optimum);
        if (plan.stop != nullptr && plan.stop->load()) {
            optimum.interrupted = true;
            break;
        }
        tested.cost = costs[*point];
        // A point that cannot be simulated is no answer, and says nothing about the others.
        search.tell(*point, tested.refused.empty() ? tested.verdict : Feasibility::unknown);
        optimum.tested.push_back(std::move(tested));
    }

    std::sort(optimum.tested.begin(), optimum.tested.end(),
              [&](const TestedPoint& a, const TestedPoint& b) { return ranks[a.point] < ranks[b.point]; });
    const std::vector<std::size_t> doubtful = search.doubtful();
    for (std::size_t i = 0; i < optimum.tested.size(); ++i) {
        const TestedPoint& tested = optimum.tested[i];
        if (search.best() == tested.point) optimum.best = i;
        if (tested.refused.empty() && std::find(doubtful.begin(), doubtful.end(), tested.point) != doubtful.end())
            optimum.doubtful.push_back(i);
    }
    optimum.inferred = search.inferred();
    mark_frontier(optimum.tested, plan.less_is_better ? -1 : 1);
    return optimum;
}

}  // namespace agrocap
