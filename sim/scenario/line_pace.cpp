#include "scenario/line_pace.hpp"

#include "scenario/calendar_week.hpp"
#include "scenario/line_flow.hpp"
#include "scenario/simulated_days.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace agrocap {

namespace {

double mean_of(const DistributionSpec& spec) { return moments_of(spec).mean; }

/// The open share of a week.
double open_share(const Scenario& scenario, const std::string& calendar) {
    if (calendar.empty()) return 1;
    std::int64_t open_s = 0;
    for (const OpenSpan& span : open_week(scenario.calendar.at(calendar))) open_s += span.to_s - span.from_s;
    return static_cast<double>(open_s) / static_cast<double>(week_s);
}

/// Mean time of a server for one unit of the item, in ns: a batch's time is that of all its units.
double work_of(const StationSpec& station, const std::string& item) {
    const auto own = station.times.find(item);
    const double time = mean_of(own == station.times.end() ? *station.time : *own->second);
    return station.batch ? time / static_cast<double>(*station.batch->size) : time;
}

/// Units that choose a station with a free server come to each in the measure of what it can do.
void add_first_free(const LineFlow& flow, std::uint32_t node, const std::string& item, std::vector<std::pair<Edge, double>>& moves) {
    double sum = 0;
    std::vector<double> speeds;
    for (const Name& to : flow.spec(node).first_free) {
        const StationSpec& station = flow.spec(flow.node_of(*to));
        speeds.push_back(static_cast<double>(*station.servers) / std::max(work_of(station, item), 1.0));
        sum += speeds.back();
    }
    for (std::size_t i = 0; i < speeds.size(); ++i)
        moves.push_back({{node, flow.node_of(*flow.spec(node).first_free[i])}, speeds[i] / sum});
}

/// Moves of a unit of the item that is neither scrapped nor sent back, with their shares.
std::vector<std::pair<Edge, double>> moves_of(const std::vector<Name>& route, const LineFlow& flow, const std::string& item) {
    std::vector<std::pair<Edge, double>> moves;
    for (std::uint32_t node = 0; node < flow.names.size(); ++node) {
        for (const NextSpec& next : flow.spec(node).next) moves.push_back({{node, flow.node_of(*next.to)}, *next.share});
        add_first_free(flow, node, item, moves);
    }
    for (std::size_t stop = 0; stop + 1 < route.size(); ++stop) {
        const std::uint32_t node = flow.node_of(*route[stop]);
        if (ways_by_name(flow.spec(node)).empty()) moves.push_back({{node, flow.node_of(*route[stop + 1])}, 1.0});
    }
    return moves;
}

/// Expected visits to each station: v = e_first + v P, by substitution along the route, which needs one round where nothing comes back.
std::vector<double> visits_of(const std::vector<Name>& route, const LineFlow& flow, const std::string& item) {
    std::vector<std::vector<std::pair<std::uint32_t, double>>> into(flow.names.size());
    for (const auto& [move, share] : moves_of(route, flow, item)) into[move.to].emplace_back(move.from, share);
    std::vector<std::uint32_t> order;
    order.reserve(route.size() + flow.names.size());
    for (const Name& stop : route) order.push_back(flow.node_of(*stop));
    for (std::uint32_t node = 0; node < flow.names.size(); ++node) order.push_back(node);  // those off the route, too

    std::vector<double> visits(flow.names.size(), 0.0);
    bool is_settled = false;
    for (int round = 0; round < 1000 && !is_settled; ++round) {
        is_settled = true;
        for (const std::uint32_t node : order) {
            double sum = node == flow.firsts.front() ? 1.0 : 0.0;
            for (const auto& [from, share] : into[node]) sum += visits[from] * share;
            is_settled &= sum == visits[node];
            visits[node] = sum;
        }
    }
    return visits;
}

/// What a unit of the line, of any item, means to a station on the way.
struct Passage {
    LineStation station;
    double visits = 0;  // expected
    double work = 0;    // mean over all of them, in ns
};

/// Gives: nothing if the line's ways are not known.
Keyed<Passage> passages_of(const PlantSpec& plant, const LineSpec& line) {
    Keyed<Passage> passages;
    for (const auto& [made, share] : line.makes) {
        const auto flow = flow_of(plant, line, *made);
        if (!flow) return {};
        const std::vector<double> visits = visits_of(route_of(line, *made), *flow, *made);
        for (std::uint32_t node = 0; node < visits.size(); ++node) {
            if (visits[node] == 0) continue;
            const StationSpec& station = flow->spec(node);
            Passage& passage = passages[flow->names[node]];
            passage.station = flow->stations[node];
            passage.visits += *share * visits[node];
            passage.work += *share * visits[node] * work_of(station, *made);
        }
    }
    return passages;
}

/// Time of all people of a crew in a year, of those without hours of their own in the line's.
double people_ns(const Scenario& scenario, const CrewSpec& crew, double line_open_ns) {
    const SimulatedDays days = simulated_days(scenario);
    if (crew.shifts.empty()) return crew.size->mean(days.first, days.end) * line_open_ns;
    double people = 0;
    for (const CrewShiftSpec& shift : crew.shifts)
        people += shift.size->mean(days.first, days.end) * ns_per_year * open_share(scenario, *shift.calendar);
    return people;
}

double open_ns_of(const Scenario& scenario, const PlantSpec& plant, const LineSpec* line) {
    const bool has_own = line != nullptr && !line->calendar->empty();
    return ns_per_year * open_share(scenario, has_own ? *line->calendar : *plant.calendar);
}

/// What the line could start in a year if no other line were there.
double units_alone(const Scenario& scenario, const PlantSpec& plant, const LineSpec& line, const Keyed<Passage>& passages) {
    double units = std::numeric_limits<double>::infinity();
    std::map<std::string, double> crew_share;
    const double plant_open_ns = open_ns_of(scenario, plant, nullptr), line_open_ns = open_ns_of(scenario, plant, &line);
    for (const auto& [name, passage] : passages) {
        const StationSpec& station = *passage.station.spec;
        const double open_ns = passage.station.is_plants ? plant_open_ns : line_open_ns;
        if (passage.work > 0) units = std::min(units, static_cast<double>(*station.servers) * open_ns / passage.work);
        if (station.crew.size() != 1) continue;  // with alternatives no crew by itself is a bound
        for (const auto& [crew, count] : station.crew.front())
            crew_share[crew] += static_cast<double>(*count) * passage.work / people_ns(scenario, plant.crew.at(crew), open_ns);
    }
    for (const auto& [crew, share] : crew_share)
        if (share > 0) units = std::min(units, 1 / share);
    if (*line.release != ReleaseKind::every) return units;
    const double batch = line.batch.given ? mean_of(*line.batch) : 1.0;
    const double every = mean_of(*line.every);
    return every > 0 ? std::min(units, batch * ns_per_year / every) : units;
}

/// What all lines of a plant together want of its stations, in ns a year.
std::map<std::string, double> needed_of(const Scenario& scenario, const PlantSpec& plant) {
    std::map<std::string, double> needed;
    if (plant.station.empty()) return needed;
    for (const auto& [id, line] : plant.line) {
        const Keyed<Passage> passages = passages_of(plant, line);
        const double units = units_alone(scenario, plant, line, passages);
        for (const auto& [name, passage] : passages)
            if (passage.station.is_plants && passage.work > 0) needed[name] += units * passage.work;
    }
    return needed;
}

/// By how much the lines of a plant that want the same stations of it slow this one down: 1 if not.
double slowing_of(const Scenario& scenario, const PlantSpec& plant, const std::map<std::string, double>& needed,
                  const Keyed<Passage>& passages) {
    double slowing = 1;
    for (const auto& [name, passage] : passages) {
        if (!passage.station.is_plants || passage.work == 0) continue;
        const double open_ns = open_ns_of(scenario, plant, nullptr) * static_cast<double>(*passage.station.spec->servers);
        slowing = std::max(slowing, needed.at(name) / open_ns);
    }
    return slowing;
}

LinePace pace_among(const Scenario& scenario, const PlantSpec& plant, const LineSpec& line, const std::map<std::string, double>& needed) {
    LinePace pace;
    const Keyed<Passage> passages = passages_of(plant, line);
    if (passages.empty()) return pace;
    pace.units_per_year = units_alone(scenario, plant, line, passages) / slowing_of(scenario, plant, needed, passages);
    // What a station takes stands in for the bill of materials.
    for (const auto& [name, passage] : passages)
        for (const auto& [item, count] : passage.station.spec->takes)
            pace.uses[item] += pace.units_per_year * passage.visits * static_cast<double>(*count);
    std::map<std::string, double> billed;
    for (const auto& [made, share] : line.makes)
        for (const auto& [item, count] : scenario.item.at(*made).uses)
            if (!pace.uses.contains(item)) billed[item] += pace.units_per_year * *share * static_cast<double>(*count);
    pace.uses.insert(billed.begin(), billed.end());
    return pace;
}

}  // namespace

LinePace pace_of(const Scenario& scenario, const PlantSpec& plant, const LineSpec& line) {
    return pace_among(scenario, plant, line, needed_of(scenario, plant));
}

Keyed<LinePace> paces_of(const Scenario& scenario, const PlantSpec& plant) {
    const std::map<std::string, double> needed = needed_of(scenario, plant);
    Keyed<LinePace> paces;
    for (const auto& [id, line] : plant.line) paces[id] = pace_among(scenario, plant, line, needed);
    return paces;
}

}  // namespace agrocap
