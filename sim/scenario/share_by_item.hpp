#pragma once

#include "scenario/written.hpp"

namespace agrocap {

/// A share of the units of all items, or by item: "*" stands for those that are not named. Each may change on dates.
struct ShareByItem {
    DatedAmount all;
    Keyed<DatedAmount> items;

    [[nodiscard]] const Dated<double>& of(const std::string& item) const {
        static const Dated<double> none{0.0};
        if (items.empty()) return *all;
        if (const auto named = items.find(item); named != items.end()) return *named->second;
        const auto others = items.find("*");
        return others == items.end() ? none : *others->second;
    }
};

}  // namespace agrocap
