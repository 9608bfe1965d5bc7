#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace agrocap {

/// A row of bits in which the next that is set is found 64 at a time.
class BitRow {
  public:
    /// So many, all unset.
    void clear_to(std::size_t size) {
        words_.assign((size + 63) / 64, 0);
        size_ = size;
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool operator[](std::size_t i) const {
        assert(i < size_);
        return (words_[i / 64] >> (i % 64) & 1) != 0;
    }
    void set(std::size_t i, bool value) {
        assert(i < size_);
        const std::uint64_t bit = std::uint64_t{1} << (i % 64);
        words_[i / 64] = value ? words_[i / 64] | bit : words_[i / 64] & ~bit;
    }

    /// The first that is set from `from` on and before `end`; `end` if none is. Requires: `end <= size()`.
    [[nodiscard]] std::size_t next_set(std::size_t from, std::size_t end) const {
        assert(end <= size_);
        if (from >= end) return end;
        std::size_t word = from / 64;
        std::uint64_t left = words_[word] >> (from % 64) << (from % 64);
        while (left == 0) {
            if (++word * 64 >= end) return end;
            left = words_[word];
        }
        const std::size_t found = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
        return found < end ? found : end;
    }

  private:
    std::vector<std::uint64_t> words_;
    std::size_t size_ = 0;
};

}  // namespace agrocap
