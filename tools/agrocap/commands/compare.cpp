#include "experiment/comparison.hpp"

#include "command.hpp"
#include "console.hpp"
#include "interrupt.hpp"
#include "output_files.hpp"
#include "progress.hpp"
#include "report/atomic_file.hpp"
#include "report/comparison_report.hpp"
#include "scenario/diagnostic.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace agrocap {

namespace {

struct CompareRequest {
    SimulationRequest simulation;
    std::string base;
    std::vector<std::string> whatifs;
    std::vector<std::string> metrics;
};

/// Reads all scenarios and complains about all that have errors; nothing if one has.
std::optional<std::vector<ReadResult>> read_all(const CompareRequest& request) {
    std::vector<std::string> paths{request.base};
    paths.insert(paths.end(), request.whatifs.begin(), request.whatifs.end());
    const Warnings warnings = request.simulation.quiet ? Warnings::hidden : Warnings::shown;
    std::vector<ReadResult> reads;
    for (const std::string& path : paths) {
        auto read = read_or_complain(path, request.simulation.set, warnings, "nothing was simulated");
        if (read) reads.push_back(std::move(*read));
    }
    if (reads.size() < paths.size()) return std::nullopt;
    return reads;
}

/// Says which of the metrics asked for a scenario does not have. Gives: whether all are there.
bool have_metrics(const std::vector<const Scenario*>& scenarios, const std::vector<std::string>& metrics) {
    for (const Scenario* scenario : scenarios) {
        const std::vector<std::string> names = metric_names(*scenario);
        for (const std::string& metric : metrics) {
            if (std::find(names.begin(), names.end(), metric) != names.end()) continue;
            print_error(fmt::format("agrocap compare: --metric: {} has no \"{}\"\n", scenario->files.front().path, metric));
            const std::string near = nearest_name(metric, names);
            if (!near.empty()) print_error(fmt::format("  hint: did you mean \"{}\"?\n", near));
            return false;
        }
    }
    return true;
}

Comparison simulate(const SimulationRequest& request, const std::vector<const Scenario*>& scenarios,
                    const std::vector<std::string>& metrics) {
    const bool shown = !request.quiet && is_screen(Channel::err);
    Progress progress(shown ? Progress::Mode::shown : Progress::Mode::hidden);
    ExperimentOptions options = request.experiment;
    options.progress = [&progress](std::size_t done, std::size_t planned) { progress.update(done, planned); };
    options.stop = &stop_on_interrupt();
    return run_comparison(scenarios, options, metrics);
}

/// Events and time of all scenarios together.
ExperimentResult whole_of(const Comparison& comparison) {
    ExperimentResult whole;
    whole.threads = comparison.base.threads;
    whole.events = comparison.base.events;
    whole.wall_s = comparison.base.wall_s;
    for (const WhatIfComparison& whatif : comparison.whatifs) {
        whole.events += whatif.result.events;
        whole.wall_s += whatif.result.wall_s;
    }
    return whole;
}

ExitCode compare(const CompareRequest& request) {
    const auto reads = read_all(request);
    if (!reads) return ExitCode::scenario_error;
    ComparedScenarios compared;
    for (const ReadResult& read : *reads) compared.scenarios.push_back(&read.scenario);
    for (const std::string& whatif : request.whatifs)
        compared.differences.push_back(diff_scenarios(request.base, whatif, request.simulation.set).differences);
    if (!have_metrics(compared.scenarios, request.metrics)) return ExitCode::wrong_usage;
    for (const Scenario* scenario : compared.scenarios) output_files(request.simulation, {comparison_csv_name}, *scenario).prepare();

    const std::vector<std::string> metrics = request.metrics.empty() ? default_compared(compared.scenarios) : request.metrics;
    const Comparison comparison = simulate(request.simulation, compared.scenarios, metrics);
    if (comparison.interrupted) {
        print_error("interrupted before all scenarios were finished: there is nothing to compare\n");
        return ExitCode::interrupted;
    }
    const std::string& json = request.simulation.json;
    if (json == "-")
        print(comparison_json(compared, comparison));
    else
        print(text_of(comparison_report(compared, comparison), colour_of(Channel::out)));
    if (request.simulation.timing) print_error(timing_line(whole_of(comparison)) + "\n");
    if (!json.empty() && json != "-") write_file(json, comparison_json(compared, comparison));
    if (!request.simulation.csv.empty()) {
        const CsvFile file = comparison_csv(compared, comparison);
        write_file((std::filesystem::path(request.simulation.csv) / file.name).string(), file.text);
    }
    return ExitCode::ok;
}

}  // namespace

CommandPlan compare_command() {
    auto request = std::make_shared<CompareRequest>();
    CommandPlan plan;
    add_simulation_options(plan.line, request->simulation);
    refuse_option(plan.line, "--db",
                  "a comparison keeps no database; run --db keeps a scenario's replications, and sweep compares stored points");
    refuse_option(plan.line, "--discard-damaged", "a comparison keeps no database");
    for (Option& option : plan.line.options) {
        if (option.name == "--csv") option.summary = "write comparison.csv into a directory";
        if (option.name == "--confidence") option.summary = "confidence that all intervals hold at once";
        if (option.name == "--precision") option.summary = "as many replications as the base needs for P";
        if (option.name == "--set") option.summary = "change one key of all scenarios, such as plant.a.calendar=\"two-shift\"";
    }
    plan.line.options.push_back({"--metric",
                                 {Takes::metric, "NAME"},
                                 "metric to compare, over the base's focus metrics and the totals of output, sales and margin",
                                 into(request->metrics),
                                 Times::many});
    plan.line.positionals = {{"BASE", "a scenario file (TOML)", into(request->base), 1, 1, {}},
                             {"WHATIF", "what it is compared with", into(request->whatifs), 1, std::numeric_limits<int>::max(), {}}};
    plan.line.more =
        "All scenarios run with the same seed and the same replications; each random quantity draws from a stream keyed by its name, so\n"
        "that what does not differ meets the same luck. Exit codes: 0 done, whatever differs; 2 wrong usage; 3 a scenario has errors;\n"
        "70 an internal error; 130 interrupted.";
    plan.run = [request] { return compare(*request); };
    return plan;
}

}  // namespace agrocap
