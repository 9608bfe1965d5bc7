#include "workbook/provenance.hpp"

#include "base/version.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

namespace agrocap {

Facts provenance(const WorkbookOrigin& origin) {
    Facts facts{{"program", std::string("agrocap ") + version()}, {"command", origin.command}};
    if (!origin.scenario.empty()) facts.emplace_back("scenario", origin.scenario);
    for (const ScenarioFile& file : origin.files) facts.emplace_back("file", fmt::format("{}  SHA-256 {}", file.path, file.sha256));
    for (const std::string& option : origin.set) facts.emplace_back("--set", option);
    return facts;
}

Facts provenance(const WorkbookOrigin& origin, const ExperimentResult& result) {
    Facts facts = provenance(origin);
    facts.emplace_back("digest", result.digest);
    facts.emplace_back("seed", std::to_string(result.seed));
    facts.emplace_back(result.batches > 0 ? "batches" : "replications", std::to_string(result.values.size()));
    facts.emplace_back("confidence", exact_number(result.confidence));
    facts.emplace_back("measured", days_text(result.measured_days));
    facts.emplace_back("warm-up", days_text(result.warmup_days));
    if (result.interrupted) facts.emplace_back("interrupted", "yes");
    facts.emplace_back("to reproduce", "write the results with --json FILE, then: agrocap reproduce FILE");
    return facts;
}

}  // namespace agrocap
