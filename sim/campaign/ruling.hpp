#pragma once

#include "campaign/campaign.hpp"
#include "campaign/standing.hpp"
#include "experiment/experiment.hpp"
#include "experiment/optimise.hpp"
#include "experiment/precision.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What the rule that a campaign stops by says of what is finished: what it asks for next, and its answer so far.
struct Ruling {
    std::vector<Stretch> wanted;  // nothing: the answer stands
    std::optional<ExperimentResult> check;
    std::optional<Optimum> optimum;
};

/// What the rule is asked with.
struct RuleQuestion {
    const Campaign& campaign;
    const Scenario& scenario;                          // the campaign's, read without errors
    const std::map<std::string, double> at_most = {};  // of a check, see `run_check`
};

/// The first round: what the rule asks for when nothing is finished. Errors: those of `run_check`.
Ruling first_ruling(const RuleQuestion& question);

/// Asks the very rules that one machine stops by, with a store that gives what is in the database and breaks off where they want more: so
/// that what a campaign takes, and what it answers, is what one machine takes and answers. Points whose turn comes to a standstill are
/// entered as refused.
///
/// Requires: a campaign that stops by a rule; `database` holds what the shards do; `study`: its row there. Errors: `ArchiveFault`.
Ruling ask_rule(const RuleQuestion& question, const Standing& standing, const std::string& database, std::int64_t study);

/// The precision that the campaign's sweep goes on to; nothing for another rule.
std::optional<PrecisionGoal> goal_of(const Campaign& campaign, const Scenario& scenario);

}  // namespace agrocap
