#pragma once

#include <array>

namespace agrocap {

/// What the program tells the shell. The numbers are part of the interface.
enum class ExitCode : int {
    ok = 0,
    target_failed = 1,
    wrong_usage = 2,
    scenario_error = 3,
    undecided = 4,
    impossible = 5,
    internal_error = 70,
    interrupted = 130,
};

struct ExitCodeRow {
    ExitCode code;
    const char* meaning;
};

/// All of them, for the pages; a command's own help says what they mean there.
inline constexpr std::array exit_code_rows{
    ExitCodeRow{ExitCode::ok, "done; of `check`: every target passed; of `reproduce`: equal to the last bit"},
    ExitCodeRow{ExitCode::target_failed, "a target failed; `optimise`: no point meets the targets; `reproduce`: results differ"},
    ExitCodeRow{ExitCode::wrong_usage, "wrong usage, or a file that cannot be read or written, a damaged database, no memory"},
    ExitCodeRow{ExitCode::scenario_error, "a scenario has errors; of `sweep`: all its points"},
    ExitCodeRow{ExitCode::undecided, "undecided: replications ran out"},
    ExitCodeRow{ExitCode::impossible, "a target is impossible"},
    ExitCodeRow{ExitCode::internal_error, "an internal error"},
    ExitCodeRow{ExitCode::interrupted, "interrupted (Ctrl-C); what was finished is stored or reported"},
};

}  // namespace agrocap
