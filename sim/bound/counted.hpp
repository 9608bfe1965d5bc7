#pragma once

#include "model/rows/model.hpp"

#include <functional>
#include <string>

namespace agrocap {

/// What a metric counts of what is put into stores, or of what is delivered to markets.
struct Counted {
    std::function<bool(const Model&, const LineItem&)> put;
    std::function<bool(const Model&, const Demand&, const Choice&)> delivered;
    [[nodiscard]] bool any() const { return put || delivered; }
};

/// Nothing where the metric is none that can be bounded.
Counted counted_by(const std::string& metric);

}  // namespace agrocap
