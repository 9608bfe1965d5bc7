#include "stats/tally_table.hpp"

#include <cassert>

namespace agrocap {

inline void TallyTable::observe(Cell& cell, double value) {
    ++cell.count;
    cell.moments.add(value, static_cast<double>(cell.count));
}

/// Observes 0 until there are so many observations; those before the first other value change nothing.
inline void TallyTable::make_up(Cell& cell, std::int64_t count) {
    if (cell.count == 0) cell.count = count;
    while (cell.count < count) observe(cell, 0);
}

void TallyTable::add(std::size_t row, std::span<const std::uint32_t> columns, std::span<const double> values) {
    assert(columns.size() == values.size());
    Cell* cells = cells_.data() + row * columns_;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Cell& cell = cells[columns[i]];
        make_up(cell, count_ - 1);
        observe(cell, values[i]);
        ever_[columns[i]] = 1;
    }
}

MeanAndSquares TallyTable::moments(std::size_t row, std::size_t column) const {
    Cell cell = cells_[row * columns_ + column];
    make_up(cell, count_);
    return cell.moments;
}

}  // namespace agrocap
