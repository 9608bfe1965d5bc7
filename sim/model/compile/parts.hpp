#pragma once

#include "model/rows/model.hpp"

#include <cstddef>

namespace agrocap {

/// From so many servers on a part is not put together with others: the rows of a line or two are in a core's first cache, and few events
/// are pending. Smaller parts gain little more, and each has to keep the hours of its clocks. Measured: docs/performance.md.
inline constexpr std::size_t servers_of_part = 20;

/// Fills in `Model::whole` and `Model::part_of`, and `Model::parts` where the model has more than twice `servers` servers and falls into
/// several parts.
///
/// Parts are what lanes, suppliers, orders, stocks, crews and shared stations connect; small ones are put together up to `servers`. A model
/// with disruptions stays one: each of them finds all ways anew. Requires: everything else of the model is there.
void find_parts(Model& model, std::size_t servers = servers_of_part);

}  // namespace agrocap
