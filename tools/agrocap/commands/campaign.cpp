#include "campaign/campaign.hpp"
#include "base/visible_text.hpp"
#include "campaign/engines.hpp"
#include "campaign/limits.hpp"
#include "campaign/shard.hpp"
#include "campaign/standing.hpp"
#include "campaign_merging.hpp"
#include "campaign_planning.hpp"
#include "command.hpp"
#include "console.hpp"
#include "experiment/study_run.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "report/atomic_file.hpp"
#include "report/number_format.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace agrocap {

ExitCode misused_campaign(const std::string& text, const std::string& hint) {
    print_error(fmt::format("agrocap campaign: {}\n  hint: {}\n", text, hint));
    return ExitCode::wrong_usage;
}

std::string rough_time(double seconds) {
    if (seconds < 120) return fmt::format("{:.0f} s", std::ceil(seconds));
    if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

namespace {

/// A limit ends a task as what can never work does: to try again changes nothing, until somebody raises it.
ExitCode end_at(const std::string& limit) {
    print_error(
        fmt::format("{}: no further replication is begun, what is finished is kept\n"
                    "  hint: \"agrocap campaign plan DIR\" with --budget or --until sets another limit\n",
                    limit));
    return ExitCode::scenario_error;
}

/// Does what is missing of a task.
ExitCode do_task(const CampaignRequest& request, const Campaign& campaign, std::size_t task) {
    std::vector<bool> missing = missing_units(campaign, request.place, task);
    const auto count = static_cast<std::int64_t>(std::count(missing.begin(), missing.end(), true));
    if (count == 0) {
        if (!request.simulation.quiet) print(fmt::format("task {}: nothing is missing\n", task));
        return ExitCode::ok;
    }
    if (const std::string limit = limit_reached(request.place); !limit.empty()) return end_at(limit);
    ShardStore store(campaign, request.place, task, std::move(missing));
    LimitWatch meter(request.place, std::filesystem::path(store.path()).stem().string(), threads_for(request.simulation.experiment.threads),
                     stop_on_interrupt());
    Progress progress(request.simulation.quiet);
    const std::int64_t all = campaign.stopping.most * static_cast<std::int64_t>(campaign.design.points.size());
    const std::int64_t elsewhere = all - count;
    const StudyOutcome outcome =
        run_study({.scenario = campaign.text,
                   .design = campaign.design,
                   .replications = campaign.stopping.most,
                   .seed = campaign.origin.seed,
                   .threads = request.simulation.experiment.threads,
                   .short_of_threads = request.simulation.experiment.short_of_threads,
                   .progress =
                       [&](const StudyProgress& now) {
                           progress.update(static_cast<std::size_t>(std::max<std::int64_t>(now.replications_done - elsewhere, 0)),
                                           static_cast<std::size_t>(count));
                       },
                   .stop = &meter.stop()},
                  store);
    const std::string limit = meter.close();
    store.close();
    progress.clear();
    if (outcome.interrupted && !limit.empty()) return end_at(limit);
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
    if (!request.task) return misused_campaign("work: --task K is missing", "agrocap campaign work DIR --task 0");
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

std::string left_text(const Campaign& campaign, const Standing& standing) {
    if (standing.is_complete()) return "complete";
    if (standing.units_found == 0) return "nothing is finished yet";
    const double done = static_cast<double>(standing.units_found), all = static_cast<double>(campaign.units());
    return fmt::format("{:.0f} %; about {} left at the pace so far", 100 * done / all, rough_time(standing.seconds * (all - done) / done));
}

/// "0.21 of 500 core-h, ends 2026-12-01 18:00 UTC": what was used, and the limits there are; empty where nothing was.
std::string used_text(const std::string& folder) {
    const double used = core_hours_used(folder);
    const CampaignLimits limits = read_limits(folder);
    std::string text = used > 0 || limits.core_hours ? significant(used, 2) : "";
    if (limits.core_hours) text += " of " + significant(*limits.core_hours, 4);
    if (!text.empty()) text += " core-h";
    if (limits.until) text += fmt::format("{}ends {}", text.empty() ? "" : ", ", utc_text(*limits.until));
    return text;
}

ExitCode watch(const CampaignRequest& request) {
    const Campaign campaign = read_campaign(request.place);
    const Standing standing = survey(campaign, request.place);
    const std::string limit = limit_reached(request.place);
    const std::vector<std::size_t> open = limit.empty() ? standing.open_tasks() : std::vector<std::size_t>{};
    if ((request.array || request.open) && !limit.empty() && !standing.is_complete()) print_error(limit + "\n");
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
    if (campaign.stops_by_rule()) print(fmt::format("rounds        {} given out\n", campaign.rounds));
    print(fmt::format("replications  {} of {}\n", grouped(static_cast<double>(standing.units_found), 0),
                      grouped(static_cast<double>(campaign.units()), 0)));
    if (!standing.refused.empty()) print(fmt::format("points        {} cannot be simulated\n", standing.refused.size()));
    if (const std::string used = used_text(request.place); !used.empty()) print("used          " + used + "\n");
    if (campaign.stops_by_rule() && standing.is_complete())
        print(fmt::format("all that was given out is done; \"agrocap campaign plan {}\" asks for more\n", visible(request.place)));
    else
        print((limit.empty() || standing.is_complete() ? left_text(campaign, standing) : limit) + "\n");
    tell_troubles(campaign, standing);
    return ExitCode::ok;
}

ExitCode submit(const CampaignRequest& request) {
    const EngineScript* engine = find_engine(request.engine);
    if (engine == nullptr) {
        std::vector<std::string_view> names;
        for (const EngineScript& script : engine_scripts()) names.emplace_back(script.engine);
        return misused_campaign(
            request.engine.empty() ? "submit: --engine is missing" : fmt::format("submit: --engine: found \"{}\"", visible(request.engine)),
            fmt::format("one of {}", fmt::join(names, ", ")));
    }
    read_campaign(request.place);
    set_limits(request, request.place);
    const std::string script = (std::filesystem::path(engines_folder(request.place)) / engine->file).string();
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) ::setenv("AGROCAP", self.c_str(), 0);
    print_error(fmt::format("+ bash {}\n", visible(script)));
    ::execlp("bash", "bash", script.c_str(), static_cast<char*>(nullptr));
    throw OutputFault("bash", errno);
}

constexpr std::array<std::string_view, 5> actions{"plan", "work", "merge", "watch", "submit"};

/// The actions that take an option: those that its summary begins with ("plan, submit: …"), or all.
std::vector<std::string_view> actions_of(std::string_view summary) {
    const std::string_view beginning = summary.substr(0, std::min(summary.find(':'), summary.size()));
    std::vector<std::string_view> taking;
    for (const std::string_view action : actions)
        if (beginning.size() < summary.size() && beginning.find(action) != std::string_view::npos) taking.push_back(action);
    return taking.empty() ? std::vector<std::string_view>(actions.begin(), actions.end()) : taking;
}

/// An option that the action has no use for is wrong usage, and not passed over.
ExitCode check_given(const CampaignRequest& request) {
    if (std::find(actions.begin(), actions.end(), request.action) == actions.end())
        return misused_campaign(fmt::format("found \"{}\", expected one of {}", visible(request.action), fmt::join(actions, ", ")),
                                "\"agrocap help campaign\" shows how it is used");
    for (const auto& [option, taking] : request.given)
        if (std::find(taking.begin(), taking.end(), request.action) == taking.end())
            return misused_campaign(fmt::format("{}: {} is for {}", request.action, option, fmt::join(taking, " and ")), "leave it out");
    return ExitCode::ok;
}

ExitCode campaign(const CampaignRequest& request) {
    if (const ExitCode code = check_given(request); code != ExitCode::ok) return code;
    if (request.action == "plan") return plan_campaign(request);
    if (request.action == "work") return work(request);
    if (request.action == "merge") return merge_campaign(request);
    if (request.action == "watch") return watch(request);
    return submit(request);
}

/// Has it noted in the request which options are given.
void note_given(CommandLine& line, const std::shared_ptr<CampaignRequest>& request) {
    for (Option& option : line.options)
        option.take = [request, name = option.name, taking = actions_of(option.summary), take = option.take](const std::string& word) {
            request->given.emplace_back(name, taking);
            return take(word);
        };
}

/// The options that plan, work and merge share with the simulating commands.
void add_shared_options(CommandLine& line, SimulationRequest& request) {
    CommandLine all;
    add_simulation_options(all, request);
    for (const char* name : {"--set", "--replications", "--precision", "--confidence", "--seed", "--threads", "--db", "--json", "--csv",
                             "--xlsx", "--html", "--map", "--quiet"}) {
        const auto is_it = [name](const Option& option) { return option.name == name; };
        line.options.push_back(*std::find_if(all.options.begin(), all.options.end(), is_it));
    }
    for (Option& option : line.options) {
        if (option.name == "--db") option.summary = "merge: the study database (default: DIR/study.db)";
        if (option.name == "--precision") option.summary = "plan: go on until the relative half-width of every focus metric is below P";
        if (option.name == "--replications") option.summary = "plan: replications of each point; of check and optimise the most";
        if (option.name == "--threads") option.summary = "work: threads to use (default: all)";
        if (option.name == "--csv") option.summary = "write the answer as CSV files into a directory, as the command that has it does";
        if (option.name == "--set" || option.name == "--confidence" || option.name == "--seed") option.summary.insert(0, "plan: ");
        for (const char* file : {"--json", "--csv", "--xlsx", "--html", "--map"})
            if (option.name == file) option.summary.insert(0, "merge: ");
    }
}

/// What it stops by, and when it is to end.
void add_stopping_options(CommandLine& line, CampaignRequest& request) {
    const std::vector<std::string> commands{"sweep", "check", "optimise"};
    const Take command = [&request, commands](const std::string& word) {
        request.as = word;
        const bool is_known = std::find(commands.begin(), commands.end(), word) != commands.end();
        return is_known ? std::string() : fmt::format("expected one of {}", fmt::join(commands, ", "));
    };
    Option as{"--as", {Takes::choice, "COMMAND"}, "plan: stop as this command does: sweep (default), check or optimise", command};
    as.choices = commands;
    line.options.push_back(as);
    line.options.push_back(
        {"--no-order", {}, "plan, of optimise: do not take it that more of a key never does harm", into(request.no_order)});
    const Take budget = [&request](const std::string& word) {
        request.budget = core_hours_from(word);
        return request.budget ? std::string() : "expected core hours, such as \"500 core-h\"";
    };
    line.options.push_back({"--budget",
                            {Takes::text, "TIME"},
                            "plan, submit: begin nothing more when so many core hours are used, such as \"500 core-h\"",
                            budget});
    const Take until = [&request](const std::string& word) {
        request.until = moment_from(word);
        return request.until ? std::string() : "expected a date, such as 2026-12-01 or \"2026-12-01 18:00\", with Z behind it for UTC";
    };
    line.options.push_back({"--until", {Takes::text, "DATE"}, "plan, submit: begin nothing more from then on", until});
}

Take count_into(std::optional<std::size_t>& count, std::int64_t low) {
    return whole_number(low, campaign_tasks_max, [&count](std::int64_t n) { count = static_cast<std::size_t>(n); });
}

}  // namespace

CommandPlan campaign_command() {
    auto request = std::make_shared<CampaignRequest>();
    CommandPlan plan;
    plan.line.positionals.push_back(
        {"ACTION", "plan, work, merge, watch or submit", into(request->action), 1, 1, {actions.begin(), actions.end()}, Takes::choice});
    plan.line.positionals.push_back(
        {"PLACE", "the scenario of plan, or the campaign's folder, as of all others", into(request->place), 1, 1, {}, Takes::scenario});
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
    add_stopping_options(plan.line, *request);
    add_shared_options(plan.line, request->simulation);
    note_given(plan.line, request);
    plan.line.more =
        "Everything is in the folder: whoever sees it can do a task, twice or two at once, and the results are the same. Exit codes:\n"
        "0 done, and of merge: nothing is missing; 2 wrong usage, or a file that cannot be read or written; 3 the scenario has errors, "
        "the\n"
        "task can never work or a limit is reached (do not try again), or shards that cannot be used; 4 merge: replications are missing; "
        "130 "
        "interrupted.";
    plan.run = [request] { return campaign(*request); };
    return plan;
}

}  // namespace agrocap
