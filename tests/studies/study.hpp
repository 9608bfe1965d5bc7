#pragma once

#include "cli/program.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace agrocap {

/// Writes "plant.toml": a plant whose output depends on chance, and a study "size" of six points.
void write_study(const Workplace& work, const std::string& more = "");

/// The JSON of `agrocap sweep plant.toml --study size OPTIONS`, which must exit 0.
nlohmann::json swept(const Workplace& work, const std::string& options);

std::string digest(const Workplace& work, const std::string& options);

/// "found" and "simulated" of the line that --timing gives.
std::pair<int, int> counts(const std::string& timing);

/// Replications in the study database; 0 if the file is not one yet.
std::size_t stored_in(const std::string& file);

}  // namespace agrocap
