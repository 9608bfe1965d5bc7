#include "campaign_merging.hpp"

#include "answer/bound_beside.hpp"
#include "answer/command_words.hpp"
#include "answer/target_relaxations.hpp"
#include "answer/text_origin.hpp"
#include "archive/estimates.hpp"
#include "archive/study_reader.hpp"
#include "base/fault.hpp"
#include "base/visible_text.hpp"
#include "campaign/campaign_merge.hpp"
#include "campaign/limits.hpp"
#include "campaign/rounds.hpp"
#include "console.hpp"
#include "experiment/study_result.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "report/check_report.hpp"
#include "report/number_format.hpp"
#include "report/optimum_report.hpp"
#include "report/results_csv.hpp"
#include "report/study_report.hpp"
#include "study_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

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
    if (campaign.stopping.rule == StopRule::check) {
        BoundBeside beside(scenario, bounded_targets(scenario));
        merged.bounds = beside.wait();
        merged.bound_notes = beside.notes();
    }
    merged.ruling = ask_rule({.campaign = campaign, .scenario = scenario, .at_most = values_of(merged.bounds)}, merged.standing, database,
                             *merged.study);
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

/// What a sweep comes to by now. Keeps the estimates of a finished one, for whoever opens the database.
StudyResult summary_of(const Merged& merged, const std::string& database) {
    StudyReader reader(database);
    const Scenario& scenario = merged.read.scenario;
    StudyResult result = reader.summarise(reader.study(*merged.study),
                                          question_of(scenario, merged.campaign.origin.name, goal_of(merged.campaign, scenario)));
    if (merged.is_complete()) store_estimates(database, *merged.study, result);
    return result;
}

/// Whether a rule's answer is to be told: it stands, or a limit lets nothing more be begun.
bool has_answer(const Merged& merged) { return merged.ruling && (merged.is_complete() || !merged.limit.empty()); }

OptimumFrame frame_of(const Merged& merged) {
    const Scenario& scenario = merged.read.scenario;
    const StudyOrigin& origin = merged.campaign.origin;
    return {.study = origin.name,
            .scenario = *scenario.name,
            .currency = *scenario.currency,
            .design = merged.campaign.design,
            .seed = origin.seed};
}

/// What the rule answers, as the command that has it answers.
void print_answer(const Merged& merged) {
    if (!has_answer(merged)) return;
    const Screen screen = screen_of(Channel::out);
    if (merged.ruling->check) print(text_of(check_report(merged.read.scenario, *merged.ruling->check), screen) + "\n");
    if (merged.ruling->optimum) print(text_of(optimum_report(*merged.ruling->optimum, frame_of(merged)), screen) + "\n");
}

/// The command that has the answer on one machine, with what the database holds.
std::vector<std::string> words_on_one_machine(const Merged& merged, const std::string& folder, const std::string& database) {
    const Campaign& campaign = merged.campaign;
    const Stopping& stopping = campaign.stopping;
    const bool is_check = stopping.rule == StopRule::check, is_search = stopping.rule == StopRule::optimise;
    const double confidence = campaign.origin.confidence;
    ExperimentOptions options;
    options.seed = campaign.origin.seed;
    if (stopping.rule != StopRule::precision) options.replications = stopping.most;
    options.precision = stopping.precision;
    options.confidence = stopping.confidence;
    if (!campaign.stops_by_rule() && confidence != *merged.read.scenario.experiment.confidence) options.confidence = confidence;
    const char* command = is_check ? "check" : is_search ? "optimise" : "sweep";
    std::vector<std::string> words = simulation_words(command, scenario_file(folder), {}, options);
    if (!is_check) words.insert(words.end(), {"--study", campaign.origin.name});
    if (!stopping.in_order) words.emplace_back("--no-order");
    words.insert(words.end(), {"--db", database});
    return words;
}

/// The command that answers from the database alone: as one machine would, with all its files.
std::string command_of(const Merged& merged, const std::string& folder, const std::string& database) {
    const bool is_sweep = merged.campaign.origin.kind == StudyKind::sweep;
    return command_text(is_sweep ? std::vector<std::string>{"report", database} : words_on_one_machine(merged, folder, database));
}

std::vector<std::string> csv_names(const Campaign& campaign) {
    switch (campaign.stopping.rule) {
        case StopRule::check: return results_csv_names();
        case StopRule::optimise: return {optimum_csv_name};
        case StopRule::number:
        case StopRule::precision: break;
    }
    return study_csv_names();
}

/// What may be written, so that none of it is lost to another, nor what the campaign rests on.
OutputFiles files_of(const SimulationRequest& request, const std::string& folder, const Campaign& campaign) {
    Scenario laid_out;
    laid_out.files = campaign.text.files;
    OutputFiles files = output_files(request, csv_names(campaign), laid_out);
    files.read("the campaign", manifest_file(folder));
    for (const ScenarioFile& file : campaign.origin.files) files.read("the scenario", file.path);
    return files;
}

/// The answer in the files asked for, as the command that has it on one machine writes them. `swept`: of a sweep.
void write_answer(const SimulationRequest& request, const std::string& folder, const Merged& merged, const StudyResult* swept) {
    const bool is_asked = !request.json.empty() || !request.csv.empty() || !request.xlsx.empty() || !request.page.html.empty();
    if (!is_asked) return;
    const StudyOrigin& study = merged.campaign.origin;
    const PageOrigin origin = page_origin(merged.campaign.text, command_text(words_on_one_machine(merged, folder, request.db)));
    if (swept != nullptr) return write_sweep(request, *swept, study, origin);
    if (!has_answer(merged)) return print_error("the rule has not answered yet: no file is written\n");
    const Ruling& ruling = *merged.ruling;
    if (ruling.optimum) return write_search(request, *ruling.optimum, frame_of(merged), study, origin);
    write_outputs(request, {.asked = Asked::check,
                            .scenario = merged.read.scenario,
                            .result = *ruling.check,
                            .warnings = warning_texts(merged.read),
                            .origin = origin,
                            .bound = values_of(merged.bounds),
                            .relaxations = relaxations_of(merged.read, *ruling.check, merged.bounds),
                            .bound_notes = merged.bound_notes});
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
    SimulationRequest simulation = request.simulation;
    if (simulation.db.empty()) simulation.db = database_file(request.place);
    const std::string& db = simulation.db;
    Merged merged = look(request.place);
    files_of(simulation, request.place, merged.campaign).prepare();
    merge_into(merged, request.place, db);
    std::optional<StudyResult> swept;
    if (merged.campaign.origin.kind == StudyKind::sweep) swept = summary_of(merged, db);
    tell_troubles(merged);
    tell_missing(merged);
    if (!simulation.quiet && simulation.json != "-") {
        print_answer(merged);
        print(fmt::format("{}: {} of {}; \"{}\" shows {}\n", visible(db), grouped(static_cast<double>(merged.standing.units_found), 0),
                          counted(merged.campaign.units(), "replication"), command_of(merged, request.place, db),
                          merged.campaign.stopping.rule == StopRule::check ? "the verdicts" : "the study"));
    }
    write_answer(simulation, request.place, merged, swept ? &*swept : nullptr);
    if (!merged.standing.unusable.empty()) return ExitCode::scenario_error;
    return merged.is_complete() ? ExitCode::ok : ExitCode::undecided;
}

}  // namespace agrocap
