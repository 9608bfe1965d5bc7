#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace agrocap {

/// Does every task of a campaign without simulating anything: shards as the tasks write them, with made-up values of so many metrics, of
/// which the first is `output.total`. The real writer writes them, so what reads them cannot tell. Gives: replications written.
///
/// Errors: those of `read_campaign` and `ShardStore`.
std::uint64_t fill_with_made_up_results(const std::string& folder, std::size_t metrics);

}  // namespace agrocap
