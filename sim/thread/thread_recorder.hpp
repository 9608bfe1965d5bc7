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
        Since ready;  // in hand: until when its time is told; else since when it could take the next
        Since done;   // the unit in hand has been finished
        Since held;   // of one without a unit: what the repair or maintenance that keeps it from the next came out of
        Time up{};    // after a repair or maintenance that nothing of the run led to
        ThreadCause up_from = ThreadCause::down;
        ServerState state = ServerState::starved;
        bool in_hand = false;
        bool is_held = false;
        bool tied = false;
        bool disrupted = false;
        bool is_usual = false;  // the only one of a station that starts at once: nothing but the unit is waited for
    };
    struct alignas(32) UnitThread {
        Since ready;
        ServerId server{};
        bool begun = false;  // its bill of materials has been taken
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
        bool pulls = false;
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
        Why why;
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
    void happen(const Since& since) {
        present_.since = since;
        present_.known = true;
        present_.why.cause = ThreadCause::other;
    }
    void happen_outside(ThreadCause cause, const ThreadPlace& where);
    const Since& present(const Run& run);
    Since settle(const Run& run, Latest& latest);
    void event_of_floor(const Run& run, const Event& event);
    void event_of_trade(const Run& run, const Event& event);

    void tell_time(const Run& run, ServerThread& thread, StationId station);
    void tell_open_time(const Run& run, ServerThread& thread, const Station& station, const Why& why);
    void finish(const Run& run, ServerId server);
    void finish_any(const Run& run, ServerId server);
    void end_care(const Run& run, ServerId server);
    void begin_hold(const Run& run, ServerThread& thread);
    void end_hold(const Run& run, ServerThread& thread, StationId station);
    void free_crews(const Run& run, ServerId server);
    void free_crew(const Run& run, CrewId crew, std::int64_t people, const Since& since);
    void await_crew(const Run& run, Latest& latest, CrewId crew, std::int64_t count);
    void await_hours(const Run& run, Latest& latest, StationId station);
    void await_server(const Run& run, Latest& latest, ServerId server, const Station& station);
    void await_material(Latest& latest, const Station& station, const UnitStatus& status, bool begun);
    void await_all(const Run& run, UnitId unit, ServerId server, const Station& station, bool begun);
    void await_rest_of_batch(const Run& run, Latest& latest, const Station& station, UnitId first);
    void go_on_with_crew(const Run& run, ServerThread& thread, StationId station);
    [[nodiscard]] static bool has_waited(const Run& run, const ServerThread& thread);
    void wait_to_leave(const Run& run, const UnitThread& unit, const Since& place);
    const Since& leave_server(const Run& run, const UnitThread& unit);
    void go_to_station(const Run& run, UnitThread& unit, StationId id);
    void start(const Run& run, ServerId id, UnitId unit);
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
    Table<Station, Since> left_;      // the last unit that went on from there
    Table<Station, Time> batch_due_;  // the last time
    Table<Line, LineThread> lines_;
    Table<Crew, CrewThread> crews_;
    Table<Store, StoreThread> stores_;
    std::vector<StoreId> touched_;  // whose wants have changed since the event came
    Table<Supply, Since> made_;     // the last lot
    Records<Unit, UnitThread> units_;
    Records<Order, Since> orders_;
    Records<Purchase, PurchaseThread> purchases_;
    Records<Parcel, GoodsThread> parcels_;
    Records<Shipment, GoodsThread> shipments_;
};

}  // namespace agrocap
