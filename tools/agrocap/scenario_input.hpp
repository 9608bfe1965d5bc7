#pragma once

#include "command_line.hpp"
#include "exit_code.hpp"
#include "scenario/resolve.hpp"
#include "scenario/scenario.hpp"
#include "simulation_options.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

enum class Warnings : std::uint8_t { shown, hidden };

/// Reads a scenario that is going to be used; prints what is wrong to stderr, with `consequence` ("nothing was simulated") after the count.
///
/// Gives: nothing if it has errors.
std::optional<ReadResult> read_or_complain(const std::string& path, const std::vector<std::string>& overrides, Warnings warnings,
                                           const std::string& consequence);

/// The same from a scenario whose files have been read.
std::optional<ReadResult> read_or_complain(const ResolvedText& text, const std::vector<std::string>& overrides, Warnings warnings,
                                           const std::string& consequence);

/// Prints what is wrong with a scenario that was read, as above.
void tell(const ReadResult& read, Warnings warnings, const std::string& consequence);

/// What is wrong with `--probability`, where nothing else is: its questions are read with the scenario, but are no part of its file.
std::optional<UsageFault> fault_of_probability(const SimulationRequest& request, const ReadResult& read);

/// Prints diagnostics with errors to stderr, then "2 errors; nothing was simulated". Gives the exit code for it.
ExitCode complain(const Diagnostics& diagnostics, const ReadResult& read, const std::string& consequence);

/// Prints diagnostics to stderr, each with its line of the scenario that was read.
void show(const Diagnostics& diagnostics, const ReadResult& read);

/// The warnings of a changed scenario that the one without the changes has not.
Diagnostics warnings_beyond(const Diagnostics& changed, const Diagnostics& known);

/// "2 errors, 1 warning"; "no errors, no warnings" has its warnings left out.
std::string count_text(const Diagnostics& diagnostics);

}  // namespace agrocap
