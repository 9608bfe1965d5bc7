#pragma once

#include "base/id.hpp"

#include <span>

namespace agrocap {

// Kinds of object, each with its row in `Model`. Numbering is path order: plants by id, inside them lines by id, and so on.
struct Item;
struct Plant;
struct Line;
struct Station;
struct Server;
struct Crew;
struct Store;
struct WorkClock;
struct Unit;
struct Mode;
struct Upkeep;

using ItemId = Id<Item>;
using PlantId = Id<Plant>;
using LineId = Id<Line>;
using StationId = Id<Station>;
using ServerId = Id<Server>;
using CrewId = Id<Crew>;
using StoreId = Id<Store>;
using ClockId = Id<WorkClock>;
using UnitId = Id<Unit>;
using ModeId = Id<Mode>;      // one failure mode of one server
using UpkeepId = Id<Upkeep>;  // one maintenance rule of one server

/// In place of a row's number: there is none. Rows that have a kind of their own say it with an id that is not valid.
inline constexpr std::uint32_t no_row = UINT32_MAX;

/// A run of consecutive rows of a flat list.
struct Slice {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    [[nodiscard]] bool empty() const { return count == 0; }
    [[nodiscard]] std::uint32_t end() const { return first + count; }
};

/// The rows of a flat list that a slice names. The list must not grow while they are looked at.
template <class List>
[[nodiscard]] auto rows_of(List& list, Slice slice) {
    return std::span(list.data() + slice.first, slice.count);
}

/// The numbers of a slice's rows, each as a `Number`. Written out: <ranges> would be read by every file of the model.
template <class Number>
class NumbersOf {
  public:
    explicit NumbersOf(Slice slice) : slice_(slice) {}

    class Iterator {
      public:
        explicit Iterator(std::uint32_t at) : at_(at) {}
        Number operator*() const { return Number(at_); }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        bool operator==(const Iterator&) const = default;

      private:
        std::uint32_t at_;
    };
    [[nodiscard]] Iterator begin() const { return Iterator(slice_.first); }
    [[nodiscard]] Iterator end() const { return Iterator(slice_.end()); }

  private:
    Slice slice_;
};

/// Where several lists are read side by side.
[[nodiscard]] inline NumbersOf<std::uint32_t> indices_of(Slice slice) { return NumbersOf<std::uint32_t>(slice); }

/// The ids of rows that a table holds one after the other: a station's servers, a plant's lines.
template <class AnyId>
[[nodiscard]] NumbersOf<AnyId> ids_of(Slice slice) {
    return NumbersOf<AnyId>(slice);
}

}  // namespace agrocap
