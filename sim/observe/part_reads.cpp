#include "observe/part_reads.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace agrocap {

PartReads::PartReads(const Model& model, const std::vector<char>& chosen) : model_(model), chosen_(chosen), makers_(model.items.size()) {
    reads_.of_part.resize(std::max<std::size_t>(1, model.parts.size()));
    reads_.stations = model.stations.size();
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) {
        const std::uint32_t part = part_of(LineId(i));
        for (const LineItem& made : rows_of(model.line_items, model.lines[LineId(i)].items)) {
            std::vector<std::uint32_t>& makers = makers_[made.item.index];
            if (std::find(makers.begin(), makers.end(), part) == makers.end()) makers.push_back(part);
        }
    }
}

SeriesReads PartReads::take() && {
    sort_out_columns();
    if (has_plant_money_)
        for (std::uint32_t i = 0; i < model_.pairs.size(); ++i) reads_.of_part[part_of(PairId(i))].pairs.push_back(PairId(i));
    return std::move(reads_);
}

/// A metric to which one part alone adds is that part's own; the columns of the others, and who adds to each, are kept apart.
void PartReads::sort_out_columns() {
    std::sort(adds_.begin(), adds_.end());
    adds_.erase(std::unique(adds_.begin(), adds_.end()), adds_.end());
    first_.push_back(reads_.columns);
    auto adds = adds_.cbegin();
    for (std::uint32_t metric = 0; metric + 1 < first_.size(); ++metric) {
        const std::uint32_t first = first_[metric], end = first_[metric + 1];
        const auto its = adds;
        adds = std::find_if(its, adds_.cend(), [end](const Adds& one) { return one.column >= end; });
        if (its == adds) continue;  // nobody ever adds to it, or it is of a station's states
        if (std::all_of(its, adds, [its](const Adds& one) { return one.part == its->part; })) {
            reads_.of_part[its->part].own.push_back({metric, first, end});
            continue;
        }
        for (auto one = its; one != adds; ++one)
            reads_.of_part[one->part].shared.push_back({one->column, reads_.places + one->column - first});
        reads_.shared.push_back({metric, reads_.places, reads_.places + end - first});
        reads_.places += end - first;
    }
}

void PartReads::throw_undivided(const MetricRow& row) {
    throw std::logic_error("a series needs to know of which objects' metrics " + std::string(row.pattern) + " is the sum");
}

}  // namespace agrocap
