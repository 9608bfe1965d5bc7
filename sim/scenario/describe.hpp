#pragma once

#include "scenario/schema.hpp"

#include <vector>

namespace agrocap {

// The scenario language, table by table. Adding a key is one line in the describe_*.cpp of its table.

const Schema<Scenario>& document_schema();  // the whole file
const Schema<Scenario>& scenario_schema();  // [scenario]
const Schema<Scenario>& routing_schema();   // [routing]
const Schema<ExperimentSpec>& experiment_schema();
const Schema<WorkCalendarSpec>& calendar_schema();
const Schema<ItemSpec>& item_schema();
const Schema<PlantSpec>& plant_schema();
const Schema<CrewSpec>& crew_schema();
const Schema<StoreSpec>& store_schema();
const Schema<LineSpec>& line_schema();
const Schema<StationSpec>& station_schema();
const Schema<SupplierSpec>& supplier_schema();
const Schema<PlaceSpec>& place_schema();
const Schema<LaneSpec>& lane_schema();
const Schema<MarketSpec>& market_schema();
const Schema<SeasonSpec>& season_schema();
const Schema<AllocationSpec>& allocation_schema();
const Schema<DisruptionSpec>& disruption_schema();
const Schema<TargetSpec>& target_schema();
const Schema<StudySpec>& study_schema();

/// A table, or an array of tables, as a list of specs.
template <class Spec>
void read_one_or_more(std::vector<Spec>& specs, const Schema<Spec>& schema, const Reading& reading) {
    if (reading.value.is_table()) return schema.read(specs.emplace_back(), reading);
    if (!reading.is(TomlKind::array)) return reading.unexpected("a table, or an array of tables");
    for (std::size_t i = 0; i < reading.value.elements.size(); ++i) schema.read(specs.emplace_back(), reading.element(i));
}

}  // namespace agrocap
