#include "command.hpp"
#include "console.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "report/metric_list.hpp"
#include "scenario/diagnostic.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct MetricsRequest {
    std::vector<std::string> words;  // SCENARIO, PATTERN or both
    std::vector<std::string> set;
    std::string json;
    bool markdown = false;
};

/// Of two words the first is the scenario; one alone is, if it looks like a file.
bool names_a_file(const MetricsRequest& request) {
    if (request.words.empty()) return false;
    const std::string& word = request.words.front();
    return request.words.size() == 2 || word.ends_with(".toml") || word.find('/') != std::string::npos || std::filesystem::exists(word);
}

/// What a pattern may be meant to be: the names, and the words between their points.
std::vector<std::string> words_of_names(const std::vector<ListedMetric>& metrics) {
    std::set<std::string> words;
    for (const ListedMetric& metric : metrics) {
        words.insert(metric.name);
        std::istringstream parts(metric.name);
        for (std::string part; std::getline(parts, part, '.');) words.insert(part);
    }
    return {words.begin(), words.end()};
}

ExitCode list(const MetricsRequest& request) {
    std::optional<ReadResult> read;
    std::vector<ListedMetric> metrics = declared_metrics();
    if (names_a_file(request)) {
        read = read_or_complain(request.words.front(), request.set, Warnings::hidden, "no metrics to list");
        if (!read) return ExitCode::scenario_error;
        metrics = list_metrics(read->scenario);
    }
    OutputFiles outputs;
    outputs.write("--json", request.json);
    if (read)
        for (const ScenarioFile& file : read->scenario.files) outputs.read("the scenario", file.path);
    outputs.prepare();
    const std::size_t files = read ? 1 : 0;
    if (request.words.size() > files) {
        const std::string& meant = request.words[files];
        const std::string near = nearest_name(meant, words_of_names(metrics));
        metrics = select_metrics(std::move(metrics), meant);
        if (metrics.empty())
            return refuse("agrocap metrics",
                          {fmt::format("PATTERN: no metric has \"{}\" in its name", meant),
                           near.empty() ? fmt::format("\"agrocap metrics{}\" lists all", read ? " " + request.words.front() : "")
                                        : fmt::format("did you mean \"{}\"?", near)});
    }
    const std::string json = request.json.empty() ? "" : metric_list_json(metrics, read ? &read->scenario : nullptr);
    if (request.json != "-") print(metric_list_text(metrics));
    write_text(request.json, json);
    return ExitCode::ok;
}

}  // namespace

CommandPlan metrics_command() {
    auto request = std::make_shared<MetricsRequest>();
    CommandPlan plan;
    plan.line.options.push_back(set_option(request->set));
    plan.line.options.push_back(
        {"--json", {Takes::file, "FILE"}, "write the list as JSON; \"-\" writes it to stdout, alone", into(request->json)});
    plan.line.options.push_back({"--markdown", {}, "the page of all metrics instead", into(request->markdown)});
    plan.line.positionals.push_back({"SCENARIO",
                                     "a scenario file (TOML), whose own metrics are listed; without one the patterns of all",
                                     into(request->words),
                                     0,
                                     1,
                                     {}});
    plan.line.positionals.push_back(
        {"PATTERN", "part of a name, or all of it with * for any text, such as 'state.*.down'", into(request->words), 0, 1, {}});
    plan.line.more =
        "Capital words of a pattern stand for ids: output.plant.PLANT is output.plant.semey. Exit codes: 0 done; 2 wrong usage, or no\n"
        "metric has that name; 3 the scenario has errors.";
    plan.run = [request] {
        if (!request->markdown) return list(*request);
        print(metrics_markdown());
        return ExitCode::ok;
    };
    return plan;
}

}  // namespace agrocap
