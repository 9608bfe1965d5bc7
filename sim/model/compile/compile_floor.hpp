#pragma once

#include "model/compile/compile_tables.hpp"
#include "scenario/line_stations.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace agrocap {

/// One item of one line while its plant is compiled: a row beside its `LineItem`.
struct MadeItem {
    const std::string& item;
    const LineSpec& line_spec;
    LineId line;
    Keyed<LineStation> stations;  // that its units come to
};

/// Where names of a plant's floor become ids.
struct FloorTables {
    Tables& tables;
    PlantId plant;
    const PlantSpec& spec;
    std::uint32_t first_item = 0;                                     // Model::line_items: of the plant
    std::vector<MadeItem> made;                                       // as these rows
    std::map<std::pair<LineId, std::string>, StationId> station_ids;  // no line: of the plant

    [[nodiscard]] const MadeItem& made_item(std::uint32_t item) const { return made[item - first_item]; }
    /// The station that a name means on an item's way. Requires: there is one.
    [[nodiscard]] StationId station(const MadeItem& made_item, const std::string& name) const {
        const bool is_plants = made_item.stations.at(name).is_plants;
        return station_ids.at({is_plants ? LineId() : made_item.line, name});
    }
    /// Whether units of the item come to the station.
    [[nodiscard]] bool comes(const MadeItem& made_item, StationId id) const;
};

/// Adds the row of one station with its servers: of a line, or with none of the plant. Ways on are for `compile_ways`.
void compile_station(FloorTables& floor, LineId line, const std::string& id, const StationSpec& spec);

/// What becomes of units after service at all stations of the plant. Requires: every station has its id.
void compile_ways(FloorTables& floor);

}  // namespace agrocap
