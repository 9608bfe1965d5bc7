#pragma once

#include "model/rows/model.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace agrocap {

/// From so many servers on a part is not put together with others. Measured: the rows of 100 servers still fit a core's own cache with
/// room to spare, and smaller parts gain little more.
inline constexpr std::size_t servers_of_part = 100;

/// Fills in `Model::whole`, and `Model::parts` where the model has more than twice `servers` servers and falls into several parts.
///
/// Parts are what lanes, suppliers and orders connect; small ones are put together up to `servers`. A model with disruptions stays one:
/// each of them finds all ways anew. Requires: everything else of the model is there.
void find_parts(Model& model, std::size_t servers = servers_of_part);

/// By node: the number of the part in which its objects change. Where nothing can ever change, 0 as well as any other.
std::vector<std::uint32_t> part_of_each_node(const Model& model);

}  // namespace agrocap
