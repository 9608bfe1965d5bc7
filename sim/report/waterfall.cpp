#include "report/waterfall.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

std::string waterfall_bar(double low, double high, double full, std::size_t columns) {
    const auto half_columns = static_cast<std::size_t>(2 * columns);
    const auto place = [&](double value) {
        return static_cast<std::size_t>(std::lround(std::clamp(value / full, 0.0, 1.0) * static_cast<double>(half_columns)));
    };
    std::size_t from = place(low), to = place(high);
    if (from == to && high > low) from < half_columns ? ++to : --from;
    std::string bar;
    for (std::size_t column = 0; 2 * column < to; ++column) {
        const bool left = 2 * column >= from && 2 * column < to;
        const bool right = 2 * column + 1 >= from && 2 * column + 1 < to;
        bar += left && right ? "█" : left ? "▌" : right ? "▐" : " ";
    }
    return bar;
}

}  // namespace agrocap
