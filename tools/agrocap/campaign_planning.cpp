#include "campaign_planning.hpp"

#include "archive/seal.hpp"
#include "base/version.hpp"
#include "base/visible_text.hpp"
#include "campaign/layout.hpp"
#include "campaign/limits.hpp"
#include "campaign/ruling.hpp"
#include "campaign_merging.hpp"
#include "console.hpp"
#include "report/number_format.hpp"
#include "scenario_input.hpp"
#include "study_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace agrocap {

namespace {

constexpr double task_minutes = 10;

void tell_plan(const Campaign& campaign, const std::string& dir) {
    std::string time;
    if (const std::vector<PilotedPoint>& pilot = campaign.cutting.pilot; !pilot.empty()) {
        double seconds = 0;
        for (const PilotedPoint& one : pilot) seconds += one.seconds;
        seconds *= static_cast<double>(campaign.units()) / static_cast<double>(pilot.size());
        time = fmt::format("; about {} of computing, {} a task, by a pilot here", rough_time(seconds),
                           rough_time(seconds / static_cast<double>(campaign.tasks())));
    }
    const std::string what = campaign.stops_by_rule()
                                 ? fmt::format("{} of {}; the first round: {}", counted(campaign.design.points.size(), "point"),
                                               counted(static_cast<std::size_t>(campaign.stopping.most), "replication") + " at most each",
                                               counted(campaign.units(), "replication"))
                                 : fmt::format("{} of {} each", counted(campaign.design.points.size(), "point"),
                                               counted(static_cast<std::size_t>(campaign.origin.replications), "replication"));
    const std::string shown = visible(dir);
    print(
        fmt::format("{}: {} in {}{}\n"
                    "  agrocap campaign submit {} --engine local   does them here; parallel and slurm hand them to others\n"
                    "  agrocap campaign work {} --task 0           does one\n"
                    "  agrocap campaign watch {}                   tells how far it has come\n"
                    "  agrocap campaign merge {}                   puts the results together{}\n",
                    shown, what, counted(campaign.tasks(), "task"), time, shown, shown, shown, shown,
                    campaign.stops_by_rule() ? ", and gives out the next round" : ""));
}

/// What is wrong with the options for what is planned; empty if nothing.
ExitCode check_options(const CampaignRequest& request) {
    const ExperimentOptions& experiment = request.simulation.experiment;
    if (request.dir.empty()) return misused_campaign("plan: --dir DIR is missing", "agrocap campaign plan SCENARIO --study NAME --dir DIR");
    if (request.as == "check" && !request.study.empty())
        return misused_campaign("plan: a check has no study", "leave --study out, or --as check");
    if (request.as == "optimise" && experiment.precision)
        return misused_campaign("plan: --precision: each point is tested until it is decided; targets set how finely", "leave it out");
    if (request.as != "optimise" && request.no_order)
        return misused_campaign("plan: --no-order is for a search", "--as optimise searches for the cheapest point");
    if (request.as == "sweep" && experiment.precision && experiment.replications)
        return misused_campaign("plan: --precision and --replications exclude each other", "leave one of them out");
    return ExitCode::ok;
}

/// What keeps the scenario from being asked so; says so. Fills in what the campaign is and what it stops by.
ExitCode take_question(const CampaignRequest& request, const SimulationRequest& simulation, const ReadResult& read,
                       const ResolvedText& text, Campaign& campaign) {
    const Scenario& scenario = read.scenario;
    const bool is_check = request.as == "check", is_search = request.as == "optimise";
    std::string name;
    if (!is_check) {
        name = study_named("campaign", simulation.scenario, request.study, scenario);
        if (name.empty()) return ExitCode::wrong_usage;
    }
    if (is_check && scenario.target.empty())
        return misused_campaign(fmt::format("plan: {}: no target to check", simulation.scenario),
                                "add one, such as [target.enough] with metric = \"output.total\" and at_least = 1000");
    if (is_search)
        if (const std::string lack = lack_for_search(scenario, scenario.study.at(name)); !lack.empty()) {
            print_error(fmt::format("agrocap campaign: plan: {}: {}\n", simulation.scenario, lack));
            return ExitCode::wrong_usage;
        }
    campaign.origin = origin_of(simulation, read, text, is_check ? StudyKind::run : is_search ? StudyKind::optimise : StudyKind::sweep);
    campaign.origin.name = name;
    campaign.text = text;
    Stopping& stopping = campaign.stopping;
    stopping.in_order = !request.no_order;
    const std::int64_t most = simulation.experiment.replications.value_or(*scenario.experiment.max_replications);
    const auto goal = precision_goal(scenario, simulation.experiment);
    if (is_check || is_search) {
        stopping.rule = is_check ? StopRule::check : StopRule::optimise;
        stopping.most = most;
        if (is_check) stopping.precision = simulation.experiment.precision;
        if (is_search) campaign.origin.replications = most;
    } else if (goal) {
        stopping.rule = StopRule::precision;
        stopping.precision = simulation.experiment.precision;
        stopping.most = goal->replications_max;
        campaign.origin.replications = 0;
    } else {
        stopping.most = campaign.origin.replications;
    }
    if (campaign.stops_by_rule()) stopping.confidence = simulation.experiment.confidence;
    if (is_check) {
        campaign.design.points.emplace_back();
        return ExitCode::ok;
    }
    Diagnostics problems;
    campaign.design = lay_out(scenario.study.at(name), name, problems);
    campaign.origin.skipped = campaign.design.skipped;
    return problems.has_errors() ? complain(problems, read, "nothing was planned") : ExitCode::ok;
}

/// All that a campaign is asked, however it is cut: what it simulates, and the confidence of what it answers.
std::string question_key(const Campaign& campaign) {
    const StudyOrigin& origin = campaign.origin;
    return key_of({version(), origin.name, toml_document(origin.resolved), fmt::format("{}", origin.seed),
                   fmt::format("{}", origin.confidence), stopping_text(campaign.stopping)});
}

/// A folder that is laid out: its limits, and the round that is due, if any.
ExitCode go_on(const CampaignRequest& request, const std::string& folder) {
    set_limits(request, folder);
    const Merged merged = give_out_next(folder, database_file(folder));
    tell_troubles(merged);
    if (!request.simulation.quiet) print(fmt::format("{}: {}\n", visible(folder), standing_text(merged)));
    return ExitCode::ok;
}

ExitCode lay_folder_out(const CampaignRequest& request, Campaign& campaign) {
    const std::string& dir = request.dir;
    if (std::filesystem::exists(manifest_file(dir))) {
        const Campaign there = read_campaign(dir);
        const bool cut_alike = !request.tasks || there.stops_by_rule() || there.tasks() == *request.tasks;
        if (question_key(there) != question_key(campaign) || !cut_alike)
            throw ArchiveFault(fmt::format("{}: another campaign is there already; it is not written over", visible(dir)));
        return go_on(request, dir);
    }
    campaign.cutting = {.tasks = request.tasks, .task_seconds = 60 * request.minutes.value_or(task_minutes), .pilot = {}};
    if (!request.tasks) campaign.cutting.pilot = pilot(campaign);
    const ReadResult read = read_resolved(campaign.text);
    const std::vector<Stretch> stretches =
        campaign.stops_by_rule() ? first_ruling({.campaign = campaign, .scenario = read.scenario}).wanted : all_points(campaign);
    campaign.give_out(stretches, cut(stretches, campaign.cutting));
    identify(campaign);
    write_campaign(campaign, dir);
    set_limits(request, dir);
    if (!request.simulation.quiet) tell_plan(campaign, dir);
    return ExitCode::ok;
}

/// Whether options were given that a folder which is laid out has no use for.
bool asks_anew(const CampaignRequest& request) {
    const ExperimentOptions& experiment = request.simulation.experiment;
    return !request.study.empty() || !request.dir.empty() || request.as != "sweep" || request.tasks || request.minutes ||
           request.no_order || !request.simulation.set.empty() || experiment.replications || experiment.precision ||
           experiment.confidence || experiment.seed;
}

}  // namespace

void set_limits(const CampaignRequest& request, const std::string& folder) {
    if (!request.budget && !request.until) return;
    CampaignLimits limits = read_limits(folder);
    if (request.budget) limits.core_hours = request.budget;
    if (request.until) limits.until = request.until;
    write_limits(folder, limits);
}

ExitCode plan_campaign(const CampaignRequest& request) {
    if (std::filesystem::is_directory(request.place)) {
        if (asks_anew(request))
            return misused_campaign(fmt::format("plan: {} is the folder of a campaign: what it asks is settled", visible(request.place)),
                                    "--budget and --until can be changed; another question gets a folder of its own");
        return go_on(request, request.place);
    }
    if (const ExitCode code = check_options(request); code != ExitCode::ok) return code;
    SimulationRequest simulation = request.simulation;
    simulation.scenario = request.place;
    if (request.as == "sweep") simulation = with_precision(simulation);
    const ResolvedText text = resolve_file(simulation.scenario, simulation.set);
    const auto read = read_or_complain(text, simulation.set, simulation.quiet ? Warnings::hidden : Warnings::shown, "nothing was planned");
    if (!read) return ExitCode::scenario_error;
    Campaign campaign;
    if (const ExitCode code = take_question(request, simulation, *read, text, campaign); code != ExitCode::ok) return code;
    const std::uint64_t units = campaign.design.points.size() * static_cast<std::uint64_t>(campaign.stopping.most);
    if (units > campaign_units_max && !campaign.stops_by_rule())
        return misused_campaign(fmt::format("plan: {} replications in all are more than the {} that a campaign can have",
                                            grouped(static_cast<double>(units), 0), grouped(static_cast<double>(campaign_units_max), 0)),
                                "fewer points, or fewer replications of each");
    return lay_folder_out(request, campaign);
}

}  // namespace agrocap
