#pragma once

#include "scenario/change_costs.hpp"
#include "scenario/resolve.hpp"
#include "scenario/scenario.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace agrocap {

/// A change that a planner could make, as options of `--set`.
struct PossibleChange {
    std::string what;              // "plant.semey.line.main.station.paint: one more server"
    std::vector<std::string> set;  // "plant.semey.line.main.station.paint.servers=3"
    std::string kind;              // "one more server"
    std::string place;             // path of the object
    std::string key;               // of `kinds_of_change`
    std::optional<double> cost;    // where costs are given
};

/// All changes of the usual kinds: work in 20 % less time, no failures, repairs in half the time, one more server, one more place in front,
/// a calendar with more hours, twice the order points and order quantities of a store, 20 % more of a supplier's capacity, one more server
/// of a place on the way.
///
/// In the order of paths. Requires: a scenario read from the text without errors.
std::vector<PossibleChange> change_catalogue(const ResolvedText& text, const Scenario& scenario);

/// The same with those of one kind put together by line (or plant, supplier …) while there are more than `most`; then by plant.
std::vector<PossibleChange> at_most_so_many(std::vector<PossibleChange> changes, std::size_t most);

/// Those that have a cost, with it.
std::vector<PossibleChange> priced(std::vector<PossibleChange> changes, const ChangeCosts& costs);

/// Keys of costs that are no change's: nothing there can be changed so.
std::vector<std::string> unused_costs(const std::vector<PossibleChange>& changes, const ChangeCosts& costs);

}  // namespace agrocap
