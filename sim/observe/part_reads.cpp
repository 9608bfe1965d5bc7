#include "observe/part_reads.hpp"

#include "model/compile/parts.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace agrocap {

PartReads::PartReads(const Model& model, const std::vector<char>& chosen)
    : model_(model), chosen_(chosen), part_of_(part_of_each_node(model)), makers_(model.items.size()) {
    reads_.of_part.resize(std::max<std::size_t>(1, model.parts.size()));
    for (std::uint32_t i = 0; i < model.lines.size(); ++i) {
        const std::uint32_t part = part_of(LineId(i));
        for (const LineItem& made : rows_of(model.line_items, model.lines[LineId(i)].items)) {
            std::vector<std::uint32_t>& makers = makers_[made.item.index];
            if (std::find(makers.begin(), makers.end(), part) == makers.end()) makers.push_back(part);
        }
    }
}

SeriesReads PartReads::take() && {
    reads_.first.push_back(columns_);
    if (has_plant_money_) {
        reads_.pairs_of_part.resize(reads_.of_part.size());
        for (std::uint32_t i = 0; i < model_.pairs.size(); ++i) reads_.pairs_of_part[part_of(PairId(i))].push_back(PairId(i));
    }
    return std::move(reads_);
}

void PartReads::throw_undivided(const MetricRow& row) {
    throw std::logic_error("a series needs to know of which objects' metrics " + std::string(row.pattern) + " is the sum");
}

}  // namespace agrocap
