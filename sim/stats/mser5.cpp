#include "stats/mser5.hpp"

#include "stats/tally.hpp"

#include <limits>

namespace agrocap {

std::optional<std::size_t> mser5_cut(std::span<const double> series) {
    constexpr std::size_t batch_size = 5;
    constexpr std::size_t fewest_batches = 4;
    const std::size_t batches = series.size() / batch_size;
    if (batches < fewest_batches) return {};

    // From the end, so that one tally serves every cut. Cuts in the second half are not asked: what is left is too little to be
    // believed, and two equal batches at the end would always win.
    const std::size_t last_cut = batches / 2;
    Tally rest;
    double least = std::numeric_limits<double>::infinity();
    std::size_t best = last_cut;
    for (std::size_t cut = batches; cut-- > 0;) {
        double sum = 0;
        for (const double value : series.subspan(cut * batch_size, batch_size)) sum += value;
        rest.add(sum / batch_size);
        if (cut > last_cut) continue;
        const auto n = static_cast<double>(rest.count());
        const double statistic = rest.variance() * (n - 1) / (n * n);
        if (statistic > least) continue;
        least = statistic;
        best = cut;
    }
    if (best == last_cut) return {};
    return best * batch_size;
}

}  // namespace agrocap
