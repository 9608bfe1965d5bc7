#pragma once

#include "observe/series.hpp"

#include <cstddef>
#include <vector>

namespace agrocap {

/// All figures of one replication, also those that are 0: of the metrics in the first period, then in the next.
inline std::vector<double> series_values(const SeriesPlan& plan, const SeriesFigures& figures) {
    std::vector<double> values(plan.values(), 0);
    figures.visit([&](std::size_t period, auto metrics, auto found) {
        for (std::size_t i = 0; i < metrics.size(); ++i) values[period * plan.metrics.size() + metrics[i]] = found[i];
    });
    return values;
}

}  // namespace agrocap
