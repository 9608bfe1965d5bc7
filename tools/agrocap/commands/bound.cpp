#include "bound/bound.hpp"
#include "bound/certificate.hpp"
#include "command.hpp"
#include "console.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "page/bound_page.hpp"
#include "report/bound_report.hpp"
#include "report/bound_tables.hpp"
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
    std::string json, csv, xlsx, certificate;
    PageRequest page;
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

OutputFiles output_files_of(const BoundRequest& request, const Scenario& scenario) {
    OutputFiles outputs;
    for (const ScenarioFile& file : scenario.files) outputs.read("the scenario", file.path);
    outputs.write("--json", request.json);
    outputs.write("--certificate", request.certificate);
    outputs.write_folder("--csv", request.csv, bounds_csv_names());
    outputs.write("--xlsx", request.xlsx);
    outputs.write("--html", request.page.html);
    outputs.read("the map", request.page.map);
    return outputs;
}

/// The command that gives the same bounds again.
std::string command_of(const BoundRequest& request) {
    std::vector<std::string> words{"bound", request.scenario};
    for (const std::string& set : request.set) words.insert(words.end(), {"--set", set});
    for (const std::string& metric : request.metrics) words.insert(words.end(), {"--metric", metric});
    return command_text(words);
}

ExitCode bound(const BoundRequest& request) {
    if (request.json == "-" && request.certificate == "-") {
        print_error("agrocap bound: only one of --json and --certificate can go to stdout\n");
        return ExitCode::wrong_usage;
    }
    const ResolvedText text = resolve_file(request.scenario, request.set);
    const auto read = read_or_complain(text, request.set, Warnings::shown, "nothing was worked out");
    if (!read) return ExitCode::scenario_error;
    const std::vector<std::string> metrics = request.metrics.empty() ? bounded_by_default(read->scenario) : request.metrics;
    if (const std::string fault = fault_of(read->scenario, metrics); !fault.empty()) {
        print_error(fmt::format("agrocap bound: {}\n", fault));
        return ExitCode::wrong_usage;
    }
    output_files_of(request, read->scenario).prepare();

    std::vector<Bound> bounds = bounds_of(read->scenario, metrics);
    for (Bound& one : bounds) find_binding(one, binding_shown);
    const StatedBounds stated = stated_bounds(*read, bounds);
    if (request.json != "-" && request.certificate != "-") print(bounds_text(stated));
    write_text(request.json, bounds_json(stated));
    if (!request.csv.empty()) write_csv_files(request.csv, bounds_csv(stated), bounds_csv_names());
    write_workbook(request.xlsx, [&] {
        return report_workbook({"bound", stated.scenario, stated.files, stated.set}, bounds_report(stated));
    });
    if (!request.page.html.empty()) write_page(request.page, bound_page(stated, page_origin(text, command_of(request))));
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
    plan.line.options.push_back({"--csv", {Takes::folder, "DIR"}, "write bounds.csv and binding.csv into a directory", into(request->csv)});
    plan.line.options.push_back(xlsx_option(request->xlsx));
    add_page_options(plan.line, request->page);
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
