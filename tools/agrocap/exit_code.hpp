#pragma once

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

}  // namespace agrocap
