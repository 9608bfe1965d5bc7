#include "command.hpp"
#include "console.hpp"
#include "scenario/reference.hpp"

#include <memory>

namespace agrocap {

CommandPlan schema_command() {
    auto markdown = std::make_shared<bool>(false);
    CommandPlan plan;
    plan.line.options.push_back({"--markdown", {}, "the reference page of the language instead", into(*markdown)});
    plan.line.more = "To have an editor check and complete scenarios: agrocap schema > agrocap.schema.json";
    plan.run = [markdown] {
        print(*markdown ? scenario_reference_markdown() : json_schema());
        return ExitCode::ok;
    };
    return plan;
}

}  // namespace agrocap
