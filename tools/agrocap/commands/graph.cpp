#include "archive/results_file.hpp"
#include "command.hpp"
#include "console.hpp"
#include "report/metric_lookup.hpp"
#include "report/supply_graph.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct GraphRequest {
    std::string scenario, format = "dot", plant, item, results;
    GraphLayout layout = GraphLayout::stage;
    std::vector<std::string> set;
};

/// The run of a results file, with a warning where it is of another scenario; nothing, with a complaint, where it has none.
std::optional<ExperimentResult> run_in(const std::string& path, const std::string& scenario) {
    std::vector<ResultsFile> files = read_results(path);
    if (files.size() == 1 && files.front().run) {
        if (const std::string& other = files.front().scenario; other != scenario)
            print_error(
                fmt::format("warning: {} holds results of \"{}\", and this is \"{}\": what is called otherwise there has no figures\n",
                            path, other, scenario));
        return std::move(files.front().run);
    }
    print_error(fmt::format("agrocap graph: --results: {} does not hold the results of one run\n", path));
    return std::nullopt;
}

Take format_into(std::string& format) {
    return [&format](const std::string& word) -> std::string {
        if (word != "dot" && word != "graphml") return "expected dot or graphml";
        format = word;
        return {};
    };
}

/// Whether the table has the id that an option names; complains if not.
template <class T>
bool has_id(const Keyed<T>& table, const std::string& id, const std::string& kind) {
    if (id.empty() || table.contains(id)) return true;
    std::vector<std::string> ids;
    for (const auto& [known, row] : table) ids.push_back(known);
    const std::string near = nearest_name(id, ids);
    print_error(fmt::format("agrocap graph: --{}: the scenario has no {} \"{}\"\n", kind, kind, id));
    if (!near.empty()) print_error(fmt::format("  hint: did you mean \"{}\"?\n", near));
    return false;
}

LabelledGraph graph_of(const Scenario& scenario, const GraphRequest& request, const MetricLookup* results) {
    if (!request.plant.empty()) return plant_graph(scenario, request.plant, results);
    if (!request.item.empty()) return item_graph(scenario, request.item);
    return whole_graph(scenario, {request.layout, results});
}

ExitCode graph(const GraphRequest& request) {
    const auto read = read_or_complain(request.scenario, request.set, Warnings::hidden, "nothing was drawn");
    if (!read) return ExitCode::scenario_error;
    const Scenario& scenario = read->scenario;
    if (!has_id(scenario.plant, request.plant, "plant") || !has_id(scenario.item, request.item, "item")) return ExitCode::wrong_usage;
    std::optional<ExperimentResult> run;
    if (!request.results.empty() && !(run = run_in(request.results, *scenario.name))) return ExitCode::wrong_usage;
    std::optional<MetricLookup> results;
    if (run) results.emplace(*run);
    const LabelledGraph drawing = graph_of(scenario, request, results ? &*results : nullptr);
    print(request.format == "dot" ? as_dot(drawing) : as_graphml(drawing));
    return ExitCode::ok;
}

}  // namespace

CommandPlan graph_command() {
    auto request = std::make_shared<GraphRequest>();
    CommandPlan plan;
    plan.line.options.push_back({"--format",
                                 {Takes::choice, "FORMAT"},
                                 "dot for Graphviz (default), or graphml for yEd, Gephi and others",
                                 format_into(request->format),
                                 Times::once,
                                 false,
                                 {"dot", "graphml"}});
    plan.line.options.push_back(
        {"--plant", {Takes::text, "ID"}, "one plant: stations, stores, who fills them, where its lanes lead", into(request->plant)});
    plan.line.options.push_back(
        {"--item", {Takes::text, "ID"}, "one item: its bill of materials, who makes and supplies it, who wants it", into(request->item)});
    plan.line.options.push_back({"--layout",
                                 {Takes::choice, "LAYOUT"},
                                 "of the whole: stage, from suppliers to markets (default), or map, where `at` says",
                                 [request](const std::string& word) -> std::string {
                                     if (word != "stage" && word != "map") return "expected stage or map";
                                     request->layout = word == "map" ? GraphLayout::map : GraphLayout::stage;
                                     return {};
                                 },
                                 Times::once,
                                 false,
                                 {"stage", "map"}});
    plan.line.options.push_back({"--results",
                                 {Takes::results, "FILE"},
                                 "results of a run (JSON): show utilisation as colour, flows as widths, queues and sales",
                                 into(request->results)});
    plan.line.options.push_back(set_option(request->set));
    plan.line.exclusive.emplace_back("--plant", "--item");
    plan.line.exclusive.emplace_back("--item", "--results");
    plan.line.exclusive.emplace_back("--plant", "--layout");
    plan.line.exclusive.emplace_back("--item", "--layout");
    plan.line.positionals.push_back({"SCENARIO", "a scenario file (TOML)", into(request->scenario), 1, 1, {}});
    plan.line.more =
        "A picture, with Graphviz: agrocap graph SCENARIO | dot -Tsvg > network.svg\n"
        "The same as a map:             agrocap graph SCENARIO --layout map | neato -n -Tsvg > map.svg\n"
        "Exit codes: 0 done; 2 wrong usage; 3 the scenario has errors.";
    plan.run = [request] { return graph(*request); };
    return plan;
}

}  // namespace agrocap
