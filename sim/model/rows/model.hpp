#pragma once

#include "model/rows/dated_number.hpp"
#include "model/rows/floor_rows.hpp"
#include "model/rows/trade_rows.hpp"
#include "model/time/work_clock.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace agrocap {

/// Whom a clock that opens or closes concerns at once.
struct ClockUsers {
    std::vector<CrewId> crews;        // some of their people come and go by it
    std::vector<StationId> stations;  // whose people go home when it closes, or are kept for it no longer
};

/// Objects of a model that share no lane, order, crew, station or store with any other: they can be simulated by themselves.
///
/// Lists in the order of their numbers. Suppliers, lanes and places do nothing unasked, but for places with traffic of their own.
struct Part {
    std::vector<ClockId> clocks;  // by which its objects work; a clock may belong to several parts
    std::vector<StoreId> stores;
    std::vector<LineId> lines;
    std::vector<StationId> stations;
    std::vector<ServerId> servers;
    std::vector<CrewId> crews;
    std::vector<DemandId> demands;
    std::vector<PlaceId> busy_places;  // with traffic
    Table<WorkClock, ClockUsers> clock_users;
};

/// By object: the number of the part in which it changes. Where nothing can ever change, any.
struct PartNumbers {
    Table<Node, std::uint32_t> nodes;
    Table<Line, std::uint32_t> lines;
    Table<Station, std::uint32_t> stations;
    Table<Store, std::uint32_t> stores;
    Table<Crew, std::uint32_t> crews;
};

/// The scenario as flat tables addressed by typed indices: immutable, shared by all threads.
///
/// Objects are numbered in path order. What one station, line or server refers to stands in the lists at the end, addressed by `Slice`.
struct Model {
    Time warmup_end{}, end{};
    std::uint64_t seed = 1;
    std::string home;  // country; empty: those where plants stand, see `is_home`

    Table<Item, Item> items;
    bool has_masses = false;  // of some item: else nobody weighs loads
    Table<Plant, Plant> plants;
    Table<Crew, Crew> crews;
    Table<Store, Store> stores;
    Table<Line, Line> lines;
    Table<Station, Station> stations;
    Table<Station, StationName> station_names;
    Table<Server, Server> servers;
    Table<Mode, Mode> modes;
    Table<Upkeep, Upkeep> upkeeps;
    Table<WorkClock, WorkClock> clocks;
    Table<StreamRow, StreamName> streams;

    Rows<DatedStep> dated_steps;
    std::vector<Time> changes;  // after time 0, at which money or a capacity of the network changes
    Rows<LineItem> line_items;
    Rows<Draw> times;
    Rows<std::uint32_t> item_numbers;  // of an item among those that a station tells apart: lines may make the same
    Rows<Distribution> setups;
    Rows<Slice> ways;  // of branches
    Rows<Branch> branches;
    Rows<Fate> fates;
    Rows<LineId> station_lines;
    Table<Station, Slice> station_rivals;  // Model::rivals: where units may wait that would as well go here
    Rows<StationId> rivals;
    Rows<BatchRule> batch_rules;
    Rows<std::uint32_t> batch_times;  // equal numbers for items with the same time
    std::uint32_t batch_groups = 0;
    Rows<Slice> needs_by_item;
    Rows<Need> needs;
    Rows<Slice> crew_choices;  // of `crew_needs`: all that one way of doing the work holds
    Rows<CrewNeed> crew_needs;
    Rows<CrewShift> crew_shifts;
    Rows<StationId> crew_stations;
    Rows<ModeId> crew_modes;
    Rows<UpkeepId> crew_upkeeps;
    Rows<Time> upkeep_dates;
    Rows<StationId> store_takers;
    Rows<LineId> store_pull_lines;

    // The supply network and the markets.
    Allocation allocation = Allocation::first_come;
    RouteBy route_by = RouteBy::cost;
    double overflow = 0;    // ns; infinity: the cheapest always
    double least_wait = 0;  // ns: the least that any order accepts, `overflow` or a patience
    Table<Node, Node> nodes;
    Table<Lane, Lane> lanes;
    Table<Place, Place> places;
    Table<Supplier, Supplier> suppliers;
    Table<Supply, Supply> supplies;
    Table<Market, Market> markets;
    Table<Demand, Demand> demands;
    Table<SupplyChannel, SupplyChannel> channels;
    Table<Pair, Pair> pairs;
    std::vector<PairId> asked_pairs;  // whose metrics the scenario names, in their order
    Table<Disruption, Disruption> disruptions;
    Rows<StoreSource> store_sources;
    Rows<DemandPiece> demand_pieces;
    Rows<Tender> tenders;
    Rows<Choice> choices;
    Rows<ChannelSource> channel_sources;
    Rows<DatedNumber> tariffs{DatedNumber()};  // shares of a price; the first is none
    Rows<std::uint32_t> store_channels;        // channel_sources: of a store those of the channels that it may serve
    Table<Store, StoreGoods> store_goods;
    Rows<ServerId> disrupted_servers;
    Rows<LineId> disrupted_lines;
    Rows<LaneId> lanes_leaving;
    Rows<Maker> makers;
    Rows<Need> maker_needs;

    Part whole;
    std::vector<Part> parts;  // into which a large model falls; none: it is one
    PartNumbers part_of;      // 0 of all where it is one

    [[nodiscard]] Duration measured() const { return end - warmup_end; }

    /// All that the ways of doing the station's work hold, one way behind the other.
    [[nodiscard]] std::span<const CrewNeed> crew_needs_of(const Station& station) const {
        if (station.crews.empty()) return {};
        const std::uint32_t first = crew_choices[station.crews.first].first;
        return {crew_needs.data() + first, crew_choices[station.crews.end() - 1].end() - first};
    }
};

}  // namespace agrocap
