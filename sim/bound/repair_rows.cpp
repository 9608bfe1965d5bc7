#include "bound/least_loss.hpp"
#include "bound/server_time.hpp"

#include <algorithm>
#include <vector>

namespace agrocap {

namespace {

/// The failures of a station in a stretch of time whose loss is worth a row: those whose repairs never go by at one time together.
struct StationLoss {
    LeastLoss sum;
    std::size_t counted = 0;  // in the sum
    std::vector<LeastLoss> apart;
};

StationLoss loss_of(const StationSpec& spec, const OpenTime& open, bool from_start) {
    StationLoss loss;
    for (const FailureSpec& failure : spec.failures) {
        const LeastLoss one = least_loss(failure, open, from_start);
        if (!(one.share * open.sum > one.free)) continue;
        if (one.apart) {
            loss.apart.push_back(one);
            continue;
        }
        loss.sum.share += one.share;
        loss.sum.free += one.free;
        ++loss.counted;
    }
    return loss;
}

/// What servers work, and what repairs take of them, is within their open time from one stretch to another.
void add_repair_row(Draft& draft, StationId id, int first, int last, const OpenTime& open, const LeastLoss& loss) {
    const auto servers = static_cast<double>(draft.model.stations[id].servers.count);
    Sum row;
    for (const std::uint32_t v : draft.visits_at[id])
        for (int p = first; p <= last; ++p)
            row.add(draft.visits[v].work.in(p), step_down(step_down(time_per_unit(draft, draft.visits[v], p)) * (1 + loss.share)));
    row.constant = servers * open.sum * (1 + 1e-12) * time_scale;
    double over = 0;
    for (int p = first; p <= last; ++p)
        over += time_beyond(draft, id, p == 0, [&](const Visit& visit) { return time_per_unit(draft, visit, p); });
    row.allowance = step_up(servers * loss.free * time_scale + over * (1 + loss.share));
    draft.add_row(RowKind::repairs, draft.model.station_names[id].path, spec_of(draft, id).at, last, std::move(row));
    draft.program.rows.back().scale = 1 / (time_scale * ns_per_hour);
}

/// Gives whether all failures are counted.
bool add_rows_of(Draft& draft, StationId id) {
    const StationSpec& spec = spec_of(draft, id);
    const WorkClock& clock = draft.model.clocks[draft.model.stations[id].clock];
    bool counts_all = true;
    for (int p = 0; p < draft.periods.count(); ++p) {
        const OpenTime open = open_time(clock, draft.stretch(p));
        const StationLoss within = loss_of(spec, open, p == 0);
        if (within.counted > 0) add_repair_row(draft, id, p, p, open, within.sum);
        for (const LeastLoss& one : within.apart) add_repair_row(draft, id, p, p, open, one);
        std::size_t counted = within.counted + within.apart.size();
        if (p > 0) {  // uptimes that age the other way are told from the start only
            const OpenTime since = open_time(clock, {Time{}, draft.periods.end(p)});
            const StationLoss from_start = loss_of(spec, since, true);
            if (from_start.counted > within.counted) add_repair_row(draft, id, 0, p, since, from_start.sum);
            counted = std::max(counted, from_start.counted + within.apart.size());
        }
        counts_all = counts_all && counted == spec.failures.size();
    }
    return counts_all;
}

}  // namespace

void add_repair_rows(Draft& draft) {
    for (std::uint32_t s = 0; s < draft.model.stations.size(); ++s) {
        const StationId id(s);
        if (spec_of(draft, id).failures.empty()) continue;
        const bool is_told = draft.rules[id].rule == WorkRule::worked && !draft.model.stations[id].finishes && !draft.visits_at[id].empty();
        if (!is_told || !add_rows_of(draft, id)) draft.left_out.insert("failures");
    }
}

}  // namespace agrocap
