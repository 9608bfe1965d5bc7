#pragma once

#include "observe/metric_source.hpp"

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

namespace agrocap {

/// One metric of several objects: how the sum behind it is read of each, and to which column it is added.
template <class Of>
struct SameReads {
    struct Object {
        Of of;
        std::uint32_t column = 0;
    };
    typename MetricValue<Of>::Read sum;
    std::vector<Object> objects;

    void add_to(double* row, const Source& source) const {
        for (const Object& object : objects) row[object.column] += sum(source, object.of);
    }
};

/// By kind of object, so that metric after metric is read in a loop of its own.
template <class... Of>
using ReadsByKind = std::tuple<std::vector<SameReads<Of>>...>;

/// How to read the sums behind followed metrics out of a run, one part of the model at a time: the same for all replications.
///
/// Each read is of an object that changes in one part, and is added to a column. A metric of many objects, such as output.total, is read of
/// each of them: into one column where these are whole numbers, whose sum hangs on no order, else into one column each, which are added up
/// in their order. So no bit hangs on the parts.
struct SeriesReads {
    /// A metric with its columns.
    struct Summed {
        std::uint32_t metric = 0, first = 0, end = 0;
    };
    /// A station with the followed metric of its first state; those of the others come next.
    struct States {
        StationId station;
        std::uint32_t metric = 0;
    };
    /// A column of several parts has a place beside the others of its kind.
    struct Shared {
        std::uint32_t column = 0, place = 0;
    };
    struct OfPart {
        ReadsByKind<ItemId, PlantId, LineId, StationId, StoreId, SupplyId, MarketId, DemandId, FamilySale, PairId, LaneId, PlaceId> reads;
        std::vector<States> states;
        std::vector<Summed> own;     // metrics that nothing in another part adds to
        std::vector<Shared> shared;  // columns of the other metrics, as far as this part adds to them
        std::vector<PairId> pairs;   // where money of plants is followed
    };
    std::vector<OfPart> of_part;
    std::vector<Summed> shared;  // the other metrics; their columns by place
    std::uint32_t columns = 0, places = 0;
    std::size_t stations = 0;  // of the model
};

/// Of the metrics that are `chosen`, by their place in `metric_infos`.
SeriesReads series_reads(const Model& model, const std::vector<char>& chosen);

}  // namespace agrocap
