#include "model/floor/next_unit.hpp"

#include "base/inlining.hpp"
#include "model/floor/sequence.hpp"

#include <algorithm>

namespace agrocap {

AGROCAP_APART FirstCome first_come(Run& run, Here here, bool and_waiting) {
    NextUnit first, lacking;
    Time came = time_never;
    if (and_waiting && here.status.waiting > 0) {
        const UnitStatus& head = run.state.units[here.status.units.head];
        first = {head.item, true};
        came = head.arrived;
    }
    for (const LineId line : rows_of(run.model.station_lines, here.row.lines)) {
        const ReleaseKind release = run.model.lines[line].release;
        if (release != ReleaseKind::saturated && release != ReleaseKind::pull) continue;
        const std::uint32_t item = next_item_at(run, line, id_of(run, here));
        if (item == no_row) continue;
        NextUnit& found = has_material(run, item) ? first : lacking;
        if (found.item != no_row && (&found == &lacking || run.state.lines[line].next_came >= came)) continue;
        found = {item, false};
        if (&found == &first) came = run.state.lines[line].next_came;
    }
    return {first.item != no_row ? first : lacking, came};
}

Time waiting_since(Run& run, Here here) {
    const bool lines_begin = here.row.makes_units && !here.row.line.valid();
    if (lines_begin && here.row.batch == 1) return std::min(run.now(), first_come(run, here, true).came);
    if (here.status.waiting > 0) {
        const UnitId ready = here.row.batch > 1 ? ready_batch(run, here) : UnitId();
        return run.state.units[ready.valid() ? ready : here.status.units.head].arrived;
    }
    if (!here.row.makes_units || here.row.batch > 1) return run.now();  // units of a line come when they are released for a batch
    return std::min(run.now(), run.state.lines[here.row.line].next_came);
}

}  // namespace agrocap
