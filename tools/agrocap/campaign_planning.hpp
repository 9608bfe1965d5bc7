#pragma once

#include "campaign_request.hpp"

namespace agrocap {

/// `agrocap campaign plan`: lays a folder out; of one that is laid out already, gives out the next round if it is due, and sets limits.
ExitCode plan_campaign(const CampaignRequest& request);

/// Sets the limits that are asked for; those that are not stay.
void set_limits(const CampaignRequest& request, const std::string& folder);

}  // namespace agrocap
