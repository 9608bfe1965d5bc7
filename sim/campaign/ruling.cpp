#include "campaign/ruling.hpp"

#include "archive/study_reader.hpp"
#include "base/fault.hpp"
#include "experiment/check.hpp"
#include "experiment/point_store.hpp"

#include <algorithm>
#include <atomic>

namespace agrocap {

namespace {

/// What is finished, as a store. Whoever asks it for more is stopped, as Ctrl-C stops a run, and what it wanted is noted.
class FinishedStore final : public StudyStore {
  public:
    /// `archive`: null where nothing is finished yet.
    FinishedStore(StudyArchive* archive, const Standing& standing) : archive_(archive), standing_(standing) {}

    bool is_complete(std::size_t, std::int64_t) override { return false; }
    std::vector<std::uint64_t> begin_point(std::size_t point, const StudyPoint& simulated, std::int64_t count) override {
        if (archive_ == nullptr) return {};
        return archive_->begin_point(point, simulated, count);
    }
    void refuse_point(std::size_t point, const PointRefusal& refusal) override {
        if (archive_ != nullptr) archive_->refuse_point(point, refusal);
    }
    void keep(std::size_t, std::uint64_t, const ReplicationResult&) override {
        throw InvariantBroken("a rule that was to be asked has simulated");
    }
    void foresee(std::size_t, std::uint64_t count) override { foreseen_ = count; }

    std::optional<ReplicationResult> find(std::size_t point, std::uint64_t number) {
        if (auto found = stored(point, number)) return found;
        const auto refused = standing_.refused.find(point);
        if (refused != standing_.refused.end() && refused->second.replication.value_or(0) <= number)
            throw ScenarioFault(refused->second.reason);
        for (std::uint64_t wanted = number; wanted < std::max(foreseen_, number + 1); ++wanted)
            if (!stored(point, wanted)) want(point, wanted);
        stop_ = true;
        throw RunStopped{};
    }

    [[nodiscard]] const std::atomic<bool>* stop() const { return &stop_; }
    [[nodiscard]] const std::vector<Stretch>& wanted() const { return wanted_; }

  private:
    std::optional<ReplicationResult> stored(std::size_t point, std::uint64_t number) {
        return archive_ == nullptr ? std::nullopt : archive_->find(point, number);
    }

    void want(std::size_t point, std::uint64_t number) {
        if (wanted_.empty() || wanted_.back().first + wanted_.back().count != number) wanted_.push_back({point, number, 0});
        ++wanted_.back().count;
    }

    StudyArchive* archive_;
    const Standing& standing_;
    std::atomic<bool> stop_ = false;
    std::uint64_t foreseen_ = 0;
    std::vector<Stretch> wanted_;
};

ExperimentResult ask_check(const RuleQuestion& question, FinishedStore& finished) {
    const Campaign& campaign = question.campaign;
    const FindReplication find = [&finished](std::size_t point, std::uint64_t number) { return finished.find(point, number); };
    PointStore store(finished, find, 0, campaign.origin.resolved);
    ExperimentOptions options;
    options.replications = campaign.stopping.most;
    options.precision = campaign.stopping.precision;
    options.confidence = campaign.stopping.confidence;
    options.seed = campaign.origin.seed;
    options.threads = 1;  // in the order of the numbers: the first that is missing is what stops it
    options.stop = finished.stop();
    options.store = &store;
    return run_check(question.scenario, options, {}, question.at_most);
}

Optimum ask_search(const RuleQuestion& question, FinishedStore& finished) {
    const Campaign& campaign = question.campaign;
    const Scenario& scenario = question.scenario;
    const OptimisePlan plan{.scenario = campaign.text,
                            .study = scenario.study.at(campaign.origin.name),
                            .design = campaign.design,
                            .order = campaign.stopping.in_order ? SearchOrder::monotone : SearchOrder::none,
                            .focus = searched_metrics(scenario),
                            .less_is_better = scenario.target.begin()->second.sense == TargetSense::at_most,
                            .max_replications = campaign.stopping.most,
                            .seed = campaign.origin.seed,
                            .confidence = campaign.origin.confidence,
                            .threads = 1,
                            .progress = {},
                            .stop = finished.stop()};
    return optimise(plan, finished, [&finished](std::size_t point, std::uint64_t number) { return finished.find(point, number); });
}

Ruling ask(const RuleQuestion& question, FinishedStore& finished) {
    Ruling ruling;
    if (question.campaign.stopping.rule == StopRule::check)
        ruling.check = ask_check(question, finished);
    else
        ruling.optimum = ask_search(question, finished);
    ruling.wanted = finished.wanted();
    return ruling;
}

/// Every point on its own: what its plan of replications looks at next.
Ruling ask_precision(const RuleQuestion& question, const Standing& standing, const std::string& database, std::int64_t id) {
    const Campaign& campaign = question.campaign;
    const PrecisionGoal goal = *goal_of(campaign, question.scenario);
    Ruling ruling;
    StudyReader reader(database);
    const StoredStudy study = reader.study(id);
    std::vector<std::pair<std::size_t, PointRefusal>> refused;
    for (std::size_t point = 0; point < campaign.design.points.size(); ++point) {
        const auto known = standing.refused.find(point);
        const bool is_refused = known != standing.refused.end();
        if (is_refused && !known->second.replication) {
            refused.emplace_back(*known);
            continue;
        }
        const PrecisionStanding reached = reader.standing(goal, study, point);
        if (reached.is_enough) continue;
        if (is_refused && *known->second.replication < static_cast<std::uint64_t>(reached.wanted))
            refused.emplace_back(*known);
        else
            ruling.wanted.push_back(
                {point, static_cast<std::uint64_t>(reached.stored), static_cast<std::uint64_t>(reached.wanted - reached.stored)});
    }
    if (!refused.empty()) {
        StudyArchive archive(database, campaign.origin, settings_of(campaign.design));
        for (const auto& [point, refusal] : refused) archive.refuse_point(point, refusal);
        archive.close();
    }
    return ruling;
}

}  // namespace

std::optional<PrecisionGoal> goal_of(const Campaign& campaign, const Scenario& scenario) {
    if (campaign.stopping.rule != StopRule::precision) return std::nullopt;
    ExperimentOptions options;
    options.precision = campaign.stopping.precision;
    options.confidence = campaign.stopping.confidence;
    auto goal = precision_goal(scenario, options);
    if (!goal) throw CampaignFault("this campaign is to go on to a precision, and its scenario asks for none");
    return goal;
}

Ruling first_ruling(const RuleQuestion& question) {
    const Standing nothing;
    if (question.campaign.stopping.rule != StopRule::precision) {
        FinishedStore finished(nullptr, nothing);
        return ask(question, finished);
    }
    Ruling ruling;
    const PrecisionPlan plan(*goal_of(question.campaign, question.scenario));
    for (std::size_t point = 0; point < question.campaign.design.points.size(); ++point)
        ruling.wanted.push_back({point, 0, static_cast<std::uint64_t>(plan.count())});
    return ruling;
}

Ruling ask_rule(const RuleQuestion& question, const Standing& standing, const std::string& database, std::int64_t study) {
    const Campaign& campaign = question.campaign;
    if (campaign.stopping.rule == StopRule::precision) return ask_precision(question, standing, database, study);
    StudyArchive archive(database, campaign.origin, settings_of(campaign.design));
    FinishedStore finished(&archive, standing);
    Ruling ruling = ask(question, finished);
    archive.close();
    if (ruling.check) note_replications(database, study, ruling.check->values.size());
    return ruling;
}

}  // namespace agrocap
