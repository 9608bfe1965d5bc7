#pragma once

#include "observe/metric_source.hpp"
#include "observe/series_reads.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace agrocap {

/// Takes how those metrics are read that are chosen, by their place among all: of each object in the part in which it changes.
class PartReads {
  public:
    PartReads(const Model& model, const std::vector<char>& chosen);

    template <class Of>
    void add(const Source&, const MetricValue<Of>& metric, Of of) {
        if (!takes()) return;
        add_column();
        if constexpr (std::is_same_v<Of, Whole> || std::is_same_v<Of, Family>)
            throw_undivided(*metric.row);
        else
            put(metric, of);
        if constexpr (std::is_same_v<Of, PlantId>) has_plant_money_ = has_plant_money_ || !metric.row->pattern.starts_with("output.");
    }
    template <class Member, class VisitMembers>
    void add_total(Adding adding, const MetricValue<Member>& metric, VisitMembers&& visit_members) {
        if (!takes()) return;
        if (adding == Adding::whole_numbers) add_column();
        visit_members([&](Member of) {
            if (adding == Adding::amounts) add_column();
            put(metric, of);
        });
    }
    SeriesReads take() &&;

  private:
    bool takes() {
        if (chosen_[next_++] == 0) return false;
        reads_.first.push_back(columns_);
        return true;
    }
    void add_column() { ++columns_; }
    template <class Of>
    void put(const MetricValue<Of>& metric, Of of) {
        const auto sum = [read = metric.read, of](const Source& source) { return read(source, of); };
        if constexpr (std::is_same_v<Of, ItemId>) {
            for (const std::uint32_t part : makers_[of.index]) reads_.of_part[part].push_back({sum, columns_ - 1});
        } else {
            reads_.of_part[part_of(of)].push_back({sum, columns_ - 1});
        }
    }
    [[noreturn]] static void throw_undivided(const MetricRow& row);

    [[nodiscard]] std::uint32_t part_of(NodeId node) const { return part_of_[node.index]; }
    [[nodiscard]] std::uint32_t part_of(PlantId id) const { return part_of(model_.plants[id].node); }
    [[nodiscard]] std::uint32_t part_of(LineId id) const { return part_of(model_.lines[id].plant); }
    [[nodiscard]] std::uint32_t part_of(StationId id) const { return part_of(model_.station_names[id].plant); }
    [[nodiscard]] std::uint32_t part_of(StationState of) const { return part_of(of.station); }
    [[nodiscard]] std::uint32_t part_of(StoreId id) const { return part_of(model_.stores[id].node); }
    [[nodiscard]] std::uint32_t part_of(SupplyId id) const { return part_of(model_.suppliers[model_.supplies[id].supplier].node); }
    [[nodiscard]] std::uint32_t part_of(MarketId id) const { return part_of(model_.markets[id].node); }
    [[nodiscard]] std::uint32_t part_of(DemandId id) const { return part_of(model_.demands[id].market); }
    [[nodiscard]] std::uint32_t part_of(FamilySale sale) const { return part_of(sale.demand); }
    [[nodiscard]] std::uint32_t part_of(PairId id) const { return part_of(model_.pairs[id].plant); }
    [[nodiscard]] std::uint32_t part_of(LaneId id) const { return part_of(model_.lanes[id].from); }
    [[nodiscard]] std::uint32_t part_of(PlaceId id) const { return part_of(model_.places[id].node); }

    const Model& model_;
    const std::vector<char>& chosen_;
    std::vector<std::uint32_t> part_of_;              // by node
    std::vector<std::vector<std::uint32_t>> makers_;  // by item: the parts with lines that make it
    SeriesReads reads_;
    std::size_t next_ = 0;
    std::uint32_t columns_ = 0;
    bool has_plant_money_ = false;
};

}  // namespace agrocap
