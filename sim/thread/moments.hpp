#pragma once

#include "base/id.hpp"
#include "base/inlining.hpp"
#include "base/time.hpp"
#include "model/rows/ids.hpp"
#include "model/rows/trade_ids.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
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

/// Why time went by, with what else there is to say of it, in whole words: so two are compared, and read as they were written.
struct Reason {
    std::uint64_t words = 0;  // place (32 bits), cause (8), kind of place (8), marks
    std::uint32_t of = SupplyId().index;

    bool operator==(const Reason&) const = default;

    /// At the beginning something else was ready in the very same nanosecond: another way back would have been as good.
    static constexpr std::uint64_t tied = std::uint64_t{1} << 48U;
    /// It holds while its station is open; the rest of the time is off-shift.
    static constexpr std::uint64_t in_hours = std::uint64_t{1} << 49U;
};

/// One with marks, if any.
constexpr Reason reason_of(const Why& why, std::uint64_t marks = 0) {
    return {.words = std::uint64_t{why.where.index} | std::uint64_t{static_cast<std::uint8_t>(why.cause)} << 32U |
                     std::uint64_t{static_cast<std::uint8_t>(why.where.kind)} << 40U | marks,
            .of = why.of.index};
}

Why why_of(const Reason& reason);

/// A moment at hand: when, and on which stretch. The default is time 0, of which nothing is before. Whole words, without padding: the
/// processor need not wait for one to be written before it reads it.
struct Since {
    Time at{};
    MomentId id;
    /// Twice the number of moments made before it, which tells two of one time and reason from each other; one more if nothing of the run
    /// led to it: an opening, an order, an arrival, a date.
    std::uint32_t made = 0;

    [[nodiscard]] bool is_outside() const { return (made & 1U) != 0; }
    bool operator==(const Since&) const = default;
};

static_assert(sizeof(Since) == 16);

/// Moments of a run, each with the one that it came out of and what the time between the two went by on. They lie on stretches of one
/// reason: a stretch knows the moment that it begins at, and on which stretch that lies, but no end. So what goes on with the same reason
/// takes no memory, whoever holds a moment in between. The stretches make a tree whose root is time 0; its branches die when nobody holds a
/// moment on them any more, and `collect` gives their memory back.
///
/// Rejected: counting references. A moment changes hands several times an event, and only one in some hundred survives; sweeping costs a
/// few ns a stretch, once. A row a moment, joined when swept: three rows in four were written to be joined.
class Moments {
  public:
    Moments() { grow(); }

    /// `at`, after `before`; the same moment if no time has gone by. Requires: it is not earlier.
    Since add(const Since& before, Time at, const Why& why) { return add(before, at, reason_of(why)); }
    Since add(const Since& before, Time at, const Reason& reason) {
        if (at == before.at) return before;
        if (size_ == room_) [[unlikely]]
            grow();
        return add_later(before, at, reason);
    }
    /// The same of a later one. Requires: not `is_full`.
    Since add_later(const Since& before, Time at, const Reason& reason) {
        if (goes_on(before, reason)) return {at, before.id, made_ += 2};
        rows_[size_] = {before.at.time_since_epoch().count(), before.id.index, reason.of, reason.words};
        return {at, MomentId(size_++), made_ += 2};
    }
    /// One that nothing of the run led to: all the time before it went by waiting for it.
    Since add_outside(Time at, const Reason& reason) {
        Since moment = add({}, at, reason);
        if (moment.id.valid()) moment.made |= 1U;
        return moment;
    }

    /// When its stretch begins, and on which stretch that moment lies.
    [[nodiscard]] Time from(MomentId id) const { return Time{Duration{rows_[id.index].from}}; }
    [[nodiscard]] MomentId before(MomentId id) const { return MomentId(rows_[id.index].before); }
    [[nodiscard]] Why why(MomentId id) const { return why_of({.words = rows_[id.index].words, .of = rows_[id.index].of}); }
    /// Whether it bears the mark of `Reason`.
    [[nodiscard]] bool has(std::uint64_t mark, MomentId id) const { return (rows_[id.index].words & mark) != 0; }
    /// Whether there are enough new ones for a sweep to pay.
    [[nodiscard]] bool is_full() const { return size_ >= limit_; }
    /// So many are enough.
    [[nodiscard]] std::size_t limit() const { return limit_; }
    /// Keeps what leads to the moments that `each_held(visit)` shows, and tells these their new ids. Cost: O(stretches + held).
    template <class EachHeld>
    void collect(EachHeld&& each_held) {
        begin_sweep();
        std::size_t held = 0;
        each_held([&](const Since& since) {
            ++held;
            if (since.id.valid()) hold(since.id);
        });
        sweep(held);
        each_held([&](Since& since) {
            if (since.id.valid()) since.id = moved_to(since.id);
        });
    }
    /// Stretches at hand.
    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    /// Numbers, so that room for more is not filled before it is used.
    struct Row {
        std::int64_t from;
        std::uint32_t before;
        std::uint32_t of;
        std::uint64_t words;
    };
    static_assert(sizeof(Row) == 24);

    /// Whether the time after `before` goes by on what the time before it went by on.
    [[nodiscard]] bool goes_on(const Since& before, const Reason& reason) const {
        if (!before.id.valid()) return false;
        const Row& row = rows_[before.id.index];
        return row.words == reason.words && row.of == reason.of;
    }
    AGROCAP_APART void grow();
    void begin_sweep() { kept_.assign(size_, MomentId()); }
    void hold(MomentId id) { kept_[id.index] = id; }
    void sweep(std::size_t held);
    [[nodiscard]] MomentId moved_to(MomentId id) const { return kept_[id.index]; }

    static constexpr std::size_t least_new = 1U << 14U;  // so many stay in the processor's cache
    std::unique_ptr<Row[]> rows_;
    std::size_t size_ = 0, room_ = 0;
    std::uint32_t made_ = 0;
    std::vector<MomentId> kept_;  // of a sweep: where a stretch goes to; none if it is not kept
    std::size_t limit_ = least_new;
};

}  // namespace agrocap
