#pragma once

#include "base/inlining.hpp"
#include "model/state/observer.hpp"
#include "thread/latest.hpp"
#include "thread/layers.hpp"
#include "thread/thread.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace agrocap {

/// A unit of a line, by its number in the order of release, from 1.
struct UnitOfLine {
    LineId line;
    std::uint32_t number = 0;
};

/// Watches a run and keeps for each unit, server, crew and stock since when it is ready and what led there: so that from a unit that has
/// left a line one can go back to time 0, each start to the last of what it waited for.
///
/// Memory: by what is in the model at one time, and the moments that still lead somewhere. Requires: the model outlives it.
class ThreadRecorder final : public RunObserver {
  public:
    explicit ThreadRecorder(const Model& model, const UnitOfLine& unit = {});

    /// What led to the last unit that left the line, and when it left; no pieces if none has.
    [[nodiscard]] Thread to_last_unit(LineId line) const;
    /// The same of the unit asked for; none if it has not left.
    [[nodiscard]] std::optional<Thread> to_unit() const;
    /// Whether it was scrapped.
    [[nodiscard]] bool unit_was_scrapped() const { return unit_was_scrapped_; }
    [[nodiscard]] const Moments& moments() const { return moments_; }

    void event_due(const Run& run, const Event& event) override;
    void server_changed(const Run& run, ServerId server) override;
    void care_went_on(const Run& run, ServerId server, CrewId crew) override;
    void unit_released(const Run& run, LineId line, UnitId unit) override;
    void unit_queued(const Run& run, StationId station, UnitId unit) override;
    void unit_started(const Run& run, ServerId server, UnitId unit) override;
    void unit_scrapped(const Run& run, LineId line, UnitId unit) override;
    void unit_left(const Run& run, LineId line, UnitId unit) override;
    void store_changed(const Run& run, StoreId store) override;
    void owed_changed(const Run& run, StoreId store) override;
    void order_opened(const Run& run, OrderId order) override;
    void order_split(const Run& run, OrderId whole, OrderId part) override;
    void purchase_placed(const Run& run, PurchaseId purchase) override;
    void purchase_split(const Run& run, PurchaseId whole, PurchaseId lot) override;
    void purchase_shipped(const Run& run, PurchaseId purchase, ParcelId parcel) override;
    void parcel_shipped(const Run& run, OrderId order, ParcelId parcel, StoreId store) override;
    void parcel_split(const Run& run, ParcelId whole, ParcelId part) override;
    void parcel_received(const Run& run, ParcelId parcel, std::int64_t usable) override;
    void shipment_departed(const Run& run, ShipmentId shipment) override;
    void shipment_arrived(const Run& run, ShipmentId shipment) override;
    void handling_started(const Run& run, PlaceId place, ShipmentId shipment) override;
    void handling_finished(const Run& run, PlaceId place, ShipmentId shipment) override;

  private:
    /// A cache line.
    struct alignas(64) ServerThread {
        Since ready;              // in hand: until when its time is told; else since when it could take the next
        Since done;               // the unit in hand has been finished
        std::uint64_t work = 0;   // words of `Reason`: working at its station
        std::uint64_t doing = 0;  // the same with the mark of a tie, if its start was one and nothing else has been told since
        StationId station;
        ServerState state = ServerState::starved;
        bool in_hand = false;
        bool disrupted = false;
        bool is_simple = false;  // starts at its station wait for a unit, a server and hours only
        bool is_single = false;  // of its station
    };
    /// What keeps a server without a unit from the next.
    struct HoldThread {
        Since held;  // what the repair or maintenance came out of
        Time up{};   // after one that nothing of the run led to
        ThreadCause up_from = ThreadCause::down;
        bool is_held = false;
    };
    struct alignas(32) UnitThread {
        Since ready;
        ServerId server{};
        bool begun = false;  // its bill of materials has been taken

        void begin(const Since& since) {
            ready = since;
            server = ServerId();
            begun = false;
        }
    };
    struct CrewThread {
        Since freed;
        std::int64_t freed_now = 0;  // at that moment
        Time changed{};              // its people came or went
    };
    struct StoreThread {
        bool units_matter = false;  // somebody takes them who makes something of them
        bool drops_matter = false;  // somebody waits for room, or orders later
        bool is_pulled = false;     // lines fill it
        bool matters = false;       // any of these
        std::int64_t level = 0;
        std::int64_t reserved = 0;  // of the start in hand, not yet taken
        Layers units;
        std::int64_t wanted = 0, coming = 0;  // units, of one that lines fill by pull
        Layers wants;
        std::int64_t wanted_seen = 0;  // in the midst of what happens at present
        Since wanted_more;             // the last time
        bool is_touched = false;
        Since dropped;  // the last time
    };
    /// A cache line.
    struct alignas(64) LineThread {
        Since opened, exit, last_left;
        ReleaseKind release = ReleaseKind::saturated;
    };
    struct GoodsThread {
        Since ready;
        SupplyId of;
        bool followed = false;
    };
    struct PurchaseThread {
        Since ready;
        bool lead_over = false;
    };
    /// What happens at present: the moment that the event, or what followed from it at this instant, came about by.
    struct Present {
        Since since;
        bool known = false;  // else an outside event that has not been written down yet
        ThreadCause cause = ThreadCause::other;
        Reason reason;
    };
    /// Rows by the index of a record; they grow as the records do.
    template <class Kind, class Row>
    class Records {
      public:
        Row& operator[](Id<Kind> id) {
            if (id.index >= size_) [[unlikely]]
                grow(id.index + 1);
            return rows_[id.index];
        }
        [[nodiscard]] bool has(Id<Kind> id) const { return id.index < size_; }
        /// Of a record that has been looked at before.
        Row& known(Id<Kind> id) { return rows_[id.index]; }
        auto begin() { return rows_.begin(); }
        auto end() { return rows_.end(); }

      private:
        AGROCAP_APART void grow(std::size_t size) {
            rows_.resize(size);
            size_ = size;
        }
        std::vector<Row> rows_;
        std::size_t size_ = 0;  // at hand, where the vector would divide
    };

    void collect();
    void tidy();
    void tidy_and_follow(const Run& run, const Event& event);
    void happen(const Since& since) {
        present_.since = since;
        present_.known = true;
        present_.cause = ThreadCause::other;
    }
    void happen_outside(ThreadCause cause, const ThreadPlace& where) {
        present_.known = false;
        present_.cause = cause;
        present_.reason = reason_of({cause, where, SupplyId()});
    }
    const Since& present(const Run& run) { return present_.known ? present_.since : note_present(run); }
    const Since& note_present(const Run& run);
    Since settle(const Run& run, Latest& latest);
    void event_of_floor(const Run& run, const Event& event);
    void event_of_trade(const Run& run, const Event& event);

    [[nodiscard]] ServerId id_of(const ServerThread& thread) const { return ServerId(static_cast<std::size_t>(&thread - servers_.data())); }
    [[nodiscard]] static ThreadCause cause_of(ServerState state);
    [[nodiscard]] static ThreadCause cause_of(const ServerThread& thread);
    [[nodiscard]] static bool is_cared_for(ServerState state);
    void tell_time(const Run& run, ServerThread& thread);
    void change_state(const Run& run, ServerThread& thread, ServerState shown);
    [[nodiscard]] bool is_tidy() const { return moments_.size() < tidy_below_; }
    void end_task(const Run& run, ServerId server);
    void end_any_task(const Run& run, ServerId server);
    [[nodiscard]] static bool has_worked(const Run& run, const ServerThread& thread);
    [[nodiscard]] bool is_done(const Run& run, ServerThread& thread);
    void end_work(const Run& run, ServerThread& thread);
    void end_untold_work(const Run& run, ServerThread& thread);
    void end_any_work(const Run& run, ServerThread& thread);
    void end_care(const Run& run, ServerId server);
    void begin_hold(const Run& run, ServerId server);
    void end_hold(const Run& run, ServerId server);
    void free_crews(const Run& run, ServerId server);
    void free_crew(const Run& run, CrewId crew, std::int64_t people, const Since& since);
    void await_crew(const Run& run, Latest& latest, CrewId crew, std::int64_t count);
    void await_hours(const Run& run, Latest& latest, StationId station);
    void await_server(const Run& run, Latest& latest, ServerId server, const Station& station);
    void await_material(Latest& latest, const Station& station, const UnitStatus& status, bool begun);
    void await_rest_of_batch(const Run& run, Latest& latest, const Station& station, UnitId first);
    void go_on_with_crew(const Run& run, ServerThread& thread);
    [[nodiscard]] static bool has_place(const Run& run, ServerThread& server, const Since& place);
    void wait_to_leave(const Run& run, ServerThread& server, const Since& place);
    const Since& leave_server(const ServerThread& server);
    void go_on(UnitThread& unit);
    void go_on_late(const Run& run, StationId station, UnitId unit);
    void start_from(const Run& run, ServerId id, UnitId unit);
    void start_late(const Run& run, ServerId id, UnitId unit);
    void start(const Run& run, ServerId id, UnitId unit);
    static void mark_start(ServerThread& thread, bool tied) { thread.doing = thread.work | (tied ? Reason::tied : 0); }
    void begin_work(ServerThread& thread);
    void leave_line(const Run& run, LineId line, UnitId id);
    void leave_line_late(const Run& run, LineId line, UnitId id);
    void release(const Run& run, LineId line, UnitId unit);
    Since ready_at_release(const Run& run, LineId line, UnitId unit);
    void change_store(const Run& run, StoreId store);
    void note_wanted(const Run& run, StoreId store);
    void settle_wants(StoreThread& store);
    Since first_wanted(const Run& run, const Line& line, StoreId store);

    Since ordered(const Run& run, StoreId store);
    GoodsThread load_of(const Run& run, const ShipmentStatus& shipment);
    void unload(const Run& run, ShipmentId shipment);

    const Model& model_;
    const UnitOfLine unit_asked_;
    Moments moments_;
    Present present_;
    std::optional<Since> unit_left_;
    bool unit_was_scrapped_ = false;

    Table<Server, ServerThread> servers_;
    Table<Server, HoldThread> holds_;
    Table<Station, Since> left_;      // the last unit that went on from there
    Table<Station, Time> batch_due_;  // the last time
    Table<Line, LineThread> lines_;
    Table<Crew, CrewThread> crews_;
    Table<Store, StoreThread> stores_;
    std::vector<StoreId> touched_;               // whose wants have changed since the event came
    std::size_t tidy_below_ = moments_.limit();  // so many moments, while nothing is touched; else none
    Table<Supply, Since> made_;                  // the last lot
    Records<Unit, UnitThread> units_;
    Records<Order, Since> orders_;
    Records<Purchase, PurchaseThread> purchases_;
    Records<Parcel, GoodsThread> parcels_;
    Records<Shipment, GoodsThread> shipments_;
};

// What is told most stands in its callers.

/// Whether it has only worked on its unit, for some time, since that is told.
inline bool ThreadRecorder::has_worked(const Run& run, const ServerThread& thread) {
    return thread.state == ServerState::working && thread.ready.at < run.now();
}

/// The work on its unit ends. Requires: `has_worked`, `is_tidy`.
inline void ThreadRecorder::end_work(const Run& run, ServerThread& thread) {
    thread.done = moments_.add_later(thread.ready, run.now(), {.words = thread.doing});
    thread.ready = thread.done;
    thread.in_hand = false;
}

/// Whether its unit is done at this very moment and nothing else need be told of it. At a simple station the end of work is told by this.
inline bool ThreadRecorder::is_done(const Run& run, ServerThread& server) {
    if (!server.in_hand) return server.done.at == run.now();
    if (!has_worked(run, server) || !is_tidy()) return false;
    end_work(run, server);
    return true;
}

}  // namespace agrocap
