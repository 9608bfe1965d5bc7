#pragma once

#include "thread/moments.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace agrocap {

/// Units that lie in a store, or are wanted there, by since when: first in, first out.
class Layers {
  public:
    void add(std::int64_t units, const Since& since) {
        if (units <= 0) return;
        if (first_ < rows_.size() && rows_.back().since == since) {
            rows_.back().units += units;
            return;
        }
        rows_.push_back({units, since});
    }
    /// Of the last of the first `units`; of the last that there is, if there are fewer.
    [[nodiscard]] Since last_of(std::int64_t units) const {
        Since last;
        for (std::size_t i = first_; i < rows_.size() && units > 0; ++i) {
            last = rows_[i].since;
            units -= rows_[i].units;
        }
        return last;
    }
    /// Takes the first, or all if there are fewer.
    void take(std::int64_t units) {
        while (units > 0 && first_ < rows_.size()) {
            Layer& layer = rows_[first_];
            if (layer.units > units) {
                layer.units -= units;
                return;
            }
            units -= layer.units;
            ++first_;
        }
        if (first_ < rows_.size() / 2) return;
        rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(first_));
        first_ = 0;
    }
    template <class Visit>
    void each(Visit&& visit) {
        for (std::size_t i = first_; i < rows_.size(); ++i) visit(rows_[i].since);
    }

  private:
    struct Layer {
        std::int64_t units = 0;
        Since since;
    };
    std::vector<Layer> rows_;
    std::size_t first_ = 0;  // those before it are used up
};

}  // namespace agrocap
