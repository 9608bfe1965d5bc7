#pragma once

#include <algorithm>
#include <cstddef>

namespace agrocap {

/// Confidence of each of so many intervals that hold all together at `confidence` (Bonferroni); none counts as one.
inline double confidence_of_each(double confidence, std::size_t intervals) {
    return 1 - (1 - confidence) / static_cast<double>(std::max<std::size_t>(intervals, 1));
}

}  // namespace agrocap
