#include "observe/metric_source.hpp"

namespace agrocap {

Source::Source(const Model& of, const RunState& from, Figures kind)
    : model(of),
      state(&from),
      figures(kind),
      left_by_item(of.items.size(), 0),
      money_by_plant(of.plants.size()),
      money_by_market(of.markets.size()) {}

void load_units(Source& source, std::span<const LineId> lines) {
    const Model& model = source.model;
    for (const LineId line : lines)
        for (const LineItem& made : rows_of(model.line_items, model.lines[line].items)) source.left_by_item[made.item.index] = 0;
    for (const LineId line : lines)
        for (const std::uint32_t i : indices_of(model.lines[line].items))
            source.left_by_item[model.line_items[i].item.index] += source.state->line_items[i].left;
}

void load_market_money(Source& source, std::span<const DemandId> demands) {
    const auto money_of = [&source](DemandId id) -> PairStatus& { return source.money_by_market[source.model.demands[id].market]; };
    for (const DemandId id : demands) money_of(id) = source.state->trade.markets[source.model.demands[id].market];
    if (source.promises.empty()) return;
    for (const DemandId id : demands) money_of(id).penalty += source.promises[id].penalty_open;
}

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
