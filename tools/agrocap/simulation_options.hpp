#pragma once

#include "command_line.hpp"
#include "experiment/experiment.hpp"
#include "page_output.hpp"

#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace agrocap {

/// What every simulating command can be asked.
struct SimulationRequest {
    std::string scenario;
    std::vector<std::string> set;
    std::vector<std::string> probabilities;  // of --probability, as TOML; they stand in `set`, too
    ExperimentOptions experiment;
    std::string json;  // a file, "-" for stdout, empty for none
    std::string csv;   // a directory, empty for none
    std::string xlsx;  // a file, empty for none
    PageRequest page;
    std::string db;  // a study database, empty for none
    bool discard_damaged = false;
    bool timing = false;
    bool quiet = false;
};

/// What the help says of `--timing` where the JSON has a part "performance".
inline constexpr const char* timing_in_json = "say how fast it ran, here and in the JSON";

/// Declares the options that every simulating command takes. Requires: `request` outlives the line.
void add_simulation_options(CommandLine& line, SimulationRequest& request);

/// The command with the options that decide its results: what has to be typed to have them again.
std::vector<std::string> words_of(const std::string& command, const SimulationRequest& request);

/// `--threads N`, which every command takes that simulates. Requires: `options` outlives the line.
Option threads_option(ExperimentOptions& options);

/// An option of the other simulating commands that this one has no use for, in place of what `line` may take by this name: not in the
/// help; given, it is wrong usage, and `why` says so.
void refuse_option(CommandLine& line, const std::string& name, const std::string& why);

/// All of the word as a number, or nothing.
template <class Number>
std::optional<Number> number_from(std::string_view word) {
    Number number{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return number;
}

/// `--xlsx FILE`, and `--markdown FILE|-` for a pull request. Requires: the text outlives the line.
Option xlsx_option(std::string& file);
Option markdown_option(std::string& file);

/// Takes a whole number from `low` to `high`.
Take whole_number(std::int64_t low, std::int64_t high, const std::function<void(std::int64_t)>& store);

/// `--series EVERY`. Requires: `options` outlives the line.
Option series_option(ExperimentOptions& options);

/// `--probability METRIC>=NUMBER` and `--batches N`, each as overrides of the scenario. Requires: what they take outlives the line.
Option probability_option(SimulationRequest& request);
Option batches_option(std::vector<std::string>& overrides);

/// `--set PATH=VALUE`, which the reading commands take, too.
Option set_option(std::vector<std::string>& overrides,
                  const std::string& summary = "change one key of the scenario, such as plant.a.calendar=\"two-shift\"");

}  // namespace agrocap
