#pragma once

#include "campaign/campaign.hpp"
#include "campaign/standing.hpp"

#include <cstdint>
#include <string>

namespace agrocap {

/// Puts what the shards hold into a study database, as a sweep of the same study on one machine would have left it. Shards that cannot be
/// used are passed over; nothing is deleted; doing it again adds what has come since.
///
/// Gives: the study's row. Errors: `ArchiveFault`. Memory: that of one point and one line, beside the standing.
std::int64_t merge_shards(const Campaign& campaign, const std::string& folder, const Standing& standing, const std::string& database);

}  // namespace agrocap
