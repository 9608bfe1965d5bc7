#pragma once

#include <atomic>

namespace agrocap {

/// Until there is something worth an orderly end, Ctrl-C and SIGTERM end the program at once, with a word and exit code 130. Files that it
/// writes have no name until they are whole, so none is left in parts.
void end_on_interrupt();

/// From now on Ctrl-C and SIGTERM ask for an orderly end; a second one ends the program at once with exit code 130, and so does time: two
/// seconds after the first nothing runs any more.
///
/// Gives: the flag that they set, for `ExperimentOptions::stop`.
const std::atomic<bool>& stop_on_interrupt();

}  // namespace agrocap
