#include "bound/server_time.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

/// What a unit in hand may still take when its shift ends, by the station's worst item; a set-up on the way has all of the work before it.
double residual_most(const Draft& draft, StationId id) {
    double most = 0, sum = 0;
    for (const std::uint32_t v : draft.visits_at[id]) {
        const Visit& visit = draft.visits[v];
        // The true mean, of which `facts.mean` may fall short by a billionth.
        const double mean = step_up(visit.facts.mean * (1 + 1e-8)) + 1;
        if (visit.facts.ages) {
            most = std::max(most, mean);
        } else {
            sum += 2.5 * visit.facts.spread * mean;
        }
    }
    return most + sum;
}

bool is_worked(const Draft& draft, StationId id) { return draft.rules[id].rule == WorkRule::worked; }

/// Work over time at closings: one residual for each server and end of a shift.
double overtime(const Draft& draft, StationId id, TimeSpan stretch) {
    const Station& station = draft.model.stations[id];
    if (!station.finishes) return 0;
    const auto closings = static_cast<double>(draft.hours.closings(station.clock, stretch));
    return step_up(closings * static_cast<double>(station.servers.count) * residual_most(draft, id));
}

void add_station_row(Draft& draft, StationId id, int period) {
    const Station& station = draft.model.stations[id];
    Sum row;
    for (const std::uint32_t v : draft.visits_at[id]) row.add(draft.visits[v].work.in(period), draft.visits[v].facts.mean * time_scale);
    if (row.terms.empty()) return;
    row.constant = draft.hours.work(id, draft.stretch(period)) * time_scale;
    row.allowance = overtime(draft, id, draft.stretch(period)) * station.batch * time_scale;
    row.allowance += time_beyond(draft, id, period == 0, [](const Visit& visit) { return visit.facts.mean * time_scale; });
    draft.add_row(RowKind::hours, draft.model.station_names[id].path, spec_of(draft, id).at, period, std::move(row));
    draft.program.rows.back().scale = 1 / (time_scale * ns_per_hour * station.batch);
}

/// Where there are several ways of doing the work, each has columns of its own: server time that its people spend.
std::vector<Course> add_choices(Draft& draft, StationId id) {
    const Station& station = draft.model.stations[id];
    std::vector<Course> choices;
    for (std::uint32_t c = 0; c < station.crews.count; ++c) choices.push_back(draft.add_course());
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        for (const std::uint32_t v : draft.visits_at[id]) row.add(draft.visits[v].work.in(p), time_per_unit(draft, draft.visits[v], p));
        for (const Course& choice : choices) row.add(choice.in(p), -1);
        row.allowance = time_beyond(draft, id, p == 0, [&](const Visit& visit) { return time_per_unit(draft, visit, p); });
        draft.add_row(RowKind::people, draft.model.station_names[id].path, spec_of(draft, id).at, p, std::move(row));
    }
    return choices;
}

/// What a station takes of a crew's time in a stretch.
void add_people_terms(const Draft& draft, StationId id, const std::vector<Course>& choices, CrewId crew, int period, Sum& row) {
    const Station& station = draft.model.stations[id];
    for (std::uint32_t c = 0; c < station.crews.count; ++c) {
        const Slice needs = draft.model.crew_choices[station.crews.first + c];
        for (const CrewNeed& need : rows_of(draft.model.crew_needs, needs)) {
            if (need.crew != crew) continue;
            const auto count = static_cast<double>(need.count);
            if (!choices.empty()) {
                row.add(choices[c].in(period), count);
                continue;
            }
            row.allowance +=
                count * time_beyond(draft, id, period == 0, [&](const Visit& visit) { return time_per_unit(draft, visit, period); });
            for (const std::uint32_t v : draft.visits_at[id]) {
                const double time = time_per_unit(draft, draft.visits[v], period);
                row.add(draft.visits[v].work.in(period), count == 1 ? time : std::max(0.0, step_down(count * time)));
            }
        }
    }
}

/// People of a crew that finishes what is in hand may stay longer than any row here knows.
bool stays_over(const Draft& draft, const Crew& crew) {
    for (const StationId station : rows_of(draft.model.crew_stations, crew.stations))
        if (draft.model.stations[station].finishes) return true;
    return false;
}

void add_crew_rows(Draft& draft, CrewId id, const Table<Station, std::vector<Course>>& choices) {
    const Crew& crew = draft.model.crews[id];
    if (crew.stations.empty()) return;
    if (stays_over(draft, crew)) {
        draft.left_out.insert("people of " + crew.path);
        return;
    }
    const PlantSpec& plant = draft.scenario.plant.at(draft.model.plants[crew.plant].id);
    const SourceSpan at = plant.crew.at(crew.path.substr(crew.path.rfind('.') + 1)).at;
    for (int p = 0; p < draft.periods.count(); ++p) {
        Sum row;
        for (const StationId station : rows_of(draft.model.crew_stations, crew.stations)) {
            if (is_worked(draft, station)) add_people_terms(draft, station, choices[station], id, p, row);
        }
        if (row.terms.empty()) continue;
        row.constant = draft.hours.people(id, draft.stretch(p)) * time_scale;
        draft.add_row(RowKind::people, crew.path, at, p, std::move(row));
        draft.program.rows.back().scale = 1 / (time_scale * ns_per_hour);
    }
}

}  // namespace

double time_per_unit(const Draft& draft, const Visit& visit, int period) {
    const Station& station = draft.model.stations[visit.station];
    const double speed = draft.hours.speed(visit.station, draft.stretch(period));
    const double time = visit.facts.mean * time_scale;
    if (speed == 1 && station.batch == 1) return time;
    return speed > 0 ? std::max(0.0, step_down(step_down(time / speed) / station.batch)) : 0;
}

void add_hour_rows(Draft& draft) {
    Table<Station, std::vector<Course>> choices(draft.model.stations.size());
    for (std::uint32_t s = 0; s < draft.model.stations.size(); ++s) {
        const StationId id(s);
        if (!is_worked(draft, id)) continue;
        for (int p = 0; p < draft.periods.count(); ++p) add_station_row(draft, id, p);
        if (draft.model.stations[id].crews.count > 1 && !draft.model.stations[id].finishes) choices[id] = add_choices(draft, id);
    }
    for (std::uint32_t c = 0; c < draft.model.crews.size(); ++c) add_crew_rows(draft, CrewId(c), choices);
}

}  // namespace agrocap
