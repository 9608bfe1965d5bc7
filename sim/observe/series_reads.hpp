#pragma once

#include "model/rows/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace agrocap {

struct Model;
struct Source;

/// How to read the sums behind followed metrics out of a run, one part of the model at a time: the same for all replications.
///
/// Each read is of an object that changes in one part, and is added to a column. A metric of many objects, such as output.total, is read of
/// each of them: into one column where these are whole numbers, whose sum hangs on no order, else into one column each, which are added up
/// in their order. So no bit hangs on the parts.
struct SeriesReads {
    struct Read {
        std::function<double(const Source&)> sum;
        std::uint32_t column = 0;
    };
    std::vector<std::vector<Read>> of_part;
    std::vector<std::uint32_t> first;                // by followed metric: its first column; one more at the end
    std::vector<std::vector<PairId>> pairs_of_part;  // where money of plants is followed

    [[nodiscard]] std::size_t columns() const { return first.back(); }
};

/// Of the metrics that are `chosen`, by their place in `metric_infos`.
SeriesReads series_reads(const Model& model, const std::vector<char>& chosen);

}  // namespace agrocap
