#pragma once

#include "campaign/campaign.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace agrocap {

// Rounds of a campaign that stops by a rule: a file each, written once and never changed. What a round is follows from what is finished of
// those before it, so whoever gives it out, or two at once, writes the same.

/// Reads the rounds that were given out into the campaign. Errors: `CampaignFault` for one that is not as it was written.
void read_rounds(Campaign& campaign, const std::string& folder);

/// Writes a round: what is wanted, and where its tasks begin. Errors: `OutputFault`.
void write_round(const Campaign& campaign, const std::string& folder, std::size_t round, const std::vector<Stretch>& stretches,
                 const std::vector<std::uint64_t>& task_begins);

/// Cuts the next round into tasks, writes it, and adds it to the campaign. Errors: `OutputFault`; `CampaignFault` for more replications
/// than a campaign can have.
void give_out_round(Campaign& campaign, const std::string& folder, const std::vector<Stretch>& stretches);

}  // namespace agrocap
