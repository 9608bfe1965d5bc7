#pragma once

#include <span>
#include <string>

namespace agrocap {

/// A script that hands a campaign's open tasks to an engine that exists. It stands in the campaign's folder, to be read and changed.
struct EngineScript {
    const char* engine;  // "slurm"
    const char* file;    // "slurm.sh"
    std::string text;
};

std::span<const EngineScript> engine_scripts();

/// The engine's script, or none.
const EngineScript* find_engine(const std::string& engine);

}  // namespace agrocap
