#include "thread/thread.hpp"

#include <algorithm>
#include <utility>

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

/// Adds what was before; what has one reason is one piece.
void go_back(std::vector<ThreadPiece>& back, const ThreadPiece& piece) {
    if (!back.empty() && back.back().why == piece.why && back.back().tied == piece.tied) {
        back.back().from = piece.from;
    } else if (piece.from < piece.to) {
        back.push_back(piece);
    }
}

/// The same of what went by on its reason in the hours given only.
void go_back_in_hours(std::vector<ThreadPiece>& back, const ThreadPiece& piece, const std::vector<WorkInterval>& hours) {
    Time to = piece.to;
    const auto go_back_to = [&](Time at, const Why& why) {
        const Time from = std::max(at, piece.from);
        if (from < to) go_back(back, {from, to, why, piece.tied});
        to = std::min(to, from);
    };
    const Why closed{ThreadCause::off_shift, piece.why.where, SupplyId()};
    const auto opens_before = [](const WorkInterval& interval, Time at) { return interval.open < at; };
    auto interval = std::lower_bound(hours.begin(), hours.end(), piece.to, opens_before);
    while (interval != hours.begin() && to > piece.from) {
        --interval;
        go_back_to(interval->close, closed);
        go_back_to(interval->open, piece.why);
    }
    go_back_to(piece.from, closed);
}

}  // namespace

Thread thread_to(const Model& model, const Moments& moments, const Since& moment) {
    std::vector<ThreadPiece> back;
    Time to = moment.at;
    for (MomentId id = moment.id; id.valid(); id = moments.before(id)) {
        const ThreadPiece piece{moments.from(id), to, moments.why(id), moments.has(Reason::tied, id)};
        if (moments.has(Reason::in_hours, id)) {
            go_back_in_hours(back, piece, model.clocks[model.stations[StationId(piece.why.where.index)].clock].intervals);
        } else {
            go_back(back, piece);
        }
        to = piece.from;
    }
    std::reverse(back.begin(), back.end());
    return {std::move(back)};
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
