#pragma once

#include "base/id.hpp"

namespace agrocap {

// Kinds of object of the supply network and the markets, each with its row in `Model`.
struct Node;
struct Lane;
struct Place;
struct Supplier;
struct Supply;
struct Market;
struct Demand;
struct SupplyChannel;
struct Pair;
struct Disruption;

using NodeId = Id<Node>;
using LaneId = Id<Lane>;
using PlaceId = Id<Place>;
using SupplierId = Id<Supplier>;
using SupplyId = Id<Supply>;
using MarketId = Id<Market>;
using DemandId = Id<Demand>;
using ChannelId = Id<SupplyChannel>;
using PairId = Id<Pair>;
using DisruptionId = Id<Disruption>;

}  // namespace agrocap
