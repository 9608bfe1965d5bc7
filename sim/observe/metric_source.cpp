#include "observe/metric_source.hpp"

namespace agrocap {

MetricIdWords ids_of(const Model&, Whole) { return {}; }
MetricIdWords ids_of(const Model&, Family family) { return {*family.name}; }
MetricIdWords ids_of(const Model& model, ItemId id) { return {model.items[id].id}; }
MetricIdWords ids_of(const Model& model, PlantId id) { return {model.plants[id].id}; }
MetricIdWords ids_of(const Model& model, LineId id) { return {model.plants[model.lines[id].plant].id, model.lines[id].id}; }
MetricIdWords ids_of(const Model& model, SupplyId id) {
    return {model.suppliers[model.supplies[id].supplier].id, model.items[model.supplies[id].item].id};
}
MetricIdWords ids_of(const Model& model, MarketId id) { return {model.markets[id].id}; }
MetricIdWords ids_of(const Model& model, DemandId id) { return {model.markets[model.demands[id].market].id, model.demands[id].key}; }
MetricIdWords ids_of(const Model& model, PairId id) {
    return {model.plants[model.pairs[id].plant].id, model.markets[model.pairs[id].market].id};
}
MetricIdWords ids_of(const Model& model, LaneId id) { return {model.lanes[id].id}; }
MetricIdWords ids_of(const Model& model, PlaceId id) { return {model.places[id].id}; }

MetricIdWords ids_of(const Model& model, StationId id) {
    const LineId line = model.stations[id].line;
    const StationName& name = model.station_names[id];
    MetricIdWords ids = line.valid() ? ids_of(model, line) : ids_of(model, name.plant);
    ids.push_back(name.id);
    return ids;
}

MetricIdWords ids_of(const Model& model, StationState state) {
    MetricIdWords ids = ids_of(model, state.station);
    ids.emplace_back(server_state_names[state.state]);
    return ids;
}

MetricIdWords ids_of(const Model& model, StoreId id) {
    const Store& store = model.stores[id];
    return {store.market.valid() ? model.markets[store.market].id : model.plants[store.plant].id, model.items[store.item].id};
}

MetricIdWords ids_of(const Model& model, FamilySale sale) {
    return {model.markets[model.demands[sale.demand].market].id, model.items[sale.item].id};
}

}  // namespace agrocap
