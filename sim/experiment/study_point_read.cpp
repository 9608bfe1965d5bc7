#include "experiment/study_point_read.hpp"

#include "observe/asked_metrics.hpp"
#include "scenario/diagnostic.hpp"

#include <fmt/format.h>

#include <utility>

namespace agrocap {

namespace {

/// Errors only: a warning is no reason.
std::string reason_of(const ReadResult& read) {
    Diagnostics errors;
    for (const Diagnostic& one : read.diagnostics.all())
        if (one.severity == Severity::error) errors.error(one.code, one.at, one.path, one.text, one.hint);
    std::string text = format_diagnostics(errors, read.files);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace

ResolvedText without_studies(ResolvedText scenario) {
    scenario.root.members.erase("study");
    return scenario;
}

StudyPointRead read_point(const ResolvedText& scenario, const Design& design, std::size_t point) {
    StudyPointRead result{.text = scenario, .scenario = {}, .refused = {}};
    apply_overrides(result.text, design.overrides(point), fmt::format("point {}", point + 1));
    ReadResult read = read_to_run(result.text);
    if (read.diagnostics.has_errors())
        result.refused = reason_of(read);
    else
        result.scenario = std::move(read.scenario);
    return result;
}

}  // namespace agrocap
