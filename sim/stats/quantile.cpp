#include "stats/quantile.hpp"

#include <cassert>
#include <cstddef>

namespace agrocap {

double quantile(std::span<const double> sorted, double share) {
    assert(!sorted.empty());
    assert(share >= 0 && share <= 1);
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    if (below + 1 >= sorted.size()) return sorted.back();
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

}  // namespace agrocap
