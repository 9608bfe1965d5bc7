#pragma once

#include "stats/tally.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace agrocap {

/// Mean and spread of each cell of a table, over observations of the whole table in which most cells are 0.
///
/// What is 0 need not be told and takes no time: a cell makes up for the observations that it was not told of when it is looked at next. So
/// each has the bits of a `Tally` that was told of every one.
class TallyTable {
  public:
    TallyTable(std::size_t rows, std::size_t columns) : columns_(columns), cells_(rows * columns), ever_(columns, 0) {}

    /// The next observation begins: 0 in every cell.
    void begin() { ++count_; }
    /// Of the observation that has begun, some values in one row. Requires: as many columns as values; no cell is told of twice.
    void add(std::size_t row, std::span<const std::uint32_t> columns, std::span<const double> values);
    void add(std::size_t row, std::uint32_t column, double value) { add(row, {&column, 1}, {&value, 1}); }

    /// Observations.
    [[nodiscard]] std::int64_t count() const { return count_; }
    /// Whether any value was told of in a column.
    [[nodiscard]] bool ever(std::size_t column) const { return ever_[column] != 0; }

    /// As of all observations.
    [[nodiscard]] MeanAndSquares moments(std::size_t row, std::size_t column) const;

  private:
    struct Cell {
        MeanAndSquares moments;
        std::int64_t count = 0;
    };
    static void observe(Cell& cell, double value);
    static void make_up(Cell& cell, std::int64_t count);

    std::size_t columns_;
    std::vector<Cell> cells_;  // row by row
    std::vector<char> ever_;   // by column
    std::int64_t count_ = 0;
};

}  // namespace agrocap
