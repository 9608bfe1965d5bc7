#pragma once

#include "experiment/experiment.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// A word as a shell takes it back: in quotes where it needs them.
std::string shell_word(const std::string& word);

/// The command with its words, as a shell takes them.
std::string command_text(const std::vector<std::string>& words);

/// The words that have a scenario simulated so: the command, the scenario, what is set, and the options that decide the numbers.
std::vector<std::string> simulation_words(const std::string& command, const std::string& scenario, const std::vector<std::string>& set,
                                          const ExperimentOptions& options);

}  // namespace agrocap
