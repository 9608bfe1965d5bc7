#pragma once

#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// A station that units of a line come to: the line's own, or the plant's, which other lines may pass, too.
struct LineStation {
    const StationSpec* spec = nullptr;
    bool is_plants = false;
};

/// Whether the item is among those that the line makes.
bool makes_item(const LineSpec& line, const std::string& item);

/// The way of an item through the line: its own of `routes`, else `route`.
const std::vector<Name>& route_of(const LineSpec& line, const std::string& item);

/// A line's station of that name: its own before the plant's. Gives: none if neither has one.
LineStation station_of(const PlantSpec& plant, const LineSpec& line, const std::string& name);

/// The stations of a line by name: all of its own, and those of the plant that its routes, or stations on them, lead to.
Keyed<LineStation> stations_of(const PlantSpec& plant, const LineSpec& line);

/// The same for the units of one item. Where no item has a way of its own, all of the line's stations count.
Keyed<LineStation> stations_of(const PlantSpec& plant, const LineSpec& line, const std::string& item);

/// The shares of an item's units that a station scraps and sends back, together.
Dated<double> lost_or_sent_back(const StationSpec& station, const std::string& item);

/// The stations that `next` of a station names, those with a share of 0 left out.
std::vector<Name> ways_by_name(const StationSpec& station);

/// A station of a plant or of one of its lines, and who passes it.
struct PlacedStation {
    std::string path, id;
    const StationSpec& spec;
    const LineSpec* owner = nullptr;     // none: the plant's
    std::vector<const LineSpec*> lines;  // that pass it: its owner, or those of the plant that do, in path order
    Keyed<double> items;                 // that come here from some of these lines, with the largest share in one

    [[nodiscard]] bool is_passed_by(const std::string& item) const { return items.contains(item); }
};

/// All stations: those of each line, then the plant's own.
std::vector<PlacedStation> all_stations(const PlantSpec& plant, const std::string& plant_path);

/// "plant.semey.line.big.station.weld" or "plant.semey.station.paint", by the path of the line.
std::string station_path(const std::string& line_path, const std::string& name, const LineStation& station);

/// Places in front of a station: its own `buffer`, else unlimited where some item's way begins, else the line's, else 0.
std::int64_t buffer_of(const PlantSpec& plant, const LineSpec& line, const std::string& name);

/// The same for a station of the plant, of that name.
std::int64_t buffer_of(const PlantSpec& plant, const std::string& name);

/// Places in front and on its servers: as many a server as a batch has units.
std::int64_t places_of(std::int64_t buffer, const StationSpec& station);

}  // namespace agrocap
