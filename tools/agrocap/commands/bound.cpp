#include "bound/bound.hpp"
#include "bound/certificate.hpp"
#include "command.hpp"
#include "console.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "report/bound_report.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct BoundRequest {
    std::string scenario;
    std::vector<std::string> set, metrics;
    std::string json, certificate;
};

/// What is wrong with the request for this scenario; empty if nothing.
std::string fault_of(const Scenario& scenario, const std::vector<std::string>& metrics) {
    if (scenario.warmup_auto)
        return "warmup: \"auto\" is found by simulating, and a bound needs its length\n"
               "  hint: give one, such as --set scenario.warmup='\"30 d\"'";
    for (const std::string& metric : metrics)
        if (!can_be_bounded(scenario, metric))
            return fmt::format("--metric {}: there are bounds of output.… and sales.… only\n  hint: \"agrocap metrics\" lists them",
                               metric);
    return {};
}

ExitCode bound(const BoundRequest& request) {
    const auto read = read_or_complain(request.scenario, request.set, Warnings::shown, "nothing was worked out");
    if (!read) return ExitCode::scenario_error;
    const std::vector<std::string> metrics = request.metrics.empty() ? bounded_by_default(read->scenario) : request.metrics;
    if (const std::string fault = fault_of(read->scenario, metrics); !fault.empty()) {
        print_error(fmt::format("agrocap bound: {}\n", fault));
        return ExitCode::wrong_usage;
    }
    OutputFiles outputs;
    outputs.write("--json", request.json);
    outputs.write("--certificate", request.certificate);
    for (const ScenarioFile& file : read->scenario.files) outputs.read("the scenario", file.path);
    outputs.prepare();

    std::vector<Bound> bounds = bounds_of(read->scenario, metrics);
    for (Bound& one : bounds) find_binding(one, binding_shown);
    if (request.json != "-" && request.certificate != "-") print(bounds_text(*read, bounds));
    write_text(request.json, bounds_json(*read, bounds));
    if (request.certificate.empty()) return ExitCode::ok;
    if (!bounds.front().proof) {
        print_error(fmt::format("agrocap bound: {}: there is no bound, and so no certificate\n", bounds.front().metric));
        return ExitCode::target_failed;
    }
    write_text(request.certificate, certificate_of(bounds.front()));
    return ExitCode::ok;
}

}  // namespace

CommandPlan bound_command() {
    auto request = std::make_shared<BoundRequest>();
    CommandPlan plan;
    plan.line.options.push_back(set_option(request->set));
    plan.line.options.push_back({"--metric",
                                 {Takes::text, "METRIC"},
                                 "bound this metric, such as output.plant.semey (default: output.total, and sales where there are markets)",
                                 into(request->metrics),
                                 Times::many});
    plan.line.options.push_back(
        {"--json", {Takes::file, "FILE"}, "write the bounds as JSON; \"-\" writes them to stdout, alone", into(request->json)});
    plan.line.options.push_back(
        {"--certificate",
         {Takes::file, "FILE"},
         "write the first metric's program and multipliers, which tools/check-certificate verifies; \"-\" for stdout",
         into(request->certificate)});
    plan.line.positionals.push_back({"SCENARIO", "a scenario file (TOML)", into(request->scenario), 1, 1, {}});
    plan.line.more =
        "Nothing is simulated: a linear program of the whole scenario is solved and its optimum proven. docs/bound.md says what exactly\n"
        "is proven. Exit codes: 0 done; 1 nothing bounds what a certificate was asked of; 2 wrong usage; 3 the scenario has errors.";
    plan.run = [request] { return bound(*request); };
    return plan;
}

}  // namespace agrocap
