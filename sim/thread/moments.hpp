#pragma once

#include "base/id.hpp"
#include "base/inlining.hpp"
#include "base/time.hpp"
#include "model/rows/ids.hpp"
#include "model/rows/trade_ids.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace agrocap {

/// What time went by on, on the way to a moment. The first are those of a server in the words of its states.
enum class ThreadCause : std::uint8_t {
    working,
    setup,
    waiting_crew,
    down,
    maintenance,
    off_shift,
    gathering,   // a batch that is not full has waited long enough
    making,      // lots at a supplier
    lead,        // the supplier's lead time
    on_the_way,  // on a lane
    waiting,     // for a vehicle, for the capacity or the hours of a lane, or for its turn at a place
    handled,     // at a place
    review,      // until a reorder policy is looked at
    no_order,
    no_arrival,  // of units, where a line takes what comes
    opening,     // of a line
    disrupted,
    date,   // on which values change
    other,  // something that the recorder does not follow
};

/// The same in the language's words.
inline constexpr std::array thread_cause_names{"working",    "setup",   "waiting-crew", "down",    "maintenance", "off-shift", "gathering",
                                               "making",     "lead",    "on-the-way",   "waiting", "handled",     "review",    "no-order",
                                               "no-arrival", "opening", "disrupted",    "date",    "other"};
inline constexpr std::size_t thread_cause_count = thread_cause_names.size();

enum class ThreadPlaceKind : std::uint8_t { none, station, store, crew, line, supply, lane, place, demand, disruption };

/// Where it went by: an object of the model.
struct ThreadPlace {
    ThreadPlaceKind kind = ThreadPlaceKind::none;
    std::uint32_t index = 0;

    auto operator<=>(const ThreadPlace&) const = default;
};

inline ThreadPlace place_of(StationId id) { return {ThreadPlaceKind::station, id.index}; }
inline ThreadPlace place_of(StoreId id) { return {ThreadPlaceKind::store, id.index}; }
inline ThreadPlace place_of(CrewId id) { return {ThreadPlaceKind::crew, id.index}; }
inline ThreadPlace place_of(LineId id) { return {ThreadPlaceKind::line, id.index}; }
inline ThreadPlace place_of(SupplyId id) { return {ThreadPlaceKind::supply, id.index}; }
inline ThreadPlace place_of(LaneId id) { return {ThreadPlaceKind::lane, id.index}; }
inline ThreadPlace place_of(PlaceId id) { return {ThreadPlaceKind::place, id.index}; }
inline ThreadPlace place_of(DemandId id) { return {ThreadPlaceKind::demand, id.index}; }
inline ThreadPlace place_of(DisruptionId id) { return {ThreadPlaceKind::disruption, id.index}; }

/// Why and where, and of goods that somebody bought, of which supply.
struct Why {
    ThreadCause cause = ThreadCause::other;
    ThreadPlace where;
    SupplyId of;

    auto operator<=>(const Why&) const = default;
};

struct Moment;
using MomentId = Id<Moment>;

/// Whether something of the run led to a moment, or nothing: an opening, an order, an arrival, a date. Four bytes, so that a `Since` has no
/// padding: its copies are whole words then, and the processor need not wait for one to be written before it reads it.
enum class From : std::uint32_t { run, outside };

/// A moment at hand, with what is asked of it most. The default is time 0, of which nothing is before.
struct Since {
    Time at{};
    MomentId id;
    From from = From::run;

    [[nodiscard]] bool is_outside() const { return from == From::outside; }
    bool operator==(const Since&) const = default;
};

static_assert(sizeof(Since) == 16);

/// Moments of a run, each with the one that it came out of and what the time between the two went by on. They make a tree whose root is
/// time 0; its branches die when nobody holds their ends any more, and `collect` gives their memory back.
///
/// Rejected: counting references. A moment changes hands several times an event, and only one in some hundred survives; sweeping costs a
/// few ns a moment, once.
class Moments {
  public:
    /// `at`, after `before`; the same moment if no time has gone by. Requires: it is not earlier.
    Since add(const Since& before, Time at, const Why& why, bool tied = false) {
        if (at == before.at) return before;
        if (size_ == room_) grow();
        Row& row = rows_[size_];  // field by field: a row made elsewhere would be read in other words than it was written
        row.at = at;
        row.before = before.id;
        row.index = why.where.index;
        row.of = why.of;
        row.kind = why.where.kind;
        row.cause = why.cause;
        row.tied = tied;
        return {.at = at, .id = MomentId(size_++)};
    }
    /// One that nothing of the run led to: all the time before it went by waiting for it.
    Since add_outside(Time at, const Why& why) {
        Since made = add({}, at, why);
        if (made.id.valid()) made.from = From::outside;
        return made;
    }

    [[nodiscard]] Time at(MomentId id) const { return id.valid() ? rows_[id.index].at : Time{}; }
    [[nodiscard]] MomentId before(MomentId id) const { return rows_[id.index].before; }
    [[nodiscard]] Why why(MomentId id) const;
    /// At its beginning something else was ready in the very same nanosecond: another way back would have been as good.
    [[nodiscard]] bool tied(MomentId id) const { return rows_[id.index].tied; }

    /// Whether there are enough new ones for a sweep to pay.
    [[nodiscard]] bool is_full() const { return size_ >= limit_; }
    /// Keeps what leads to the moments that `each_held(visit)` shows, and tells these their new ids. Stretches that follow each other with
    /// the same reason become one where nobody holds the moment between them. Cost: O(moments + held).
    template <class EachHeld>
    void collect(EachHeld&& each_held) {
        begin_sweep();
        std::size_t held = 0;
        each_held([&](Since& since) {
            ++held;
            if (since.id.valid()) hold(since.id);
        });
        sweep(held);
        each_held([&](Since& since) {
            if (since.id.valid()) since.id = moved_to(since.id);
        });
    }
    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    struct Row {
        Time at{};
        MomentId before;
        std::uint32_t index = 0;
        SupplyId of;
        ThreadPlaceKind kind = ThreadPlaceKind::none;
        ThreadCause cause = ThreadCause::other;
        bool tied = false;
    };
    static_assert(sizeof(Row) == 24);
    struct Mark {
        MomentId moved_to;
        std::uint32_t followed_by = 0;  // moments that are kept
        bool kept = false, held = false;
    };

    AGROCAP_APART void grow() {
        room_ = 2 * room_ + least_new;
        rows_.resize(room_);
    }
    void begin_sweep() { marks_.assign(size_, {}); }
    void hold(MomentId id) { marks_[id.index].kept = marks_[id.index].held = true; }
    void sweep(std::size_t held);
    [[nodiscard]] bool continues(const Row& row, const Row& before) const;
    [[nodiscard]] MomentId moved_to(MomentId id) const { return marks_[id.index].moved_to; }

    static constexpr std::size_t least_new = 1U << 14U;  // so many stay in the processor's cache
    std::vector<Row> rows_;                              // the first `size_` are moments: a vector's own size takes a division
    std::size_t size_ = 0, room_ = 0;
    std::vector<Mark> marks_;
    std::size_t limit_ = least_new;
};

}  // namespace agrocap
