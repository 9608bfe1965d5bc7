#pragma once

#include "bound/bound.hpp"
#include "campaign/campaign.hpp"
#include "campaign/ruling.hpp"
#include "campaign/standing.hpp"
#include "campaign_request.hpp"
#include "report/why.hpp"
#include "scenario/scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// What a campaign's folder holds, put together.
struct Merged {
    Campaign campaign;
    Standing standing;
    ReadResult read;
    std::optional<std::int64_t> study;  // its row in the database; nothing where there was no need to merge
    std::optional<Ruling> ruling;       // of one that stops by a rule
    std::vector<Bound> bounds{};        // of a check: what its targets' means are proven not to exceed
    BoundNotes bound_notes{};           // on bounds that are missing
    bool is_given_out = false;          // a further round
    std::string limit;                  // why nothing more is to be begun; empty while it may be

    /// Nothing is left to be done, now or later.
    [[nodiscard]] bool is_complete() const {
        return standing.is_complete() && (!campaign.stops_by_rule() || (ruling && ruling->wanted.empty()));
    }
};

/// Where a further round may be due, merges what is there into the database, asks the rule, and gives it out; else only looks.
Merged give_out_next(const std::string& folder, const std::string& database);

/// How far it has come, in a line.
std::string standing_text(const Merged& merged);

/// Tells of shards that cannot be used, or broke off, and of tasks that can never work.
void tell_troubles(const Campaign& campaign, const Standing& standing);
inline void tell_troubles(const Merged& merged) { tell_troubles(merged.campaign, merged.standing); }

/// `agrocap campaign merge`.
ExitCode merge_campaign(const CampaignRequest& request);

}  // namespace agrocap
