#include "scenario_input.hpp"

#include "console.hpp"
#include "observe/asked_metrics.hpp"
#include "report/number_format.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agrocap {

namespace {

/// Only the diagnostics of one severity, in their order.
Diagnostics only(const Diagnostics& diagnostics, Severity severity) {
    Diagnostics kept;
    for (const Diagnostic& one : diagnostics.all()) {
        if (one.severity != severity) continue;
        if (severity == Severity::error) kept.error(one.code, one.at, one.path, one.text, one.hint);
        if (severity == Severity::warning) kept.warning(one.code, one.at, one.path, one.text, one.hint);
    }
    return kept;
}

}  // namespace

std::optional<ReadResult> read_or_complain(const std::string& path, const std::vector<std::string>& overrides, Warnings warnings,
                                           const std::string& consequence) {
    return read_or_complain(resolve_file(path, overrides), overrides, warnings, consequence);
}

std::optional<ReadResult> read_or_complain(const ResolvedText& text, const std::vector<std::string>& overrides, Warnings warnings,
                                           const std::string& consequence) {
    ReadResult read = read_to_run(text, overrides);
    tell(read, warnings, consequence);
    if (read.diagnostics.has_errors()) return std::nullopt;
    return read;
}

void tell(const ReadResult& read, Warnings warnings, const std::string& consequence) {
    const Diagnostics& all = read.diagnostics;
    const Diagnostics shown = warnings == Warnings::shown ? all : only(all, Severity::error);
    if (all.has_errors())
        complain(shown, read, consequence);
    else
        show(shown, read);
}

std::optional<UsageFault> fault_of_probability(const SimulationRequest& request, const ReadResult& read) {
    if (request.probabilities.empty()) return std::nullopt;
    std::optional<UsageFault> fault;
    for (const Diagnostic& one : read.diagnostics.all()) {
        if (one.severity != Severity::error) continue;
        if (one.path != "experiment.probabilities") return std::nullopt;
        if (!fault) fault = UsageFault{"--probability: " + one.text, one.hint};
    }
    return fault;
}

void show(const Diagnostics& diagnostics, const ReadResult& read) {
    print_error(with_coloured_severity(format_diagnostics(diagnostics, read.files, read.texts)));
}

ExitCode complain(const Diagnostics& diagnostics, const ReadResult& read, const std::string& consequence) {
    show(diagnostics, read);
    print_error(fmt::format("{}; {}\n", counted(diagnostics.error_count(), "error"), consequence));
    return ExitCode::scenario_error;
}

Diagnostics warnings_beyond(const Diagnostics& changed, const Diagnostics& known) {
    Diagnostics beyond;
    for (const Diagnostic& one : changed.all()) {
        const auto is_it = [&one](const Diagnostic& other) {
            return other.code == one.code && other.path == one.path && other.text == one.text;
        };
        if (one.severity == Severity::warning && std::none_of(known.all().begin(), known.all().end(), is_it))
            beyond.warning(one.code, one.at, one.path, one.text, one.hint);
    }
    return beyond;
}

std::string count_text(const Diagnostics& diagnostics) {
    const std::size_t errors = diagnostics.error_count();
    const std::size_t warnings = diagnostics.all().size() - errors;
    return counted(errors, "error") + (warnings > 0 ? ", " + counted(warnings, "warning") : "");
}

}  // namespace agrocap
