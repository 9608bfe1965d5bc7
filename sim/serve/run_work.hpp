#pragma once

#include "serve/live_figures.hpp"
#include "serve/run_question.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>

namespace agrocap {

/// Who looks on while something is worked out, and may stop it.
struct RunWatch {
    const std::atomic<bool>& stop;
    std::function<void(std::size_t done, std::size_t planned)> progress;
    TellFigures figures;
    unsigned threads = 0;
};

/// What it came to, in the bytes that the command would write with --json, --html and --xlsx.
struct RunAnswer {
    std::string json, html, workbook;  // empty: there is none
    std::string digest = {};
    bool is_whole = true;          // else it was stopped, and this is of what was finished
    std::size_t replications = 0;  // that it rests on, of a run or a check; 0: others say so themselves
};

/// Works it out with the functions that the command has. Errors: `RefusedRequest` for a scenario with errors and for what it cannot be
/// asked; those of the command.
RunAnswer answer_run(const ServedFolder& folder, const RunQuestion& question, const RunWatch& watch);

}  // namespace agrocap
