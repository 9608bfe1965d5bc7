#include "model/trade/way_taken.hpp"

#include <algorithm>

namespace agrocap {

namespace {

constexpr std::uint32_t unmoved = no_row;

}  // namespace

void begin_ways_taken(Run& run) {
    TradeState& trade = run.state.trade;
    const auto changes = [](const Lane& lane) { return !lane.cost.later.empty() || !lane.fee.later.empty(); };
    trade.follows_ways = std::any_of(run.model.lanes.begin(), run.model.lanes.end(), changes);
    trade.ways_taken.clear();
    trade.way_of_parcel.clear();
    trade.ways_by_end.clear();
}

void begin_way(Run& run, ParcelId parcel) {
    TradeState& trade = run.state.trade;
    if (!trade.follows_ways) return;
    if (trade.way_of_parcel.size() <= parcel.index) trade.way_of_parcel.resize(parcel.index + std::size_t{1}, unmoved);
    trade.way_of_parcel[parcel.index] = unmoved;
}

void copy_way(Run& run, ParcelId whole, ParcelId part) {
    TradeState& trade = run.state.trade;
    if (trade.follows_ways) trade.way_of_parcel[part.index] = trade.way_of_parcel[whole.index];
}

void pass_lane(Run& run, ParcelId id, LaneId lane) {
    TradeState& trade = run.state.trade;
    if (!trade.follows_ways) {
        const Lane& row = run.model.lanes[lane];
        trade.parcels[id].transport += row.cost.first;
        trade.parcels[id].transport += row.fee.first;
        return;
    }
    std::uint32_t& way = trade.way_of_parcel[id.index];
    const auto [known, is_new] = trade.ways_by_end.try_emplace({way, lane.index}, static_cast<std::uint32_t>(trade.ways_taken.size()));
    if (is_new) trade.ways_taken.push_back({.lane = lane, .before = way});
    way = known->second;
}

void book_way(Run& run, ParcelId id) {
    TradeState& trade = run.state.trade;
    if (!trade.follows_ways) return;
    double cost = 0;
    for (std::uint32_t way = trade.way_of_parcel[id.index]; way != unmoved; way = trade.ways_taken[way].before) {
        const Lane& lane = run.model.lanes[trade.ways_taken[way].lane];
        cost += run.value(lane.cost) + run.value(lane.fee);
    }
    trade.parcels[id].transport = cost;
}

}  // namespace agrocap
