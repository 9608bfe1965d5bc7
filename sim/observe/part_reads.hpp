#pragma once

#include "observe/metric_source.hpp"
#include "observe/series_reads.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
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
        if constexpr (std::is_same_v<Of, StationState>) {
            if (of.state == 0) of_part_of(of.station).states.push_back({of.station, static_cast<std::uint32_t>(first_.size()) - 1});
        } else if constexpr (std::is_same_v<Of, Whole> || std::is_same_v<Of, Family>) {
            throw_undivided(*metric.row);
        } else {
            add_column();
            put(metric, of);
        }
        if constexpr (std::is_same_v<Of, PlantId>) has_plant_money_ = true;  // their other metrics are totals
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
    /// A column, and a part that adds to it.
    struct Adds {
        std::uint32_t column = 0, part = 0;
        auto operator<=>(const Adds&) const = default;
    };

    bool takes() {
        if (chosen_[next_++] == 0) return false;
        first_.push_back(reads_.columns);
        return true;
    }
    void add_column() { ++reads_.columns; }
    template <class Of>
    void put(const MetricValue<Of>& metric, Of of) {
        if constexpr (std::is_same_v<Of, ItemId>) {
            for (const std::uint32_t part : makers_[of.index]) put_in(part, metric, of);
        } else {
            put_in(part_of(of), metric, of);
        }
    }
    template <class Of>
    void put_in(std::uint32_t part, const MetricValue<Of>& metric, Of of) {
        auto& kinds = std::get<std::vector<SameReads<Of>>>(reads_.of_part[part].reads);
        auto same = std::find_if(kinds.begin(), kinds.end(), [&metric](const auto& one) { return one.sum == metric.read; });
        if (same == kinds.end()) same = kinds.insert(same, {metric.read, {}});
        same->objects.push_back({of, reads_.columns - 1});
        adds_.push_back({reads_.columns - 1, part});
    }
    void sort_out_columns();
    [[noreturn]] static void throw_undivided(const MetricRow& row);

    [[nodiscard]] SeriesReads::OfPart& of_part_of(StationId id) { return reads_.of_part[part_of(id)]; }
    [[nodiscard]] std::uint32_t part_of(NodeId id) const { return model_.part_of.nodes[id]; }
    // Of what a plant trades: each of its lines may be in a part of its own.
    [[nodiscard]] std::uint32_t part_of(PlantId id) const { return part_of(model_.plants[id].node); }
    [[nodiscard]] std::uint32_t part_of(LineId id) const { return model_.part_of.lines[id]; }
    [[nodiscard]] std::uint32_t part_of(StationId id) const { return model_.part_of.stations[id]; }
    [[nodiscard]] std::uint32_t part_of(StoreId id) const { return model_.part_of.stores[id]; }
    [[nodiscard]] std::uint32_t part_of(SupplyId id) const { return part_of(model_.suppliers[model_.supplies[id].supplier].node); }
    [[nodiscard]] std::uint32_t part_of(MarketId id) const { return part_of(model_.markets[id].node); }
    [[nodiscard]] std::uint32_t part_of(DemandId id) const { return part_of(model_.demands[id].market); }
    [[nodiscard]] std::uint32_t part_of(FamilySale sale) const { return part_of(sale.demand); }
    [[nodiscard]] std::uint32_t part_of(PairId id) const { return part_of(model_.pairs[id].plant); }
    [[nodiscard]] std::uint32_t part_of(LaneId id) const { return part_of(model_.lanes[id].from); }
    [[nodiscard]] std::uint32_t part_of(PlaceId id) const { return part_of(model_.places[id].node); }

    const Model& model_;
    const std::vector<char>& chosen_;
    std::vector<std::vector<std::uint32_t>> makers_;  // by item: the parts with lines that make it
    SeriesReads reads_;
    std::vector<std::uint32_t> first_;  // by followed metric: its first column
    std::vector<Adds> adds_;
    std::size_t next_ = 0;
    bool has_plant_money_ = false;
};

}  // namespace agrocap
