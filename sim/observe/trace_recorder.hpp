#pragma once

#include "model/state/observer.hpp"
#include "observe/trace_map.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace agrocap {

/// When and how closely a replication is traced.
struct TraceWindow {
    Time from{}, to{};                        // what happens after `from` (at time 0, too, if it is 0) up to and including `to`
    std::uint64_t sample = 1;                 // each Nth unit of a line, order and shipment
    const std::atomic<bool>* stop = nullptr;  // set by Ctrl-C
};

/// The run was stopped by `TraceWindow::stop`.
struct TraceStopped {};

/// Watches a run and hands what it sees to a sink. Memory: by server, store and what is in the model at one time, not by time.
///
/// Of what happens at one instant, slices and levels show the last: nothing is shown to take no time. Requires: the model, the map
/// and the sink outlive it; `finish` is called when the run is over.
class TraceRecorder final : public RunObserver {
  public:
    TraceRecorder(const Model& model, const TraceMap& map, const TraceWindow& window, TraceSink& sink);

    /// Closes what is open at the end of the window or of the run.
    void finish();

    void event_due(const Run& run, const Event& event) override;
    void server_changed(const Run& run, ServerId server) override;
    void clock_switched(const Run& run, ClockId clock) override;
    void unit_released(const Run& run, LineId line, UnitId unit) override;
    void unit_lost(const Run& run, LineId line) override;
    void unit_queued(const Run& run, StationId station, UnitId unit) override;
    void unit_started(const Run& run, ServerId server, UnitId unit) override;
    void unit_reworked(const Run& run, ServerId server) override;
    void unit_scrapped(const Run& run, LineId line, UnitId unit) override;
    void unit_left(const Run& run, LineId line, UnitId unit) override;
    void store_changed(const Run& run, StoreId store) override;
    void order_placed(const Run& run, DemandId demand, std::int64_t units) override;
    void order_opened(const Run& run, OrderId order) override;
    void order_split(const Run& run, OrderId whole, OrderId part) override;
    void order_served(const Run& run, OrderId order, std::int64_t units) override;
    void order_lost(const Run& run, OrderId order, std::int64_t units) override;
    void purchase_placed(const Run& run, PurchaseId purchase) override;
    void purchase_split(const Run& run, PurchaseId whole, PurchaseId lot) override;
    void purchase_shipped(const Run& run, PurchaseId purchase, ParcelId parcel) override;
    void parcel_shipped(const Run& run, OrderId order, ParcelId parcel, StoreId store) override;
    void parcel_split(const Run& run, ParcelId whole, ParcelId part) override;
    void parcel_delivered(const Run& run, ParcelId parcel) override;
    void parcel_received(const Run& run, ParcelId parcel, std::int64_t usable) override;
    void shipment_departed(const Run& run, ShipmentId shipment) override;
    void shipment_arrived(const Run& run, ShipmentId shipment) override;
    void handling_started(const Run& run, PlaceId place, ShipmentId shipment) override;
    void handling_finished(const Run& run, PlaceId place, ShipmentId shipment) override;
    void disruption_switched(const Run& run, DisruptionId disruption) override;

  private:
    /// What a track shows from `since` on, and what it will show when the present instant is over.
    struct Shown {
        Time since{};
        ServerState state = ServerState::starved, next_state = ServerState::starved;
        std::uint64_t unit = 0, next_unit = 0;
        ItemId item, next_item;
        bool changed = false, down = false;
        UnitId holds;
    };
    struct Counted {
        std::int64_t level = 0, next = 0;
        bool changed = false;
    };
    /// A unit, order or shipment that is there now.
    struct Live {
        TraceObject object;
        bool chosen = false;  // by the sample and the objects asked for
        bool waits = false;   // a unit: in a station's queue
        Time born{};
        ItemId item;
        std::string_view name;  // of the item or family
        std::int64_t units = 1;
        FixtureId of;
        ServerId server;                  // a unit: where it is
        DemandId demand;                  // a customer's order
        const char* under_way = nullptr;  // a shipment: what it does now; a disruption: that it lasts
        FixtureId where;                  // and where
        Time since{};                     // and since when
    };
    /// Rows by the index of a record; they grow as the records do.
    template <class Kind>
    class Rows {
      public:
        Live& operator[](Id<Kind> id) {
            if (id.index >= rows_.size()) rows_.resize(id.index + 1);
            return rows_[id.index];
        }
        [[nodiscard]] std::size_t size() const { return rows_.size(); }

      private:
        std::vector<Live> rows_;
    };

    [[nodiscard]] bool in_window(Time at) const;
    void settle_instant();
    void open_window();
    void close_slice(ServerId server, Time at);
    void touch(const Run& run, ServerId server);
    void count(CounterId counter, std::int64_t change);
    void set_level(CounterId counter, std::int64_t level);
    void leave_server(const Run& run, UnitId unit);
    void tell_event(const Run& run, const char* what, const Live& about, FixtureId where, std::int64_t units,
                    std::span<const TraceObject> with = {});
    void announce(const Live& about);
    void tell_span(const char* what, FixtureId where, const Live& shipment, Time to);
    void tell_disruption(DisruptionId disruption, Time to);
    void finish_spans();
    Live new_order(const Run& run, TraceKind kind, FixtureId of, std::int64_t units);
    Live& order_of(const Run& run, ParcelId parcel);
    std::span<const TraceObject> orders_on(const Run& run, const ShipmentStatus& shipment);
    [[nodiscard]] bool sampled(std::uint64_t number) const { return (number - 1) % window_.sample == 0; }

    const Model& model_;
    const TraceMap& map_;
    const TraceWindow window_;
    TraceSink& sink_;

    Time instant_{};
    bool opened_ = false, finished_ = false;
    Table<Server, Shown> shown_;
    Table<TraceCounter, Counted> counted_;
    std::vector<ServerId> changed_servers_;
    std::vector<CounterId> changed_counters_;

    std::uint64_t units_ = 0, orders_ = 0, shipments_ = 0;
    Table<Line, std::uint64_t> released_;
    std::array<std::uint64_t, 3> announced_{};                // units, orders, shipments of the window, in the order of their numbers
    std::set<std::pair<int, std::uint64_t>> announced_late_;  // those that were there before the window
    Rows<Unit> unit_;
    Live placed_;  // the customer's order just placed
    Rows<Order> order_;
    Rows<Purchase> purchase_;
    Rows<Parcel> parcel_;  // the order of each
    Rows<Shipment> shipment_;
    Rows<Disruption> disruption_;
    std::vector<TraceObject> with_;
};

}  // namespace agrocap
