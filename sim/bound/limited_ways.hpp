#pragma once

#include "model/rows/model.hpp"

#include <vector>

namespace agrocap {

/// Whether transport can hold goods up at all, and between whom.
class LimitedWays {
  public:
    explicit LimitedWays(const Model& model);

    /// Some lane, fleet or place has a capacity.
    [[nodiscard]] bool any() const { return any_; }
    /// Goods go there by lanes, of a network that has capacities. Where no lane leads they are there at once.
    bool limits(NodeId from, NodeId to);

  private:
    const Model& model_;
    bool any_ = false;
    std::vector<std::vector<char>> reached_;  // by node; empty: not asked for yet
};

}  // namespace agrocap
