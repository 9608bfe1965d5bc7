#include "bound/least_loss.hpp"
#include "bound/server_time.hpp"

#include <algorithm>

namespace agrocap {

namespace {

/// The work that keeps a server from its maintenance, at the most and on average: that of a unit, whatever has been done of it. Below 0
/// where that is not known.
double kept_waiting(const Draft& draft, StationId id) {
    const Station& station = draft.model.stations[id];
    double most = 0;
    for (const std::uint32_t v : draft.visits_at[id]) {
        const Visit& visit = draft.visits[v];
        if (!visit.facts.ages || visit.is_killed || !(visit.facts.mean > 0)) return -1;
        most = std::max(most, step_up(visit.facts.mean * (1 + 1e-8)) + 1);
    }
    return most * station.batch;
}

/// Nothing changes the pace of the station's work, and nothing begins it anew.
bool has_steady_work(const Draft& draft, StationId id) {
    const Station& station = draft.model.stations[id];
    const std::vector<FailureSpec>& failures = spec_of(draft, id).failures;
    return draft.rules[id].rule == WorkRule::worked && !draft.model.clocks[station.work_clock].ramped &&
           std::none_of(draft.model.disrupted_servers.begin(), draft.model.disrupted_servers.end(),
                        [&](ServerId server) { return draft.model.servers[server].station == id; }) &&
           std::none_of(failures.begin(), failures.end(),
                        [](const FailureSpec& failure) { return failure.on_failure == OnFailure::restart; });
}

/// Of a stretch in which nobody goes home: what one rule of maintenance leaves of its time. Gives whether that is less than all.
bool add_maintenance_row(Draft& draft, StationId id, int period, const MaintenanceSpec& rule, double waits) {
    const OpenTime open = open_time(draft.model.clocks[draft.model.stations[id].clock], draft.stretch(period));
    const LeastCare care = least_care(rule, waits);
    if (open.lengths.size() != 1 || !(care.share * open.sum > care.free)) return false;
    Sum row;
    for (const std::uint32_t v : draft.visits_at[id])
        row.add(draft.visits[v].work.in(period), time_per_unit(draft, draft.visits[v], period));
    const auto servers = static_cast<double>(draft.model.stations[id].servers.count);
    row.constant = servers * open.sum * (1 - care.share) * (1 + 1e-12) * time_scale;
    row.allowance = step_up(servers * care.free * time_scale);
    draft.add_row(RowKind::repairs, draft.model.station_names[id].path, spec_of(draft, id).at, period, std::move(row));
    draft.program.rows.back().scale = 1 / (time_scale * ns_per_hour);
    return true;
}

/// Gives whether all of the station's maintenance is counted.
bool add_care_rows(Draft& draft, StationId id) {
    const std::vector<MaintenanceSpec>& rules = spec_of(draft, id).maintenance;
    const double waits = draft.visits_at[id].empty() || !has_steady_work(draft, id) ? -1 : kept_waiting(draft, id);
    if (waits < 0) return rules.empty();
    bool counts_all = true;
    for (const MaintenanceSpec& rule : rules)
        for (int p = 0; p < draft.periods.count(); ++p) counts_all = add_maintenance_row(draft, id, p, rule, waits) && counts_all;
    return counts_all;
}

}  // namespace

void add_maintenance_rows(Draft& draft) {
    for (std::uint32_t s = 0; s < draft.model.stations.size(); ++s)
        if (!add_care_rows(draft, StationId(s))) draft.left_out.insert("maintenance");
}

}  // namespace agrocap
