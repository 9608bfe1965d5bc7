#include "base/visible_text.hpp"
#include "command.hpp"
#include "console.hpp"
#include "observe/asked_metrics.hpp"
#include "output_files.hpp"
#include "outputs.hpp"
#include "report/diagnostics_json.hpp"
#include "scenario_input.hpp"
#include "simulation_options.hpp"

#include <fmt/format.h>

#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace agrocap {

namespace {

struct ValidateRequest {
    std::vector<std::string> scenarios;
    std::vector<std::string> set;
    std::string json, sarif;  // files, "-" for stdout, empty for none
};

ExitCode validate_all(const ValidateRequest& request) {
    if (request.json == "-" && request.sarif == "-") {
        print_error("agrocap validate: only one of --json and --sarif can go to stdout\n");
        return ExitCode::wrong_usage;
    }
    OutputFiles files;
    files.write("--json", request.json);
    files.write("--sarif", request.sarif);
    std::vector<ReadResult> reads;
    for (const std::string& path : request.scenarios) {
        reads.push_back(read_to_run(resolve_file(path, request.set), request.set));
        files.read("the scenario", path);
        for (const ScenarioFile& file : reads.back().scenario.files) files.read("the scenario", file.path);
    }
    files.prepare();
    ExitCode code = ExitCode::ok;
    std::vector<FiledDiagnostics> filed;
    const bool data_alone = request.json == "-" || request.sarif == "-";  // on stdout
    for (std::size_t i = 0; i < reads.size(); ++i) {
        ReadResult& read = reads[i];
        show(read.diagnostics, read);
        const char* them = read.diagnostics.error_count() == 1 ? "it" : "them";
        const std::string rest =
            read.more_may_follow ? fmt::format("; mend {0} and ask again: what leans on {0} was not judged", them) : std::string();
        if (!data_alone) print(fmt::format("{}: {}{}\n", visible(request.scenarios[i]), count_text(read.diagnostics), rest));
        if (read.diagnostics.has_errors()) code = ExitCode::scenario_error;
        filed.push_back({std::move(read.diagnostics), std::move(read.files)});
    }
    write_text(request.json, request.json.empty() ? "" : diagnostics_json(filed));
    write_text(request.sarif, request.sarif.empty() ? "" : diagnostics_sarif(filed));
    return code;
}

}  // namespace

CommandPlan validate_command() {
    auto request = std::make_shared<ValidateRequest>();
    CommandPlan plan;
    plan.line.options.push_back(set_option(request->set));
    plan.line.options.push_back(
        {"--json", {Takes::file, "FILE"}, "write the messages as JSON; \"-\" writes them to stdout, alone", into(request->json)});
    plan.line.options.push_back({"--sarif",
                                 {Takes::file, "FILE"},
                                 "write the messages as SARIF 2.1.0, for code hosts and editors; \"-\" as for --json",
                                 into(request->sarif)});
    plan.line.positionals.push_back(
        {"SCENARIO", "a scenario file (TOML)", into(request->scenarios), 1, std::numeric_limits<int>::max(), {}});
    plan.line.more = "Nothing is simulated. Exit codes: 0 no errors; 2 wrong usage; 3 a scenario has errors.";
    plan.run = [request] { return validate_all(*request); };
    return plan;
}

}  // namespace agrocap
