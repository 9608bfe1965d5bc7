#pragma once

#include "model/rows/trade_rows.hpp"

#include <cstdint>

namespace agrocap {

/// Sales and money of one plant in one market since the start of measurement.
struct PairStatus {
    std::int64_t units = 0;
    double revenue = 0, spent = 0, transport = 0, duties = 0, penalty = 0;
};

/// The ledgers of pairs; one is opened by its first sale. In a large network nearly all pairs never sell anything.
class PairLedgers {
  public:
    /// Of so many pairs, none opened.
    void clear_to(std::size_t pairs) {
        row_of_.assign(pairs, no_row);
        rows_.clear();
    }
    void reset() { clear_to(row_of_.size()); }

    [[nodiscard]] std::size_t size() const { return row_of_.size(); }
    PairStatus& open(PairId pair) {
        std::uint32_t& row = row_of_[pair];
        if (row == no_row) {
            row = static_cast<std::uint32_t>(rows_.size());
            rows_.emplace_back();
        }
        return rows_[row];
    }
    [[nodiscard]] const PairStatus& operator[](PairId pair) const {
        static constexpr PairStatus nothing;
        return row_of_[pair] == no_row ? nothing : rows_[row_of_[pair]];
    }

  private:
    Table<Pair, std::uint32_t> row_of_;
    Rows<PairStatus> rows_;  // in the order of the first sale
};

}  // namespace agrocap
