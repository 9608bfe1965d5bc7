#include "campaign_merging.hpp"

#include "answer/bound_beside.hpp"
#include "answer/command_words.hpp"
#include "archive/estimates.hpp"
#include "archive/study_reader.hpp"
#include "base/fault.hpp"
#include "base/visible_text.hpp"
#include "campaign/campaign_merge.hpp"
#include "campaign/limits.hpp"
#include "campaign/rounds.hpp"
#include "console.hpp"
#include "experiment/study_result.hpp"
#include "report/check_report.hpp"
#include "report/number_format.hpp"
#include "report/optimum_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

constexpr std::size_t lines_shown = 20;

Merged look(const std::string& folder) {
    Merged merged{.campaign = read_campaign(folder), .standing = {}, .read = {}, .study = {}, .ruling = {}, .limit = {}};
    merged.standing = survey(merged.campaign, folder);
    merged.limit = limit_reached(folder);
    return merged;
}

/// Asks the rule: where all that was given out is done, and for what is known by then where nothing more is to be begun.
void ask_the_rule(Merged& merged, const std::string& folder, const std::string& database) {
    const Campaign& campaign = merged.campaign;
    if (!campaign.stops_by_rule() || (!merged.standing.is_complete() && merged.limit.empty())) return;
    const Scenario& scenario = merged.read.scenario;
    std::map<std::string, double> at_most;
    if (campaign.stopping.rule == StopRule::check) at_most = values_of(BoundBeside(scenario, bounded_targets(scenario)).wait());
    merged.ruling = ask_rule({.campaign = campaign, .scenario = scenario, .at_most = at_most}, merged.standing, database, *merged.study);
    if (merged.ruling->wanted.empty() || !merged.limit.empty() || !merged.standing.is_complete()) return;
    give_out_round(merged.campaign, folder, merged.ruling->wanted);
    merged.standing = survey(merged.campaign, folder);
    merged.is_given_out = true;
}

void merge_into(Merged& merged, const std::string& folder, const std::string& database) {
    merged.study = merge_shards(merged.campaign, folder, merged.standing, database);
    merged.read = read_resolved(merged.campaign.text);
    ask_the_rule(merged, folder, database);
}

/// Estimates of a finished sweep, for whoever opens the database.
void store_summary(const Merged& merged, const std::string& database) {
    if (merged.campaign.origin.kind != StudyKind::sweep) return;
    StudyReader reader(database);
    const Scenario& scenario = merged.read.scenario;
    const StudyResult result = reader.summarise(reader.study(*merged.study),
                                                question_of(scenario, merged.campaign.origin.name, goal_of(merged.campaign, scenario)));
    if (merged.is_complete()) store_estimates(database, *merged.study, result);
}

/// What the rule answers, as the command that has it answers.
void print_answer(const Merged& merged) {
    if (!merged.ruling || (!merged.is_complete() && merged.limit.empty())) return;
    const Scenario& scenario = merged.read.scenario;
    const StudyOrigin& origin = merged.campaign.origin;
    if (merged.ruling->check) print(text_of(check_report(scenario, *merged.ruling->check), screen_of(Channel::out)) + "\n");
    if (merged.ruling->optimum)
        print(text_of(optimum_report(*merged.ruling->optimum, {.study = origin.name,
                                                               .scenario = *scenario.name,
                                                               .currency = *scenario.currency,
                                                               .design = merged.campaign.design,
                                                               .seed = origin.seed}),
                      screen_of(Channel::out)) +
              "\n");
}

/// The command that answers from the database alone: as one machine would, with all its files.
std::string command_of(const Merged& merged, const std::string& folder, const std::string& database) {
    const Campaign& campaign = merged.campaign;
    const bool is_check = campaign.stopping.rule == StopRule::check;
    if (!is_check && campaign.stopping.rule != StopRule::optimise) return command_text({"report", database});
    ExperimentOptions options;
    options.seed = campaign.origin.seed;
    options.replications = campaign.stopping.most;
    options.precision = campaign.stopping.precision;
    options.confidence = campaign.stopping.confidence;
    std::vector<std::string> words = simulation_words(is_check ? "check" : "optimise", scenario_file(folder), {}, options);
    if (!is_check) words.insert(words.end(), {"--study", campaign.origin.name});
    if (!campaign.stopping.in_order) words.emplace_back("--no-order");
    words.insert(words.end(), {"--db", database});
    return command_text(words);
}

void tell_missing(const Merged& merged) {
    const Standing& standing = merged.standing;
    const Campaign& campaign = merged.campaign;
    if (!merged.limit.empty() && !merged.is_complete()) print_error(merged.limit + ": what is known by now is all there is\n");
    if (merged.is_given_out) {
        const std::uint64_t last = campaign.units() - standing.units_found;
        print_error(fmt::format("round {} is given out: {} to be done\n", campaign.rounds, counted(last, "replication")));
        return;
    }
    if (standing.is_complete()) return;
    print_error(fmt::format("{} of {} are missing:\n", grouped(static_cast<double>(campaign.units() - standing.units_found), 0),
                            counted(campaign.units(), "replication")));
    for (const std::string& line : missing_text(campaign, standing, lines_shown)) print_error("  " + line + "\n");
}

}  // namespace

Merged merge_and_give_out(const std::string& folder, const std::string& database) {
    Merged merged = look(folder);
    merge_into(merged, folder, database);
    return merged;
}

Merged give_out_next(const std::string& folder, const std::string& database) {
    Merged merged = look(folder);
    if (merged.campaign.stops_by_rule() && merged.standing.is_complete() && merged.limit.empty()) merge_into(merged, folder, database);
    return merged;
}

std::string standing_text(const Merged& merged) {
    const Campaign& campaign = merged.campaign;
    const std::string found =
        fmt::format("{} of {}", grouped(static_cast<double>(merged.standing.units_found), 0), counted(campaign.units(), "replication"));
    const std::string rounds = campaign.stops_by_rule() ? " in " + counted(campaign.rounds, "round") : "";
    const std::string state = merged.is_complete()    ? "complete"
                              : !merged.limit.empty() ? merged.limit
                              : merged.is_given_out   ? fmt::format("round {} is given out", campaign.rounds)
                                                      : "laid out already, under way";
    return fmt::format("{}{}; {}", found, rounds, state);
}

void tell_troubles(const Campaign& campaign, const Standing& standing) {
    for (const std::string& file : standing.torn)
        print_error(fmt::format("{}: ends in the midst of a line; what is whole in it counts\n", visible(file)));
    for (const Standing::Unusable& one : standing.unusable) print_error(fmt::format("{}; nothing of it counts\n", one.why));
    for (std::size_t task = 0; task < campaign.tasks(); ++task)
        if (!standing.tasks[task].failure.empty())
            print_error(fmt::format("task {} can never work: {}", task, standing.tasks[task].failure));
}

ExitCode merge_campaign(const CampaignRequest& request) {
    const std::string db = request.simulation.db.empty() ? database_file(request.place) : request.simulation.db;
    const Merged merged = merge_and_give_out(request.place, db);
    store_summary(merged, db);
    tell_troubles(merged);
    tell_missing(merged);
    if (!request.simulation.quiet) {
        print_answer(merged);
        print(fmt::format("{}: {} of {}; \"{}\" shows {}\n", visible(db), grouped(static_cast<double>(merged.standing.units_found), 0),
                          counted(merged.campaign.units(), "replication"), command_of(merged, request.place, db),
                          merged.campaign.stopping.rule == StopRule::check ? "the verdicts" : "the study"));
    }
    if (!merged.standing.unusable.empty()) return ExitCode::scenario_error;
    return merged.is_complete() ? ExitCode::ok : ExitCode::undecided;
}

}  // namespace agrocap
