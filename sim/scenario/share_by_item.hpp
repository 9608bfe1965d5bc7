#pragma once

#include "scenario/written.hpp"

namespace agrocap {

/// A share of the units of all items, or by item: "*" stands for those that are not named.
struct ShareByItem {
    Written<double> all{0.0};
    Keyed<Written<double>> items;

    [[nodiscard]] double of(const std::string& item) const {
        if (items.empty()) return *all;
        if (const auto named = items.find(item); named != items.end()) return *named->second;
        const auto others = items.find("*");
        return others == items.end() ? 0.0 : *others->second;
    }
};

}  // namespace agrocap
