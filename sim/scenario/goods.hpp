#pragma once

#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace agrocap {

/// One need of a plant: an item that its lines take from the store, and the first key that says so.
struct PartNeed {
    std::string item;
    std::int64_t count = 0;  // for one unit or one service
    SourceSpan at;
    std::string path;  // "plant.semey.line.main.makes" for a bill of materials, "….station.cab.takes"
    std::string made;  // the item whose bill of materials needs it; empty for `takes`
};

/// All that a line takes from its plant's stores: bills of materials of what it makes, and what its stations take.
std::vector<PartNeed> needs_of(const Scenario& scenario, const PlantSpec& plant, const LineSpec& line, const std::string& path);

/// Whether some line of the plant makes the item.
bool makes(const PlantSpec& plant, const std::string& item);

/// Whether a store gets goods other than from lines: from nowhere without end, or by orders.
bool is_supplied(const StoreSpec& store);

/// Whether the plant can ever have the item: it makes it, or its store is supplied or begins with some.
bool has_goods(const PlantSpec& plant, const std::string& item);

/// Where a plant's store orders from, as ends of lanes ("supplier.minsk", "plant.semey"): the sources named, else all suppliers of the
/// item, else all plants that can have it. Empty if the store orders nothing.
std::vector<std::string> sources_of(const Scenario& scenario, const std::string& plant, const std::string& item, const StoreSpec& store);

/// The items that a demand is for: the item itself, or those of the family.
std::vector<std::string> items_of_demand(const Scenario& scenario, const std::string& item_or_family);

/// Whether a count can only come out as 0.
bool is_never_positive(const DistributionSpec& count);

/// Whether some bill of materials or station needs the item.
bool is_used(const Scenario& scenario, const std::string& item);

/// Whether some supplier has the item.
bool is_offered(const Scenario& scenario, const std::string& item);

/// Whether some market asks for the item or its family.
bool is_demanded(const Scenario& scenario, const std::string& item);

}  // namespace agrocap
