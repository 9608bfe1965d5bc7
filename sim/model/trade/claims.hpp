#pragma once

#include "model/state/run.hpp"

namespace agrocap {

// Whose turn it is for a store's stock, by the allocation policy.

/// The first of the orders that wait at the store; none: nobody does.
[[nodiscard]] OrderId first_claim(Run& run, StoreId store);
/// Another order than before is the first of those that wait at a source.
void note_head(Run& run, const ChannelSource& source);

}  // namespace agrocap
