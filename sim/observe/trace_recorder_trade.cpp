// The part of the recorder that follows orders and goods on their way.

#include "observe/trace_recorder.hpp"

#include <algorithm>

namespace agrocap {

// Orders ----------------------------------------------------------------------------------------------------------------------------------

TraceRecorder::Live TraceRecorder::new_order(const Run& run, TraceKind kind, FixtureId of, std::int64_t units) {
    Live order;
    order.object = {kind, ++orders_};
    order.chosen = of.valid() && sampled(orders_);
    order.born = run.now();
    order.units = units;
    order.of = of;
    return order;
}

void TraceRecorder::order_placed(const Run& run, DemandId id, std::int64_t units) {
    const Demand& demand = model_.demands[id];
    const bool traced = map_.open_orders[id].valid();
    placed_ = new_order(run, TraceKind::customer_order, traced ? map_.market[demand.market] : FixtureId(), units);
    placed_.name = demand.key;
    placed_.demand = id;
    count(map_.open_orders[id], units);
    tell_event(run, "order", placed_, placed_.of, units);
}

void TraceRecorder::order_opened(const Run& run, OrderId id) {
    const OrderStatus& status = run.state.trade.orders[id];
    if (status.demand.valid()) {
        order_[id] = placed_;
        return;
    }
    const SupplyChannel& channel = model_.channels[status.channel];
    Live& order = order_[id] = new_order(run, TraceKind::replenishment_order, map_.store[channel.store], status.waiting);
    order.name = model_.items[channel.item].id;
    tell_event(run, "replenish", order, order.of, order.units);
}

void TraceRecorder::order_split(const Run&, OrderId whole, OrderId part) {
    const Live order = order_[whole];  // the row of the part may move those of others
    order_[part] = order;
}

void TraceRecorder::order_served(const Run& run, OrderId id, std::int64_t units) {
    Live& order = id.valid() ? order_[id] : placed_;
    count(map_.open_orders[order.demand], -units);
    tell_event(run, "hand over", order, order.of, units);
}

void TraceRecorder::order_lost(const Run& run, OrderId id, std::int64_t units) {
    Live& order = id.valid() ? order_[id] : placed_;
    count(map_.open_orders[order.demand], -units);
    tell_event(run, "lose", order, order.of, units);
}

void TraceRecorder::purchase_placed(const Run& run, PurchaseId id) {
    const PurchaseStatus& status = run.state.trade.purchases[id];
    Live& order = purchase_[id] = new_order(run, TraceKind::replenishment_order, map_.store[status.store], status.quantity);
    order.name = model_.items[model_.supplies[status.supply].item].id;
    tell_event(run, "replenish", order, order.of, order.units);
}

// Goods -----------------------------------------------------------------------------------------------------------------------------------

void TraceRecorder::purchase_split(const Run&, PurchaseId whole, PurchaseId lot) {
    const Live order = purchase_[whole];  // the row of the lot may move those of others
    purchase_[lot] = order;
}

void TraceRecorder::purchase_shipped(const Run& run, PurchaseId id, ParcelId parcel) {
    const Supply& supply = model_.supplies[run.state.trade.parcels[parcel].supply];
    tell_event(run, "ship", purchase_[id], map_.supplier[supply.supplier], run.state.trade.parcels[parcel].quantity);
    parcel_[parcel] = purchase_[id];
}

void TraceRecorder::parcel_shipped(const Run& run, OrderId id, ParcelId parcel, StoreId store) {
    // Of another plant's store, when one plant is traced, the plant is all that is known.
    const FixtureId from = map_.store[store].valid() ? map_.store[store] : map_.plant[model_.stores[store].plant];
    tell_event(run, "ship", order_[id], from, run.state.trade.parcels[parcel].quantity);
    parcel_[parcel] = order_[id];
}

void TraceRecorder::parcel_split(const Run&, ParcelId whole, ParcelId part) {
    const Live order = parcel_[whole];  // the row of the part may move those of others
    parcel_[part] = order;
}

void TraceRecorder::parcel_delivered(const Run& run, ParcelId id) {
    const ParcelStatus& parcel = run.state.trade.parcels[id];
    Live& order = order_[parcel.order];
    count(map_.open_orders[order.demand], -parcel.quantity);
    tell_event(run, "deliver", order, order.of, parcel.quantity);
}

void TraceRecorder::parcel_received(const Run& run, ParcelId id, std::int64_t usable) {
    Live& order = parcel_[id];
    tell_event(run, "receive", order, order.of, usable);
}

// Shipments -------------------------------------------------------------------------------------------------------------------------------

/// The stretch of a shipment that ends now.
void TraceRecorder::tell_span(const char* what, FixtureId where, const Live& shipment, Time to) {
    const Time from = std::max(shipment.since, window_.from);
    const Time end = std::min(to, window_.to);
    if (!shipment.chosen || !where.valid() || finished_ || end <= from) return;
    sink_.span({.group = map_.transport,
                .what = what,
                .where = where,
                .object = shipment.object,
                .from = from,
                .to = end,
                .units = shipment.units});
}

void TraceRecorder::shipment_departed(const Run& run, ShipmentId id) {
    const ShipmentStatus& status = run.state.trade.shipments[id];
    Live& shipment = shipment_[id] = {};
    shipment.object = {TraceKind::shipment, ++shipments_};
    shipment.of = map_.lane[status.lane];
    shipment.chosen = shipment.of.valid() && sampled(shipments_);
    shipment.born = shipment.since = run.now();
    shipment.units = status.units;
    shipment.under_way = "on the way";
    shipment.where = shipment.of;
    if (!shipment.chosen) return;
    tell_event(run, "depart", shipment, shipment.of, shipment.units, orders_on(run, status));
}

/// The orders that a shipment has units for: those of the sample, each once.
std::span<const TraceObject> TraceRecorder::orders_on(const Run& run, const ShipmentStatus& shipment) {
    with_.clear();
    for (ParcelId id = shipment.parcels.head; id.valid(); id = run.state.trade.parcels[id].next) {
        Live& order = order_of(run, id);
        if (!order.chosen || std::find(with_.begin(), with_.end(), order.object) != with_.end()) continue;
        if (in_window(run.now())) announce(order);
        with_.push_back(order.object);
    }
    return with_;
}

/// The order that a parcel belongs to, where its state is kept: a part of it may be told of by another parcel.
TraceRecorder::Live& TraceRecorder::order_of(const Run& run, ParcelId id) {
    const OrderId order = run.state.trade.parcels[id].order;
    return order.valid() ? order_[order] : parcel_[id];
}

void TraceRecorder::shipment_arrived(const Run& run, ShipmentId id) {
    Live& shipment = shipment_[id];
    const ShipmentStatus& status = run.state.trade.shipments[id];
    const Lane& lane = model_.lanes[status.lane];
    tell_span("on the way", shipment.of, shipment, run.now());
    shipment.since = run.now();
    shipment.under_way = nullptr;
    if (lane.stop.valid()) {
        shipment.under_way = "waiting";
        shipment.where = map_.place[lane.stop];
    }
    if (shipment.chosen) tell_event(run, "arrive", shipment, map_.at(model_.nodes[lane.to]), shipment.units, orders_on(run, status));
}

void TraceRecorder::handling_started(const Run& run, PlaceId place, ShipmentId id) {
    Live& shipment = shipment_[id];
    tell_span("waiting", map_.place[place], shipment, run.now());
    shipment.since = run.now();
    shipment.under_way = "handled";
    tell_event(run, "handle", shipment, map_.place[place], shipment.units);
}

void TraceRecorder::handling_finished(const Run& run, PlaceId place, ShipmentId id) {
    Live& shipment = shipment_[id];
    tell_span("handled", map_.place[place], shipment, run.now());
    shipment.under_way = nullptr;
    tell_event(run, "clear", shipment, map_.place[place], shipment.units);
}

// Disruptions and the end -----------------------------------------------------------------------------------------------------------------

void TraceRecorder::disruption_switched(const Run& run, DisruptionId id) {
    Live& disruption = disruption_[id];
    if (run.state.trade.disruptions[id].active > 0) {
        disruption.under_way = "disrupted";
        disruption.since = run.now();
        return;
    }
    tell_disruption(id, run.now());
    disruption.under_way = nullptr;
}

void TraceRecorder::tell_disruption(DisruptionId id, Time to) {
    const Time from = std::max(disruption_[id].since, window_.from);
    const Time end = std::min(to, window_.to);
    if (!map_.disruption[id].valid() || finished_ || end <= from) return;
    sink_.span({.group = map_.disruptions, .what = "disrupted", .where = map_.disruption[id], .object = {}, .from = from, .to = end});
}

void TraceRecorder::finish_spans() {
    for (std::uint32_t i = 0; i < shipment_.size(); ++i) {
        const Live& shipment = shipment_[ShipmentId(i)];
        if (shipment.under_way != nullptr) tell_span(shipment.under_way, shipment.where, shipment, window_.to);
    }
    for (std::uint32_t i = 0; i < disruption_.size(); ++i) {
        if (disruption_[DisruptionId(i)].under_way != nullptr) tell_disruption(DisruptionId(i), window_.to);
    }
}

}  // namespace agrocap
