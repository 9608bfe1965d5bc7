#pragma once

#include "model/floor/batch.hpp"

namespace agrocap {

/// Who came first, and when; `time_never` where it lacks material.
struct FirstCome {
    NextUnit unit;
    Time came = time_never;
};

/// At a station of the plant where lines start units: who came first, of those that wait and the next of each line. A line without material
/// lets others pass.
FirstCome first_come(Run& run, Here here, bool and_waiting);
/// Since when what the station would start next has waited there: its unit's arrival; the next unit of a line comes when the last is
/// released. Now, if there is none.
Time waiting_since(Run& run, Here here);

}  // namespace agrocap
