#pragma once

#include "explain/cause.hpp"
#include "explain/counted_output.hpp"
#include "model/state/run.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace agrocap {

/// A scenario with some of its causes on and the others off; of one of these that has parts perhaps some parts only.
struct Variant {
    CauseSet on;
    Cause parted = Cause::mix;  // mix: none is
    std::uint32_t parts = 0;    // of `parted` that are on: bit i is that of group i, see `Variants::group_parts`

    friend auto operator<=>(const Variant&, const Variant&) = default;
};

/// The variants of one scenario, each compiled when it is first asked for and then shared by all threads; all on common random numbers.
class Variants {
  public:
    /// Keeps its own copy of the scenario, without targets and questions. Requires: a warm-up that is settled.
    Variants(const Scenario& scenario, CountedOutput counted, std::uint64_t seed);
    ~Variants();
    Variants(const Variants&) = delete;
    Variants& operator=(const Variants&) = delete;

    /// Those that can be switched off and that the scenario has, in the order of accounts.
    [[nodiscard]] const std::vector<Cause>& causes() const { return causes_; }
    [[nodiscard]] CauseSet all() const;
    /// The scenario as it is.
    [[nodiscard]] const Scenario& scenario() const { return scenario_; }
    [[nodiscard]] const CountedOutput& counted() const { return counted_; }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }

    /// How the parts of a cause are switched: a group by its names; those in no group are a last one. Not while others ask for output.
    void group_parts(Cause cause, std::vector<std::vector<std::string>> groups);

    /// Output of a year. Without variability there is no chance: it is the same in every replication, and simulated once.
    ///
    /// Errors: those of `run_replication`; a standstill says which causes were off.
    double output(RunState& state, std::uint64_t replication, const Variant& variant);

  private:
    struct Compiled;
    Compiled& compiled(const Variant& variant);
    [[nodiscard]] Scenario scenario_of(const Variant& variant) const;
    [[nodiscard]] std::string off_words(const Variant& variant) const;
    double simulated(RunState& state, std::uint64_t replication, const Variant& variant, const Compiled& compiled) const;

    Scenario scenario_;
    CountedOutput counted_;
    std::uint64_t seed_;
    std::vector<Cause> causes_;
    std::map<Cause, std::map<std::string, std::uint32_t>> groups_;  // by cause: the group of each part
    std::map<Cause, std::uint32_t> group_counts_;
    std::mutex mutex_;
    std::map<Variant, std::unique_ptr<Compiled>> compiled_;
};

}  // namespace agrocap
