#include "model/trade/begin_trade.hpp"

#include "model/state/events.hpp"
#include "model/time/scaled_work.hpp"
#include "model/trade/changes.hpp"
#include "model/trade/demand.hpp"
#include "model/trade/disruption.hpp"
#include "model/trade/expected_wait.hpp"
#include "model/trade/orders.hpp"
#include "model/trade/place.hpp"
#include "model/trade/promise.hpp"
#include "model/trade/reorder.hpp"
#include "model/trade/routing.hpp"
#include "model/trade/transport.hpp"
#include "model/trade/way_taken.hpp"

#include <algorithm>

namespace agrocap {

namespace {

void clear(TradeState& trade, const Model& model) {
    trade.parcels.assign(0, {});
    trade.shipments.assign(0, {});
    trade.orders.assign(0, {});
    trade.purchases.assign(0, {});
    trade.free_parcels = {};
    trade.suppliers.assign(model.suppliers.size(), {});
    trade.supplies.assign(model.supplies.size(), {});
    trade.lanes.assign(model.lanes.size(), {});
    trade.places.assign(model.places.size(), {});
    trade.demands.assign(model.demands.size(), {});
    const bool promises = std::any_of(model.demands.begin(), model.demands.end(), [](const Demand& demand) { return demand.promises; });
    trade.promises.assign(promises ? model.demands.size() : 0, {});
    trade.next_change = 0;
    trade.channels.assign(model.channels.size(), {});
    trade.delivered_of_choice.assign(model.choices.size(), 0);
    trade.pairs.clear_to(model.pairs.size());
    trade.markets.assign(model.markets.size(), {});
    trade.disruptions.assign(model.disruptions.size(), {});
    trade.stocked.clear_to(model.stores.size());
    trade.promising.clear_to(model.stores.size());
    trade.stocked_stores.assign(model.items.size(), 0);
    trade.waiting.clear_to(model.store_channels.size());
    trade.queues.assign(model.channel_sources.size(), {});
    trade.claims.assign(model.stores.size(), {});
    trade.crowded = 0;
    trade.makers.assign(model.lines.size(), {});
    trade.expected.assign(model.stores.size(), {});
    trade.on_the_way.assign(model.items.size(), 0);
    trade.sold_ever.assign(model.items.size(), 0);
    trade.unusable_ever.assign(model.items.size(), 0);
}

/// Numbers the nodes that goods go to by lanes.
void number_destinations(TradeState& trade, const Model& model) {
    trade.destination_of.assign(model.nodes.size(), no_row);
    for (const SupplyChannel& channel : model.channels) trade.destination_of[channel.to.index] = 0;
    for (const Store& store : model.stores) {
        if (!store.sources.empty()) trade.destination_of[store.node.index] = 0;
    }
    std::vector<char> has_lane_into(model.nodes.size(), 0);
    for (const Lane& lane : model.lanes) has_lane_into[lane.to.index] = 1;
    std::uint32_t number = 0;
    for (std::uint32_t node = 0; node < model.nodes.size(); ++node) {
        std::uint32_t& row = trade.destination_of[node];
        if (row == 0) row = has_lane_into[node] != 0 ? number++ : no_row;
    }
}

void begin_stocks(Run& run) {
    for (std::uint32_t i = 0; i < run.model.stores.size(); ++i) {
        const Store& row = run.model.stores[StoreId(i)];
        run.state.stores[StoreId(i)].source_credit.assign(row.sources.count, 0.0);
        run.state.stores[StoreId(i)].given.assign(row.sources.count, 0);
        run.state.stores[StoreId(i)].able.assign(row.sources.count, 0);
        if (row.initial > 0 || row.never_empty) note_stock(run, StoreId(i), true);
        note_promise(run, StoreId(i));
        if (!row.market.valid() || row.initial == 0) continue;
        ParcelStatus layer;  // of no plant: it was there before
        layer.quantity = row.initial;
        layer.spent = row.first_cost.spent;
        layer.transport = row.first_cost.transport;
        layer.duties = row.first_cost.duties;
        const ParcelId parcel = new_parcel(run, layer);
        run.state.stores[StoreId(i)].layers = {parcel, parcel};
    }
}

}  // namespace

void begin_ways(Run& run) {
    clear(run.state.trade, run.model);
    begin_ways_taken(run);
    number_destinations(run.state.trade, run.model);
    for (std::uint32_t i = 0; i < run.model.lanes.size(); ++i) note_speed(run, LaneId(i));
    for (std::uint32_t i = 0; i < run.model.places.size(); ++i) note_speed(run, PlaceId(i));
    find_ways(run);
}

void begin_trade(Run& run) {
    begin_ways(run);
    begin_stocks(run);
}

void begin_orders(Run& run, const Part& part) {
    const Model& model = run.model;
    for (std::uint32_t i = 0; i < model.disruptions.size(); ++i) begin_disruption(run, DisruptionId(i));  // of a model that is one
    begin_changes(run);                                                                                   // likewise
    for (const PlaceId id : part.busy_places) begin_traffic(run, id);
    for (const DemandId id : part.demands) begin_demand(run, id);
    for (const StoreId id : part.stores) {
        const Store& store = model.stores[id];
        if (!store.reorders) continue;
        if (!store.reviews_each) schedule_review(run, id);
        review(run, id);  // a stock that begins low is ordered for at once
    }
}

void reset_trade_measurements(Run& run) {
    TradeState& trade = run.state.trade;
    const Time now = run.now();
    for (SupplyStatus& supply : trade.supplies) supply.shipped = 0;
    for (LaneStatus& lane : trade.lanes) {
        lane.units = lane.vehicles = 0;
        lane.grams = 0;
        lane.fullness = 0;
    }
    for (PlaceStatus& place : trade.places) {
        place.length.reset(now, place.waiting);
        place.wait = {};
    }
    for (DemandStatus& demand : trade.demands) {
        demand.demanded = demand.at_once = demand.delivered = demand.lost = 0;
        demand.backlog.reset(now, demand.open);
        demand.delivery = {};
    }
    reset_promises(run);
    trade.delivered_of_choice.assign(trade.delivered_of_choice.size(), 0);
    trade.pairs.reset();
    for (PairStatus& market : trade.markets) market = {};
    for (StoreStatus& store : run.state.stores) {
        store.backlog.reset(now, store.owed);
        store.orders = store.demanded = store.at_once = 0;
    }
}

}  // namespace agrocap
