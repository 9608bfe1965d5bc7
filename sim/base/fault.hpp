#pragma once

#include <stdexcept>
#include <string>

namespace agrocap {

/// A fault of the scenario that only a run can find, such as a deadlock: exit code 3. `what()` is the whole message.
struct ScenarioFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A run was asked to stop and has stopped in its midst: what it came to by then is no result.
struct RunStopped {};

/// Our mistake: an invariant does not hold: exit code 70.
struct InvariantBroken : std::logic_error {
    using std::logic_error::logic_error;
};

}  // namespace agrocap
