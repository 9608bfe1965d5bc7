#include "explain/reach.hpp"

#include "command.hpp"
#include "console.hpp"
#include "interrupt.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "page/reach_page.hpp"
#include "progress.hpp"
#include "report/atomic_file.hpp"
#include "report/reach_report.hpp"
#include "scenario/piped_file.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"
#include "workbook/result_workbooks.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct ReachRequest {
    SimulationRequest simulation;
    ReachQuestion question;
    std::string folder;  // for the what-if files
};

/// The target that is meant; a complaint if there is none that can be reached.
bool choose_target(const Scenario& scenario, std::string& name) {
    if (name.empty() && scenario.target.size() == 1) name = scenario.target.begin()->first;
    const auto found = scenario.target.find(name);
    std::string known;
    for (const auto& [id, target] : scenario.target) known += (known.empty() ? "" : ", ") + id;
    if (found == scenario.target.end()) {
        print_error(fmt::format(
            "agrocap reach: --target: {}\n  hint: {}\n",
            name.empty() ? "which target is to be reached?" : fmt::format("there is no target \"{}\"", name),
            known.empty() ? "write one into the scenario: [target.NAME] metric = \"output.total\", at_least = …" : "one of " + known));
        return false;
    }
    if (found->second.sense == TargetSense::between || found->second.probability) {
        print_error(fmt::format("agrocap reach: target \"{}\" is no mean that is to be at least or at most something\n", name));
        return false;
    }
    return true;
}

Reach search(const ReachRequest& request, const ResolvedText& text, const Scenario& scenario) {
    Progress progress(request.simulation.quiet);
    ExperimentOptions options = watched(request.simulation.experiment, progress);
    return find_least_change(text, scenario, options, request.question);
}

std::string file_name(std::size_t size) { return fmt::format("reach-{}.toml", size); }

std::vector<std::string> all_file_names() {
    std::vector<std::string> names;
    for (std::size_t point = 0; point < frontier_max; ++point) names.push_back(file_name(point));
    return names;
}

/// Writes a what-if for each point of the frontier that changes something. Gives: their names by point; none without a folder.
std::vector<std::string> write_what_ifs(const ReachRequest& request, const ResolvedText& text, const Reach& reach) {
    std::vector<std::string> files;
    if (request.folder.empty()) return files;
    const std::string base =
        std::filesystem::relative(std::filesystem::absolute(request.simulation.scenario), std::filesystem::absolute(request.folder))
            .generic_string();
    const ResolvedText file = resolve_file(request.simulation.scenario);
    for (std::size_t point = 0; point < reach.frontier.size(); ++point) {
        const bool is_changed = !reach.frontier[point].changes.empty();
        files.push_back(is_changed ? inside(request.folder, file_name(point)) : "");
        if (is_changed) write_file(files.back(), what_if_text(text, file.root, base, reach, reach.frontier[point]));
    }
    return files;
}

/// The command that gives the same answer again.
std::string command_of(const ReachRequest& request) {
    std::vector<std::string> words = words_of("reach", request.simulation);
    words.insert(words.end(), {"--target", request.question.target, "--changes", std::to_string(request.question.changes_max), "--sets",
                               std::to_string(request.question.sets_max)});
    return command_text(words);
}

ExitCode reach_target(ReachRequest& request) {
    const SimulationRequest& simulation = request.simulation;
    const Warnings warnings = simulation.quiet ? Warnings::hidden : Warnings::shown;
    const ResolvedText text = resolve_file(simulation.scenario, simulation.set);
    const auto read = read_or_complain(text, simulation.set, warnings, "nothing was simulated");
    if (!read) return ExitCode::scenario_error;
    if (!choose_target(read->scenario, request.question.target)) return ExitCode::wrong_usage;
    if (!request.folder.empty() && comes_by_pipe(simulation.scenario)) {
        print_error("agrocap reach: --write: what-ifs are laid over the scenario's file, and standard input is none\n");
        return ExitCode::wrong_usage;
    }
    OutputFiles outputs = output_files(simulation, {reach_csv_name}, read->scenario);
    outputs.write_folder("--write", request.folder, all_file_names());
    outputs.prepare();

    const Stopwatch stopwatch;
    const Reach reach = search(request, text, read->scenario);
    if (simulation.timing) print_error(stopwatch.line_of(reach.replications));
    const std::vector<std::string> files = write_what_ifs(request, text, reach);
    if (simulation.json != "-") print(text_of(reach_report(reach, files), screen_of(Channel::out)));
    write_text(simulation.json, reach_json(reach, files));
    if (!simulation.csv.empty()) write_csv_files(simulation.csv, reach_csv(reach), {reach_csv_name});
    write_workbook(simulation.xlsx, [&] {
        return report_workbook({"reach", reach.scenario, read->scenario.files, simulation.set}, reach_report(reach, files));
    });
    if (!simulation.page.html.empty()) write_page(simulation.page, reach_page(reach, files, page_origin(text, command_of(request))));
    return reach.interrupted ? ExitCode::interrupted : ExitCode::ok;
}

Take count_into(std::size_t& count, std::int64_t least, std::int64_t most) {
    return whole_number(least, most, [&count](std::int64_t n) { count = static_cast<std::size_t>(n); });
}

}  // namespace

CommandPlan reach_command() {
    auto request = std::make_shared<ReachRequest>();
    CommandPlan plan;
    add_simulation_options(plan.line, request->simulation);
    for (const char* name : {"--db", "--discard-damaged"})
        refuse_option(plan.line, name, "the search makes up its scenarios as it goes, and keeps none of their replications");
    refuse_option(plan.line, "--precision",
                  "each set of changes is simulated until it is told from the others; --replications says how often");
    for (Option& option : plan.line.options)
        if (option.name == "--csv") option.summary = "write frontier.csv into a directory";
    plan.line.options.push_back(
        {"--target", {Takes::text, "T"}, "the target to reach (default: the only one)", into(request->question.target)});
    plan.line.options.push_back({"--changes",
                                 {Takes::number, "N"},
                                 "make at most N changes together (default: 3)",
                                 count_into(request->question.changes_max, 1, 3)});
    plan.line.options.push_back({"--sets",
                                 {Takes::number, "N"},
                                 "simulate at most N sets of changes of each size (default: 150)",
                                 count_into(request->question.sets_max, 1, 100'000)});
    plan.line.options.push_back(
        {"--write", {Takes::folder, "DIR"}, "write a what-if file for each point of the frontier", into(request->folder)});
    plan.line.more =
        "Exit codes: 0 done, whether the target is reached or not; 2 wrong usage; 3 the scenario has errors; 70 an internal error;\n"
        "130 interrupted (what was found is reported).";
    plan.run = [request] { return reach_target(*request); };
    return plan;
}

}  // namespace agrocap
