#include "model/compile/compile_floor.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace agrocap {

namespace {

/// Where stops stand in their routes, found once a route: lines may have very many stations.
class RouteStops {
  public:
    /// The stop behind this one; null if it is the last, or not on the route.
    const Name* after(const std::vector<Name>& route, const std::string& id) {
        const auto [known, is_new] = positions_.try_emplace(&route);
        if (is_new)
            for (std::size_t i = 0; i < route.size(); ++i) known->second.emplace(*route[i], i);
        const auto here = known->second.find(id);
        return here != known->second.end() && here->second + 1 < route.size() ? &route[here->second + 1] : nullptr;
    }

  private:
    std::map<const std::vector<Name>*, std::map<std::string_view, std::size_t>> positions_;
};

/// Where units of an item go from a station: none means out of the line.
std::vector<Branch> ways_on(const FloorTables& floor, RouteStops& stops, const MadeItem& made, const StationSpec& spec,
                            const std::string& id) {
    std::vector<Branch> ways;
    double share = 0;
    for (const NextSpec& next : spec.next) ways.push_back({floor.station(made, *next.to), share += *next.share});
    for (const Name& next : spec.first_free) ways.push_back({floor.station(made, *next), 1});
    if (!ways.empty()) return ways;
    const Name* next = stops.after(route_of(made.line_spec, made.item), id);
    return {{next != nullptr ? floor.station(made, **next) : StationId(), 1}};
}

/// One way that all take is said in the station's row; else there is a list by item.
void compile_ways_on(FloorTables& floor, RouteStops& stops, StationId id, const StationSpec& spec) {
    Model& model = floor.tables.model;
    Station& row = model.stations[id];
    std::vector<std::vector<Branch>> ways;
    for (const std::uint32_t i : indices_of(row.items)) {
        const MadeItem& made = floor.made_item(i);
        ways.emplace_back();
        if (floor.comes(made, id)) ways.back() = ways_on(floor, stops, made, spec, model.station_names[id].id);
    }
    const auto used = std::find_if(ways.begin(), ways.end(), [](const auto& list) { return !list.empty(); });
    const auto is_the_same = [&](const auto& list) { return list.empty() || (list.size() == 1 && list.front().to == used->front().to); };
    if (std::all_of(ways.begin(), ways.end(), is_the_same)) {
        if (used != ways.end()) row.next = used->front().to;
        return;
    }
    row.has_branches = true;
    row.first_free = !spec.first_free.empty();
    row.branch_stream = floor.tables.stream(model.station_names[id].path, "next");
    row.first_ways = size_of(model.ways) - row.items.first;
    for (const std::vector<Branch>& list : ways) {
        model.ways.push_back({size_of(model.branches), size_of(list)});
        model.branches.insert(model.branches.end(), list.begin(), list.end());
    }
}

void compile_fates(FloorTables& floor, StationId id, const StationSpec& spec) {
    Model& model = floor.tables.model;
    Station& row = model.stations[id];
    bool any = false;
    for (const std::uint32_t i : indices_of(row.items)) any = any || lost_or_sent_back(spec, floor.made_item(i).item).largest() > 0;
    if (!any) return;
    row.has_fate = true;
    row.first_fate = size_of(model.fates) - row.items.first;
    const StreamId stream = floor.tables.stream(model.station_names[id].path, "fate");
    for (const std::uint32_t i : indices_of(row.items)) {
        const MadeItem& made = floor.made_item(i);
        Fate fate{.scrap_up_to = floor.tables.dated(spec.scrap.of(made.item)),
                  .rework_up_to = floor.tables.dated(lost_or_sent_back(spec, made.item)),
                  .rework_to = {},
                  .stream = stream};
        const bool sends_back = spec.rework && spec.rework->share.of(made.item).largest() > 0;
        if (sends_back && floor.comes(made, id)) fate.rework_to = floor.station(made, *spec.rework->to);
        model.fates.push_back(fate);
    }
}

/// Stations that units choose between by who is free: a place at one is waited for at the others, too.
void compile_rivals(FloorTables& floor) {
    Model& model = floor.tables.model;
    std::map<StationId, std::set<StationId>> rivals;
    for (const auto& [key, id] : floor.station_ids) {
        const Station& row = model.stations[id];
        if (!row.first_free) continue;
        for (const std::uint32_t i : indices_of(row.items)) {
            const Slice ways = model.ways[row.first_ways + i];
            for (const std::uint32_t a : indices_of(ways)) {
                for (const std::uint32_t b : indices_of(ways))
                    if (a != b) rivals[model.branches[a].to].insert(model.branches[b].to);
            }
        }
    }
    while (model.station_rivals.size() < model.stations.size()) model.station_rivals.add({});
    for (const auto& [id, others] : rivals) {
        Station& row = model.stations[id];
        row.has_rivals = true;
        row.plain = row.starts_at_once = row.alone = false;  // who waits here is counted elsewhere, until the instant's starts
        model.station_rivals[id] = {size_of(model.rivals), size_of(others)};
        model.rivals.insert(model.rivals.end(), others.begin(), others.end());
    }
}

}  // namespace

void compile_ways(FloorTables& floor) {
    Model& model = floor.tables.model;
    RouteStops stops;
    for (const auto& [key, id] : floor.station_ids) {
        const auto& [line, name] = key;
        const StationSpec& spec =
            line.valid() ? floor.made_item(model.lines[line].items.first).line_spec.station.at(name) : floor.spec.station.at(name);
        compile_ways_on(floor, stops, id, spec);
        compile_fates(floor, id, spec);
        Station& row = model.stations[id];
        if (!row.next.valid() && !row.has_branches && !row.items.empty()) row.fills = model.line_items[row.items.first].store;
    }
    compile_rivals(floor);
}

}  // namespace agrocap
