#include "bound/least_loss.hpp"
#include "bound/server_time.hpp"

#include <algorithm>
#include <vector>

namespace agrocap {

namespace {

/// Stations that units of the items come to.
std::vector<StationId> stations_of(const Draft& draft, const std::vector<std::uint32_t>& items) {
    std::vector<StationId> stations;
    for (const std::uint32_t item : items) {
        const Slice visits = draft.visits_of_item[item];
        for (const Visit& visit : rows_of(draft.visits, visits)) stations.push_back(visit.station);
    }
    std::sort(stations.begin(), stations.end());
    stations.erase(std::unique(stations.begin(), stations.end()), stations.end());
    return stations;
}

/// Time in which any of the stations may work.
double time_together(const Draft& draft, const std::vector<StationId>& stations, TimeSpan stretch) {
    std::vector<ClockId> clocks;
    for (const StationId id : stations) {
        if (draft.model.stations[id].finishes) return static_cast<double>((stretch.to - stretch.from).count());
        clocks.push_back(draft.model.stations[id].clock);
    }
    return draft.hours.together(std::move(clocks), stretch);
}

/// Repairs that keep units of a station in hand: those that its work leads to, where it does not lose what it works on.
LeastLoss repairs_in_hand(const Draft& draft, StationId id, int period) {
    LeastLoss sum;
    if (draft.rules[id].rule != WorkRule::worked || draft.model.stations[id].finishes) return sum;
    const OpenTime open = open_time(draft.model.clocks[draft.model.stations[id].clock], draft.stretch(period));
    for (const FailureSpec& failure : spec_of(draft, id).failures) {
        const LeastLoss one = least_loss(failure, open, period == 0);
        if (failure.on_failure == OnFailure::scrap || one.apart || !(one.share * open.sum > one.free)) continue;
        sum.share += one.share;
        sum.free += one.free;
    }
    return sum;
}

/// Time that units of the items spend at a station.
void add_time_at(const Draft& draft, StationId id, const std::vector<std::uint32_t>& items, int period, Sum& sum) {
    const Station& station = draft.model.stations[id];
    const LeastLoss loss = repairs_in_hand(draft, id, period);
    for (const std::uint32_t v : draft.visits_at[id]) {
        const Visit& visit = draft.visits[v];
        if (std::find(items.begin(), items.end(), visit.item) == items.end()) continue;
        const double each = time_per_unit(draft, visit, period);
        sum.add(visit.work.in(period), std::max(0.0, step_down(step_down(each) * (station.batch + loss.share))));
    }
    const double over = time_beyond(draft, id, period == 0, [&](const Visit& visit) { return time_per_unit(draft, visit, period); });
    sum.allowance += step_up(over * (station.batch + loss.share)) + step_up(station.servers.count * loss.free * time_scale);
}

/// So many units of the items are under way at most, and each is at one station at a time.
void add_time_rows(Draft& draft, const std::string& what, SourceSpan at, const std::vector<std::uint32_t>& items, std::int64_t most) {
    const std::vector<StationId> stations = stations_of(draft, items);
    for (int p = 0; p < draft.periods.count(); ++p) {
        const double time = step_up(time_together(draft, stations, draft.stretch(p)) * time_scale);
        if (!(time > 0)) continue;
        Sum row;
        for (const StationId id : stations) add_time_at(draft, id, items, p, row);
        if (row.terms.empty()) continue;
        for (ProgramTerm& term : row.terms) term.factor = std::max(0.0, step_down(term.factor / time));
        row.constant = static_cast<double>(most);
        row.allowance = step_up(row.allowance * (1 + 1e-12) / time);
        draft.add_row(RowKind::room, what, at, p, std::move(row));
    }
}

std::vector<std::uint32_t> items_of(Slice items) {
    std::vector<std::uint32_t> all;
    for (const std::uint32_t item : indices_of(items)) all.push_back(item);
    return all;
}

/// A line that is pulled begins no more than its store lacks, unless somebody has ordered from there.
void add_pulled_rows(Draft& draft, StoreId id) {
    const Store& store = draft.model.stores[id];
    if (store.pull_lines.empty() || store.channels.count > 0 || store.never_empty) return;
    std::vector<std::uint32_t> items;
    for (const Maker& maker : rows_of(draft.model.makers, store.makers))
        if (draft.model.lines[draft.model.line_items[maker.item].line].release == ReleaseKind::pull) items.push_back(maker.item);
    if (!items.empty()) add_time_rows(draft, store.path, draft.scenario.item.at(draft.model.items[store.item].id).at, items, store.target);
}

}  // namespace

void add_line_time_rows(Draft& draft) {
    for (std::uint32_t l = 0; l < draft.model.lines.size(); ++l) {
        const Line& line = draft.model.lines[LineId(l)];
        if (line.release == ReleaseKind::wip) add_time_rows(draft, line.path, spec_of(draft, LineId(l)).at, items_of(line.items), line.wip);
    }
    for (std::uint32_t s = 0; s < draft.model.stores.size(); ++s) add_pulled_rows(draft, StoreId(s));
}

}  // namespace agrocap
