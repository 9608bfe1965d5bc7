#pragma once

#include "base/large_pages.hpp"

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace agrocap {

/// A typed index: an `Id<Plant>` opens a `Table<Plant, …>` and nothing else.
///
/// Gives: a default-constructed id is "none" and is greater than every valid one.
template <class Kind>
struct Id {
    std::uint32_t index = std::numeric_limits<std::uint32_t>::max();

    constexpr Id() = default;
    constexpr explicit Id(std::size_t position) : index(static_cast<std::uint32_t>(position)) {}
    [[nodiscard]] constexpr bool valid() const { return index != std::numeric_limits<std::uint32_t>::max(); }
    constexpr auto operator<=>(const Id&) const = default;
};

/// A vector that only its own kind of id opens.
template <class Kind, class T>
class Table {
  public:
    Table() = default;
    explicit Table(std::size_t size, const T& value = T()) : rows_(size, value) {}

    T& operator[](Id<Kind> id) {
        assert(id.index < rows_.size());
        return rows_[id.index];
    }
    const T& operator[](Id<Kind> id) const {
        assert(id.index < rows_.size());
        return rows_[id.index];
    }

    Id<Kind> add(T row) {
        rows_.push_back(std::move(row));
        return Id<Kind>(rows_.size() - 1);
    }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    void reserve(std::size_t size) { rows_.reserve(size); }
    void assign(std::size_t size, const T& value) { rows_.assign(size, value); }

    auto begin() { return rows_.begin(); }
    auto end() { return rows_.end(); }
    auto begin() const { return rows_.begin(); }
    auto end() const { return rows_.end(); }
    T* data() { return rows_.data(); }
    const T* data() const { return rows_.data(); }

  private:
    Rows<T> rows_;
};

}  // namespace agrocap
