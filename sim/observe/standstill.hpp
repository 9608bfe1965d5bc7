#pragma once

#include "model/state/run.hpp"

#include <memory>
#include <vector>

namespace agrocap {

class UnitWays;

/// Stations of a part with units that can never move again: each waits for a place, room or material that only others of them could give.
///
/// A server with a running task, a repair or maintenance will finish; one that is blocked goes on if some server of the station (or some
/// taker of the store) ahead of it can; one that lacks material goes on if some station that fills the store can; a free one if a unit can
/// come to it. Markets take and suppliers deliver sooner or later, so nothing that waits for them is stuck. What has something to go on
/// with and cannot is stuck. Gives: sorted by path; empty when everything can move. Cost: O(stations x rounds); meant for a look now and
/// then.
class StandstillWatch {
  public:
    StandstillWatch();
    ~StandstillWatch();
    std::vector<StationId> stuck_stations(const Run& run, const Part& part);
    /// Errors: `ScenarioFault` with the moment and the stations, if some are stuck.
    void look(const Run& run, const Part& part);

  private:
    std::unique_ptr<const UnitWays> ways_;  // of the model: found at the first look that asks for them
};

}  // namespace agrocap
