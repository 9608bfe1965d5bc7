#include "bound/draft.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace agrocap {

namespace {

/// Units that come by a way until the end of a stretch: completed elsewhere, or chosen.
void add_coming(const Draft& draft, const UnitWay& way, int period, double sign, Sum& row) {
    if (way.chosen.valid()) {
        row.add(way.chosen, period, sign);
        return;
    }
    row.add(draft.visits[way.from].work, period, sign * way.most);
    row.allowance -= sign * step_up(way.most * draft.visits[way.from].allowance);
}

/// The work at a station is on units that have come there.
void add_visit_rows(Draft& draft, std::uint32_t v) {
    const Visit& visit = draft.visits[v];
    const bool is_first = v == draft.first_visit(visit.item);
    if (is_first && !draft.released[visit.item].valid()) return;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        row.add(visit.work, p, 1);
        if (is_first) row.add(draft.released[visit.item], p, -1);
        for (const UnitWay& way : draft.ways_in[v]) add_coming(draft, way, p, -1, row);
        draft.add_row(RowKind::units, draft.model.station_names[visit.station].path, spec_of(draft, visit.station).at, p, std::move(row));
    }
}

/// What units choose among is no more than what is completed.
void add_choice_rows(Draft& draft) {
    std::map<std::uint32_t, std::vector<UnitWay>> chosen;  // by visit
    for (const auto* lists : {&draft.ways_in, &draft.ways_out})
        for (const std::vector<UnitWay>& ways : *lists)
            for (const UnitWay& way : ways)
                if (way.chosen.valid()) chosen[way.from].push_back(way);
    for (const auto& [v, ways] : chosen) {
        const Visit& visit = draft.visits[v];
        for (int p = 0; p < draft.periods.count(); ++p) {
            Sum row;
            for (const UnitWay& way : ways) row.add(way.chosen, p, 1);
            row.add(visit.work, p, -ways.front().most);
            row.allowance = step_up(ways.front().most * visit.allowance);
            draft.add_row(RowKind::units, draft.model.station_names[visit.station].path, spec_of(draft, visit.station).at, p,
                          std::move(row));
        }
    }
}

void add_leaving_rows(Draft& draft, std::uint32_t item) {
    const Line& line = draft.model.lines[draft.model.line_items[item].line];
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        row.add(draft.put[item], p, 1);
        for (const UnitWay& way : draft.ways_out[item]) add_coming(draft, way, p, -1, row);
        draft.add_row(RowKind::leaving, line.path, spec_of(draft, draft.model.line_items[item].line).at, p, std::move(row));
    }
}

/// What has left by the end of a stretch is at least what was worked on, less what last stations may still hold.
void add_left_before(Draft& draft, LineId id, Slice items, int before) {
    Sum row;
    std::set<StationId> last;
    for (const std::uint32_t i : indices_of(items)) {
        row.add(draft.put[i], before, -1);
        for (const UnitWay& way : draft.ways_out[i]) {
            if (way.least == 0) continue;
            row.add(draft.visits[way.from].work, before, way.least);
            last.insert(draft.visits[way.from].station);
        }
    }
    for (const StationId station : last) row.allowance += static_cast<double>(draft.rules[station].in_hand);
    if (!last.empty()) draft.add_row(RowKind::output, draft.model.lines[id].path, spec_of(draft, id).at, before, std::move(row));
}

/// No more units are at a station than it has places for: what was sent there and has not been worked on.
void add_place_rows(Draft& draft, StationId id) {
    const Station& station = draft.model.stations[id];
    if (station.places == unlimited || draft.rules[id].loses_work) return;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        row.constant = static_cast<double>(station.places);
        std::set<StationId> before;
        for (const std::uint32_t v : draft.visits_at[id]) {
            row.add(draft.visits[v].work, p, -1);
            row.allowance += draft.visits[v].allowance;
            for (const UnitWay& way : draft.ways_in[v]) {
                const Visit& from = draft.visits[way.from];
                if (way.least == 0 || from.station == id) continue;
                row.add(from.work, p, way.least);
                before.insert(from.station);
            }
        }
        if (before.empty()) return;
        for (const StationId from : before) row.allowance += static_cast<double>(draft.rules[from].in_hand);
        draft.add_row(RowKind::room, draft.model.station_names[id].path, spec_of(draft, id).at, p, std::move(row));
    }
}

/// A line that holds so many units at most: what is begun has left, was scrapped, or is one of them.
void add_wip_rows(Draft& draft, LineId id) {
    const Line& line = draft.model.lines[id];
    if (line.release != ReleaseKind::wip) return;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        row.constant = static_cast<double>(line.wip);
        for (const std::uint32_t i : indices_of(line.items)) {
            row.add(draft.put[i], p, -1);
            const Slice visits = draft.visits_of_item[i];
            if (draft.has_ways_in(visits.first)) return;
            row.add(draft.visits[visits.first].work, p, 1);
            for (const Visit& visit : rows_of(draft.visits, visits)) {
                if (draft.rules[visit.station].loses_work) return;
                row.add(visit.work, p, -visit.scrap);
                row.allowance += step_up(visit.scrap * visit.allowance);
            }
        }
        draft.add_row(RowKind::room, line.path, spec_of(draft, id).at, p, std::move(row));
    }
}

/// How a line's sequence shares out what it releases: of an item no more than its share and so many beyond.
struct ItemShare {
    double share = 1, ahead = 0;
};

ItemShare share_of(const Draft& draft, const Line& line, std::uint32_t item) {
    const double weight = static_cast<double>(draft.model.line_items[item].weight) / static_cast<double>(line.weight_total);
    switch (line.sequence) {
        case SequenceKind::level: return {step_up(weight), 1};
        case SequenceKind::random: return {step_up(weight), 0};
        case SequenceKind::campaign: return {step_up(weight), static_cast<double>(line.campaign)};
    }
    return {};
}

/// Units that come to a line by themselves: at most so many on average until `at`; none where nothing is known.
std::optional<double> arrivals_until(const Line& line, const LineSpec& spec, Time at) {
    if (at <= line.opens) return 0;
    const WorkFacts facts = work_facts(*spec.every);
    if (facts.mean <= 0) return std::nullopt;
    double arrivals = static_cast<double>((at - line.opens).count()) / facts.mean;
    arrivals = line.every.distribution.is_constant() ? std::floor(arrivals) : step_up(arrivals);
    if (!facts.ages) arrivals += facts.spread - 1;  // Lorden's bound on the excess
    const double units = arrivals * line.batch.distribution.mean();
    return line.batch.distribution.is_constant() ? units : units * (1 + 1e-12);
}

void add_arrival_rows(Draft& draft, LineId id) {
    const Line& line = draft.model.lines[id];
    if (line.release != ReleaseKind::every) return;
    for (int p = 0; p < draft.periods.count(); ++p) {
        const std::optional<double> arrivals = arrivals_until(line, spec_of(draft, id), draft.periods.end(p));
        if (!arrivals) continue;
        Sum row;
        row.constant = *arrivals;
        for (const Course& released : rows_of(draft.released, line.items)) row.add(released, p, 1);
        draft.add_row(RowKind::arrivals, line.path, spec_of(draft, id).at, p, std::move(row));
        for (const std::uint32_t i : indices_of(line.items)) {
            if (line.items.count < 2) break;
            const ItemShare share = share_of(draft, line, i);
            Sum of_item;
            of_item.constant = step_up(step_up(share.share * *arrivals) + share.ahead);
            of_item.add(draft.released[i], p, 1);
            draft.add_row(RowKind::arrivals, line.path, spec_of(draft, id).at, p, std::move(of_item));
        }
    }
}

/// Units of a line that are begun, or released and wait at its first stations, beyond the work on them; none if there is no bound.
double begun_beyond_work(const Draft& draft, const Line& line) {
    std::map<StationId, double> beyond;
    for (const std::uint32_t i : indices_of(line.items)) {
        const Visit& visit = draft.visits[draft.first_visit(i)];
        if (draft.has_ways_in(draft.first_visit(i)) || (draft.rules[visit.station].loses_work && !visit.is_killed)) return -1;
        double& station = beyond[visit.station];
        station += visit.allowance > 0 ? visit.allowance : 0;
    }
    double sum = 0;
    for (const auto& [station, more] : beyond) {
        const Station& row = draft.model.stations[station];
        sum += std::max(more, 0.0) + static_cast<double>(draft.rules[station].in_hand);
        if (line.release == ReleaseKind::wip || row.batch == 1) continue;
        if (row.places == unlimited) return -1;
        sum += static_cast<double>(row.places);
    }
    return line.release == ReleaseKind::wip ? sum + static_cast<double>(line.wip) : sum;
}

/// The sequence keeps each item within a unit, or a campaign, of its share of all that is released.
void add_mix_rows(Draft& draft, LineId id) {
    const Line& line = draft.model.lines[id];
    if (line.items.count < 2 || (line.release != ReleaseKind::saturated && line.release != ReleaseKind::wip)) return;
    const double beyond = begun_beyond_work(draft, line);
    if (beyond < 0) {
        draft.left_out.insert("mix of " + line.path);
        return;
    }
    for (const std::uint32_t i : indices_of(line.items)) {
        const auto [share, most_ahead] = share_of(draft, line, i);
        // What is next in the sequence and not begun yet counts, too.
        const double ahead = std::max(1.0, most_ahead) + share;
        for (int p = 0; p < draft.periods.count(); ++p) {
            Sum row;
            for (const std::uint32_t j : indices_of(line.items))
                row.add(draft.visits[draft.first_visit(j)].work, p, j == i ? step_down(1 - share) : -share);
            row.allowance = step_up(ahead + share * beyond);
            draft.add_row(RowKind::mix, line.path, spec_of(draft, id).at, p, std::move(row));
        }
    }
}

/// Whether units that begin have to be told apart from those that come back to their first station.
bool needs_released(const Draft& draft, std::uint32_t item) {
    const LineItem& made = draft.model.line_items[item];
    if (draft.model.lines[made.line].release == ReleaseKind::every) return true;
    return draft.has_ways_in(draft.first_visit(item)) && draft.model.stations[made.first].has_needs;
}

}  // namespace

void add_unit_rows(Draft& draft) {
    const Model& model = draft.model;
    draft.released.resize(model.line_items.size());
    for (std::uint32_t i = 0; i < model.line_items.size(); ++i) {
        draft.put.push_back(draft.add_course());
        if (needs_released(draft, i)) draft.released[i] = draft.add_course();
    }
    for (std::uint32_t v = 0; v < draft.visits.size(); ++v) add_visit_rows(draft, v);
    add_choice_rows(draft);
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) add_place_rows(draft, StationId(s));
    for (std::uint32_t i = 0; i < model.line_items.size(); ++i) add_leaving_rows(draft, i);
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        const LineId id(l);
        const Slice items = model.lines[id].items;
        for (int p = 0; !draft.is_last(p); ++p) {
            add_left_before(draft, id, items, p);
            for (std::uint32_t i = items.first; items.count > 1 && i < items.end(); ++i) add_left_before(draft, id, {i, 1}, p);
        }
        add_arrival_rows(draft, id);
        add_wip_rows(draft, id);
        add_mix_rows(draft, id);
    }
}

}  // namespace agrocap
