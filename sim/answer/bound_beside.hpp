#pragma once

#include "bound/binding_limits.hpp"
#include "bound/bound.hpp"
#include "report/why.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace agrocap {

/// Bounds worked out on a thread of their own while a scenario is simulated. None of scenarios that are so large that one would wait for
/// them, nor where the warm-up is yet to be found. A fault on the way costs what was being worked out, never the results beside it; what
/// is missing has a note.
class BoundBeside {
  public:
    enum class Tell : std::uint8_t { bounds, limits };
    enum class Start : std::uint8_t { now, when_told };
    /// How bounds are worked out, and what makes the first of them.
    struct Work {
        using Prove = std::vector<Bound>(const Scenario&, const std::vector<std::string>&);
        std::function<Prove> prove = static_cast<Prove*>(bounds_of);  // targets have bounds, too
        std::function<std::optional<BindingLimits>(const std::vector<Bound>&)> limit = binding_limits;
    };

    /// `tell`: whether what the bounds are made by is asked for, too, which takes as long again as proving one. Requires: the scenario is
    /// sound and outlives this.
    BoundBeside(const Scenario& scenario, std::vector<std::string> metrics, Tell tell = Tell::bounds, Start start = Start::now);
    /// The same in another way, limits and all, at once.
    BoundBeside(const Scenario& scenario, std::vector<std::string> metrics, const Work& how);
    BoundBeside(const BoundBeside&) = delete;
    BoundBeside& operator=(const BoundBeside&) = delete;
    ~BoundBeside();

    /// Begins with them, unless that has been done: until somebody has seen a first result, all processors are wanted for it.
    void begin();
    /// Waits for them: those that there are. Begins where nobody has.
    const std::vector<Bound>& wait();
    /// Waits, too: what the first of them is made by, if that was asked for.
    const std::optional<BindingLimits>& limits();
    /// Waits, too: of each metric without a bound, or with one of which nobody knows what makes it, why that is.
    const BoundNotes& notes();

  private:
    BoundBeside(const Scenario& scenario, std::vector<std::string> metrics, Tell tell, const Work& how);
    void find(const Scenario& scenario, Tell tell, const Work& how);
    void note_all(const std::string& note);

    std::vector<std::string> metrics_;
    BoundNotes notes_;
    std::vector<Bound> bounds_;
    std::optional<BindingLimits> limits_;
    std::function<void()> work_;  // that has not begun
    std::thread thread_;
};

/// The metrics of a scenario's targets that can be bounded, each once.
std::vector<std::string> bounded_targets(const Scenario& scenario);

/// Each metric with what its mean is proven not to exceed.
std::map<std::string, double> values_of(const std::vector<Bound>& bounds);

}  // namespace agrocap
