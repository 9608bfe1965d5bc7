#include "bound/limited_ways.hpp"

#include <algorithm>

namespace agrocap {

LimitedWays::LimitedWays(const Model& model) : model_(model), reached_(model.nodes.size()) {
    any_ = std::any_of(model.lanes.begin(), model.lanes.end(),
                       [](const Lane& lane) { return lane.unit_time > Duration{} || lane.fleet != unlimited; }) ||
           std::any_of(model.places.begin(), model.places.end(), [](const Place& place) { return place.servers != unlimited; });
}

bool LimitedWays::limits(NodeId from, NodeId to) {
    if (!any_) return false;
    std::vector<char>& reached = reached_[from.index];
    if (reached.empty()) {
        reached.assign(model_.nodes.size(), 0);
        std::vector<NodeId> open{from};
        while (!open.empty()) {
            const Slice leaving = model_.nodes[open.back()].leaving;
            open.pop_back();
            for (const LaneId lane : rows_of(model_.lanes_leaving, leaving)) {
                const NodeId next = model_.lanes[lane].to;
                if (reached[next.index] == 0) open.push_back(next);
                reached[next.index] = 1;
            }
        }
    }
    return reached[to.index] != 0;
}

}  // namespace agrocap
