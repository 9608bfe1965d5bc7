#pragma once

#include "scenario/scenario.hpp"

#include <set>
#include <string>
#include <unordered_map>
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

/// Whether a count can only come out as 0.
bool is_never_positive(const DistributionSpec& count);

/// Who makes, holds, delivers, uses and asks for each item of a scenario, found in one walk and then looked up: networks have a hundred
/// thousand stores. The scenario must outlive it.
class GoodsIndex {
  public:
    explicit GoodsIndex(const Scenario& scenario);

    [[nodiscard]] bool makes(const std::string& plant, const std::string& item) const;
    /// Whether the plant can ever have the item: it makes it, or its store is supplied or begins with some.
    [[nodiscard]] bool has(const std::string& plant, const std::string& item) const;
    /// Suppliers that have the item, and plants that can have it, by id.
    [[nodiscard]] const std::vector<std::string>& suppliers_of(const std::string& item) const { return row(item).suppliers; }
    [[nodiscard]] const std::vector<std::string>& holders_of(const std::string& item) const { return row(item).holders; }
    /// The largest lot in which some supplier delivers the item, at least 1.
    [[nodiscard]] std::int64_t largest_lot(const std::string& item) const { return row(item).largest_lot; }
    /// Whether some bill of materials or station needs the item.
    [[nodiscard]] bool is_used(const std::string& item) const { return row(item).is_used; }
    /// Whether some market asks for the item or its family.
    [[nodiscard]] bool is_demanded(const std::string& item) const;
    /// The items that a demand is for: the item itself, or those of the family.
    [[nodiscard]] std::vector<std::string> items_of_demand(const std::string& item_or_family) const;
    /// Where a plant's store orders from, as ends of lanes ("supplier.minsk", "plant.semey"): the sources named, else all suppliers of the
    /// item, else all plants that can have it. Empty if the store orders nothing. Cost: as many as there are.
    [[nodiscard]] std::vector<std::string> sources_of(const std::string& plant, const std::string& item, const StoreSpec& store) const;

  private:
    struct Row {
        std::vector<std::string> suppliers, holders;
        std::set<std::string> makers;
        std::int64_t largest_lot = 1;
        bool is_used = false, is_demanded = false;
    };

    [[nodiscard]] const Row& row(const std::string& item) const;
    void add_plant(const std::string& id, const PlantSpec& plant);

    const Scenario& scenario_;
    std::unordered_map<std::string, Row> rows_;
    std::unordered_map<std::string, std::vector<std::string>> families_;
    std::set<std::string> demanded_;  // items and families
};

}  // namespace agrocap
