#include "campaign/campaign.hpp"
#include "archive/estimates.hpp"
#include "archive/study_reader.hpp"
#include "base/visible_text.hpp"
#include "campaign/campaign_merge.hpp"
#include "campaign/engines.hpp"
#include "campaign/layout.hpp"
#include "campaign/shard.hpp"
#include "campaign/standing.hpp"
#include "command.hpp"
#include "console.hpp"
#include "experiment/study_run.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"
#include "scenario_input.hpp"
#include "study_input.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>

namespace agrocap {

namespace {

struct CampaignRequest {
    std::string action, place;  // `place`: the scenario of `plan`, the folder of all others
    SimulationRequest simulation;
    std::string study, dir, engine;
    std::optional<std::size_t> task, tasks;
    std::optional<double> minutes;
    bool open = false, array = false;
};

constexpr double task_minutes = 10;
constexpr std::size_t lines_shown = 20;

ExitCode misused(const std::string& text, const std::string& hint) {
    print_error(fmt::format("agrocap campaign: {}\n  hint: {}\n", text, hint));
    return ExitCode::wrong_usage;
}

std::string duration_text(double seconds) {
    if (seconds < 120) return fmt::format("{:.0f} s", std::ceil(seconds));
    if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

void tell_plan(const Campaign& campaign, const std::vector<PilotedPoint>& piloted, const std::string& dir) {
    std::string time;
    if (!piloted.empty()) {
        double seconds = 0;
        for (const PilotedPoint& one : piloted) seconds += one.seconds;
        seconds *= static_cast<double>(campaign.units()) / static_cast<double>(piloted.size());
        time = fmt::format("; about {} of computing, {} a task, by a pilot here", duration_text(seconds),
                           duration_text(seconds / static_cast<double>(campaign.tasks())));
    }
    print(
        fmt::format("{}: {} of {} each in {}{}\n"
                    "  agrocap campaign submit {} --engine local   does them here; parallel and slurm hand them to others\n"
                    "  agrocap campaign work {} --task 0           does one\n"
                    "  agrocap campaign watch {}                   tells how far it has come\n"
                    "  agrocap campaign merge {}                   puts the results together\n",
                    visible(dir), counted(campaign.design.points.size(), "point"),
                    counted(static_cast<std::size_t>(campaign.origin.replications), "replication"), counted(campaign.tasks(), "task"), time,
                    visible(dir), visible(dir), visible(dir), visible(dir)));
}

ExitCode plan_campaign(const CampaignRequest& request) {
    SimulationRequest simulation = request.simulation;
    simulation.scenario = request.place;
    if (request.dir.empty()) return misused("plan: --dir DIR is missing", "agrocap campaign plan SCENARIO --study NAME --dir DIR");
    const ResolvedText text = resolve_file(simulation.scenario, simulation.set);
    const auto read = read_or_complain(text, simulation.set, simulation.quiet ? Warnings::hidden : Warnings::shown, "nothing was planned");
    if (!read) return ExitCode::scenario_error;
    const std::string name = study_named("campaign", simulation.scenario, request.study, read->scenario);
    if (name.empty()) return ExitCode::wrong_usage;
    if (precision_goal(read->scenario, simulation.experiment))
        return misused("plan: the scenario asks for a precision, a campaign lays out a number of replications",
                       "--replications N says how many");
    Diagnostics problems;
    Campaign campaign;
    campaign.design = lay_out(read->scenario.study.at(name), name, problems);
    if (problems.has_errors()) return complain(problems, *read, "nothing was planned");
    campaign.origin = origin_of(simulation, *read, text, StudyKind::sweep);
    campaign.origin.name = name;
    campaign.origin.skipped = campaign.design.skipped;
    campaign.text = text;
    const std::uint64_t units = campaign.design.points.size() * static_cast<std::uint64_t>(campaign.origin.replications);
    if (units > campaign_units_max)
        return misused(fmt::format("plan: {} replications in all are more than the {} that a campaign can have",
                                   grouped(static_cast<double>(units), 0), grouped(static_cast<double>(campaign_units_max), 0)),
                       "fewer points, or fewer replications of each");
    const std::vector<PilotedPoint> piloted = request.tasks ? std::vector<PilotedPoint>{} : pilot(campaign);
    campaign.begins =
        request.tasks ? cut_evenly(units, *request.tasks) : cut_by_time(campaign, piloted, 60 * request.minutes.value_or(task_minutes));
    identify(campaign);
    write_campaign(campaign, request.dir);
    if (!simulation.quiet) tell_plan(campaign, piloted, request.dir);
    return ExitCode::ok;
}

/// Does what is missing of a task.
ExitCode do_task(const CampaignRequest& request, const Campaign& campaign, std::size_t task) {
    std::vector<bool> missing = missing_units(campaign, request.place, task);
    const auto count = static_cast<std::int64_t>(std::count(missing.begin(), missing.end(), true));
    if (count == 0) {
        if (!request.simulation.quiet) print(fmt::format("task {}: nothing is missing\n", task));
        return ExitCode::ok;
    }
    ShardStore store(campaign, request.place, task, std::move(missing));
    Progress progress(request.simulation.quiet);
    const std::int64_t elsewhere = static_cast<std::int64_t>(campaign.units()) - count;
    const StudyOutcome outcome =
        run_study({.scenario = campaign.text,
                   .design = campaign.design,
                   .replications = campaign.origin.replications,
                   .seed = campaign.origin.seed,
                   .threads = request.simulation.experiment.threads,
                   .short_of_threads = request.simulation.experiment.short_of_threads,
                   .progress =
                       [&](const StudyProgress& now) {
                           progress.update(static_cast<std::size_t>(std::max<std::int64_t>(now.replications_done - elsewhere, 0)),
                                           static_cast<std::size_t>(count));
                       },
                   .stop = &stop_on_interrupt()},
                  store);
    store.close();
    progress.clear();
    if (outcome.interrupted) {
        print_error("interrupted; what is finished is kept, the same command goes on from here\n");
        return ExitCode::interrupted;
    }
    if (!request.simulation.quiet)
        print(fmt::format("task {}: {} in {}\n", task,
                          counted(static_cast<std::size_t>(outcome.progress.replications_done - elsewhere), "replication"),
                          visible(store.path())));
    return ExitCode::ok;
}

ExitCode work(const CampaignRequest& request) {
    if (!request.task) return misused("work: --task K is missing", "agrocap campaign work DIR --task 0");
    try {
        const Campaign campaign = read_campaign(request.place);
        if (*request.task < campaign.tasks()) return do_task(request, campaign, *request.task);
        print_error(fmt::format("agrocap campaign: there is no task {}: they go from 0 to {}\n", *request.task, campaign.tasks() - 1));
    } catch (const CampaignFault& fault) {
        print_error(fmt::format("agrocap campaign: {}\n", fault.what()));
        if (std::filesystem::is_directory(failures_folder(request.place))) note_failure(request.place, *request.task, fault.what());
    }
    return ExitCode::scenario_error;
}

void tell_troubles(const Standing& standing, const Campaign& campaign) {
    for (const std::string& file : standing.torn)
        print_error(fmt::format("{}: ends in the midst of a line; what is whole in it counts\n", visible(file)));
    for (const Standing::Unusable& one : standing.unusable) print_error(fmt::format("{}; nothing of it counts\n", one.why));
    for (std::size_t task = 0; task < campaign.tasks(); ++task)
        if (!standing.tasks[task].failure.empty())
            print_error(fmt::format("task {} can never work: {}", task, standing.tasks[task].failure));
}

ExitCode merge(const CampaignRequest& request) {
    const Campaign campaign = read_campaign(request.place);
    const Standing standing = survey(campaign, request.place);
    const std::string db = request.simulation.db.empty() ? database_file(request.place) : request.simulation.db;
    const std::int64_t study = merge_shards(campaign, request.place, standing, db);
    const ReadResult read = read_resolved(campaign.text);
    StudyReader reader(db);
    const std::vector<StoredStudy> studies = reader.studies();
    const auto merged = std::find_if(studies.begin(), studies.end(), [&](const StoredStudy& one) { return one.id == study; });
    const StudyResult result = reader.summarise(*merged, question_of(read.scenario, campaign.origin.name, std::nullopt));
    if (standing.is_complete()) store_estimates(db, study, result);
    tell_troubles(standing, campaign);
    if (!standing.is_complete()) {
        print_error(fmt::format("{} of {} are missing:\n", grouped(static_cast<double>(campaign.units() - standing.units_found), 0),
                                counted(campaign.units(), "replication")));
        for (const std::string& line : missing_text(campaign, standing, lines_shown)) print_error("  " + line + "\n");
    }
    if (!request.simulation.quiet)
        print(fmt::format("{}: {} of {}; \"agrocap report {}\" shows the study\n", visible(db),
                          grouped(static_cast<double>(standing.units_found), 0), counted(campaign.units(), "replication"), visible(db)));
    if (!standing.unusable.empty()) return ExitCode::scenario_error;
    return standing.is_complete() ? ExitCode::ok : ExitCode::undecided;
}

std::string left_text(const Campaign& campaign, const Standing& standing) {
    if (standing.is_complete()) return "complete";
    if (standing.units_found == 0) return "nothing is finished yet";
    const double done = static_cast<double>(standing.units_found), all = static_cast<double>(campaign.units());
    return fmt::format("{:.0f} %; about {} left at the pace so far", 100 * done / all,
                       duration_text(standing.seconds * (all - done) / done));
}

ExitCode watch(const CampaignRequest& request) {
    const Campaign campaign = read_campaign(request.place);
    const Standing standing = survey(campaign, request.place);
    const std::vector<std::size_t> open = standing.open_tasks();
    if (request.array) {
        if (!open.empty()) print(ranges_text(open) + "\n");
        return ExitCode::ok;
    }
    if (request.open) {
        for (const std::size_t task : open) print(fmt::format("{}\n", task));
        return ExitCode::ok;
    }
    std::size_t done = 0, begun = 0, failed = 0;
    for (const TaskStanding& task : standing.tasks) {
        if (task.is_done())
            ++done;
        else if (!task.failure.empty())
            ++failed;
        else if (task.shards > 0)
            ++begun;
    }
    print(fmt::format("{}: study {} of {}\n", visible(request.place), visible(campaign.origin.name), visible(campaign.origin.scenario)));
    print(fmt::format("tasks         {} of {} done, {} begun, {} untouched, {} can never work\n", done, campaign.tasks(), begun,
                      campaign.tasks() - done - begun - failed, failed));
    print(fmt::format("replications  {} of {}\n", grouped(static_cast<double>(standing.units_found), 0),
                      grouped(static_cast<double>(campaign.units()), 0)));
    if (!standing.refused.empty()) print(fmt::format("points        {} cannot be simulated\n", standing.refused.size()));
    print(left_text(campaign, standing) + "\n");
    tell_troubles(standing, campaign);
    return ExitCode::ok;
}

ExitCode submit(const CampaignRequest& request) {
    const EngineScript* engine = find_engine(request.engine);
    if (engine == nullptr) return misused("submit: --engine is missing", "one of local, parallel, slurm");
    read_campaign(request.place);
    const std::string script = (std::filesystem::path(engines_folder(request.place)) / engine->file).string();
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) ::setenv("AGROCAP", self.c_str(), 0);
    print_error(fmt::format("+ bash {}\n", visible(script)));
    ::execlp("bash", "bash", script.c_str(), static_cast<char*>(nullptr));
    throw OutputFault("bash", errno);
}

ExitCode campaign(const CampaignRequest& request) {
    if (request.action == "plan") return plan_campaign(request);
    if (request.action == "work") return work(request);
    if (request.action == "merge") return merge(request);
    if (request.action == "watch") return watch(request);
    return submit(request);
}

/// The options that plan and work share with the simulating commands.
void add_shared_options(CommandLine& line, SimulationRequest& request) {
    CommandLine all;
    add_simulation_options(all, request);
    for (const char* name : {"--set", "--replications", "--seed", "--threads", "--db", "--quiet"}) {
        const auto is_it = [name](const Option& option) { return option.name == name; };
        line.options.push_back(*std::find_if(all.options.begin(), all.options.end(), is_it));
    }
    for (Option& option : line.options) {
        if (option.name == "--db") option.summary = "merge: the study database (default: DIR/study.db)";
        if (option.name == "--threads") option.summary = "work: threads to use (default: all)";
    }
}

Take count_into(std::optional<std::size_t>& count, std::int64_t low) {
    return whole_number(low, campaign_tasks_max, [&count](std::int64_t n) { count = static_cast<std::size_t>(n); });
}

}  // namespace

CommandPlan campaign_command() {
    auto request = std::make_shared<CampaignRequest>();
    CommandPlan plan;
    plan.line.positionals.push_back({"ACTION",
                                     "plan, work, merge, watch or submit",
                                     into(request->action),
                                     1,
                                     1,
                                     {"plan", "work", "merge", "watch", "submit"},
                                     Takes::choice});
    plan.line.positionals.push_back(
        {"PLACE", "the scenario of plan; the campaign's folder of all others", into(request->place), 1, 1, {}, Takes::scenario});
    plan.line.options.push_back(
        {"--study", {Takes::text, "NAME"}, "plan: the study of the scenario (default: the only one)", into(request->study)});
    plan.line.options.push_back({"--dir", {Takes::folder, "DIR"}, "plan: the folder to make", into(request->dir)});
    const Take minutes = [request](const std::string& word) -> std::string {
        request->minutes = number_from<double>(word);
        return request->minutes && *request->minutes > 0 && std::isfinite(*request->minutes) ? ""
                                                                                             : "expected a number of minutes, such as 10";
    };
    plan.line.options.push_back(
        {"--task-minutes", {Takes::number, "M"}, "plan: how long a task is to take, by a pilot here (default: 10)", minutes});
    plan.line.options.push_back(
        {"--tasks", {Takes::number, "N"}, "plan: so many tasks of equal size, without a pilot", count_into(request->tasks, 1)});
    plan.line.exclusive.emplace_back("--tasks", "--task-minutes");
    plan.line.options.push_back({"--task", {Takes::number, "K"}, "work: the task, counted from 0", count_into(request->task, 0)});
    Option engine{"--engine", {Takes::choice, "ENGINE"}, "submit: local, parallel (GNU parallel) or slurm", into(request->engine)};
    for (const EngineScript& script : engine_scripts()) engine.choices.emplace_back(script.engine);
    plan.line.options.push_back(engine);
    plan.line.options.push_back({"--open", {}, "watch: the open tasks alone, one a line", into(request->open)});
    plan.line.options.push_back({"--array", {}, "watch: the same as a job array takes them, such as 0-3,7", into(request->array)});
    add_shared_options(plan.line, request->simulation);
    plan.line.more =
        "Everything is in the folder: whoever sees it can do a task, twice or two at once, and the results are the same. Exit codes:\n"
        "0 done, and of merge: nothing is missing; 2 wrong usage, or a file that cannot be read or written; 3 the scenario has errors, "
        "the\n"
        "task can never work (do not try again), or shards that cannot be used; 4 merge: replications are missing; 130 interrupted.";
    plan.run = [request] { return campaign(*request); };
    return plan;
}

}  // namespace agrocap
