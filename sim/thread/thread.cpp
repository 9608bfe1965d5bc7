#include "thread/thread.hpp"

#include <algorithm>

namespace agrocap {

namespace {

std::string path_of_supply(const Model& model, SupplyId id) {
    const Supply& supply = model.supplies[id];
    return "supplier." + model.suppliers[supply.supplier].id + ".item." + model.items[supply.item].id;
}

std::string path_of_demand(const Model& model, DemandId id) {
    const Demand& demand = model.demands[id];
    return "market." + model.markets[demand.market].id + ".demand." + demand.key;
}

}  // namespace

Thread thread_to(const Moments& moments, const Since& moment) {
    Thread thread;
    Time to = moment.at;
    for (MomentId id = moment.id; id.valid(); id = moments.before(id)) {
        thread.pieces.push_back({moments.from(id), to, moments.why(id), moments.tied(id)});
        to = moments.from(id);
    }
    std::reverse(thread.pieces.begin(), thread.pieces.end());
    return thread;
}

ThreadShares shares_of(const Thread& thread, Time from) {
    ThreadShares shares;
    for (const ThreadPiece& piece : thread.pieces) {
        const Duration span = piece.to - std::max(piece.from, from);
        if (span <= Duration{}) continue;
        shares.by_why[piece.why] += span;
        shares.all += span;
        if (piece.tied) shares.tied += span;
    }
    return shares;
}

std::string path_of(const Model& model, const ThreadPlace& place) {
    switch (place.kind) {
        case ThreadPlaceKind::none: return "";
        case ThreadPlaceKind::station: return model.station_names[StationId(place.index)].path;
        case ThreadPlaceKind::store: return model.stores[StoreId(place.index)].path;
        case ThreadPlaceKind::crew: return model.crews[CrewId(place.index)].path;
        case ThreadPlaceKind::line: return model.lines[LineId(place.index)].path;
        case ThreadPlaceKind::supply: return path_of_supply(model, SupplyId(place.index));
        case ThreadPlaceKind::lane: return "lane." + model.lanes[LaneId(place.index)].id;
        case ThreadPlaceKind::place: return "place." + model.places[PlaceId(place.index)].id;
        case ThreadPlaceKind::demand: return path_of_demand(model, DemandId(place.index));
        case ThreadPlaceKind::disruption: return "disruption." + model.disruptions[DisruptionId(place.index)].id;
    }
    return "";
}

}  // namespace agrocap
