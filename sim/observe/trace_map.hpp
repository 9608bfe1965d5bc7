#pragma once

#include "model/rows/model.hpp"
#include "observe/trace.hpp"

#include <cstdint>
#include <vector>

namespace agrocap {

/// Which objects of a model are traced: all, those of a plant, or one line.
struct TraceChoice {
    PlantId plant;
    LineId line;
};

/// The outline of a trace, and where each object of the model stands in it: none where it is not asked for.
struct TraceMap {
    TraceOutline outline;
    GroupId transport, disruptions;
    Table<Server, TrackId> track;
    Table<Plant, FixtureId> plant;
    Table<Line, FixtureId> line;
    Table<Station, FixtureId> station;
    Table<Store, FixtureId> store;
    Table<Supplier, FixtureId> supplier;
    Table<Lane, FixtureId> lane;
    Table<Place, FixtureId> place;
    Table<Market, FixtureId> market;
    Table<Disruption, FixtureId> disruption;
    Table<Line, CounterId> in_line;
    Table<Station, CounterId> waiting;
    Table<Store, CounterId> in_store;
    Table<Demand, CounterId> open_orders;
    Table<WorkClock, std::vector<ServerId>> servers_of;  // those traced that keep its hours, or whose crews do

    /// The plant, supplier, place or market at a node.
    [[nodiscard]] FixtureId at(const Node& node) const;
};

/// `start`: of the simulated time, in days since 1970-01-01.
///
/// Of a plant: its lines, its stores and their orders, and the lanes that lead from or to it. Of a line: the stations that it passes.
TraceMap map_of(const Model& model, std::int32_t start, const TraceChoice& choice);

}  // namespace agrocap
