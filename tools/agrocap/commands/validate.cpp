#include "base/visible_text.hpp"
#include "command.hpp"
#include "console.hpp"
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
};

ExitCode validate_all(const ValidateRequest& request) {
    ExitCode code = ExitCode::ok;
    for (const std::string& path : request.scenarios) {
        const ReadResult read = read_scenario(path, request.set);
        print_error(with_coloured_severity(format_diagnostics(read.diagnostics, read.files)));
        print(fmt::format("{}: {}\n", visible(path), count_text(read.diagnostics)));
        if (read.diagnostics.has_errors()) code = ExitCode::scenario_error;
    }
    return code;
}

}  // namespace

CommandPlan validate_command() {
    auto request = std::make_shared<ValidateRequest>();
    CommandPlan plan;
    plan.line.options.push_back(set_option(request->set));
    plan.line.positionals.push_back(
        {"SCENARIO", "a scenario file (TOML)", into(request->scenarios), 1, std::numeric_limits<int>::max(), {}});
    plan.line.more = "Nothing is simulated. Exit codes: 0 no errors, 2 wrong usage, 3 a scenario has errors.";
    plan.run = [request] { return validate_all(*request); };
    return plan;
}

}  // namespace agrocap
