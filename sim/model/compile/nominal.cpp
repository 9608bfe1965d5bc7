#include "model/compile/nominal.hpp"

#include "model/compile/compile_tables.hpp"
#include "model/compile/people_hours.hpp"
#include "model/compile/staffed_servers.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace agrocap {

namespace {

/// The stations that a line's units may come to: its own, then the plant's.
class Stations {
  public:
    Stations(const Model& model, const Plant& plant, const Line& line) : model_(model), own_(line.stations), plants_(plant.stations) {}

    [[nodiscard]] std::size_t size() const { return own_.count + plants_.count; }
    [[nodiscard]] StationId id(std::size_t i) const { return StationId(i < own_.count ? own_.first + i : plants_.first + i - own_.count); }
    [[nodiscard]] const Station& operator[](std::size_t i) const { return model_.stations[id(i)]; }
    [[nodiscard]] std::size_t position(StationId id) const {
        const bool is_own = id.index >= own_.first && id.index < own_.end();
        return is_own ? id.index - own_.first : own_.count + id.index - plants_.first;
    }

  private:
    const Model& model_;
    Slice own_, plants_;
};

std::vector<CrewId> crews_of(const Model& model, const Station& station) {
    std::vector<CrewId> crews;
    for (const CrewNeed& need : model.crew_needs_of(station)) crews.push_back(need.crew);
    std::sort(crews.begin(), crews.end());
    crews.erase(std::unique(crews.begin(), crews.end()), crews.end());
    return crews;
}

/// The measured open time of a station's servers together, as far as there are people for them, in nanoseconds; a batch's time counts for
/// each of its units.
double open_time(Workforce& workforce, const Station& station) {
    const Model& model = workforce.model;
    const std::vector<CrewId> crews = crews_of(model, station);
    if (crews.empty()) return station.servers.count * hours_of(model, model.clocks[station.clock]) * station.batch;
    const PeopleHours& hours = workforce.hours_of(station.clock, crews);
    double servers = 0;
    for (std::size_t i = 0; i < hours.work.size(); ++i) servers += hours.work[i] * staffed_servers(model, station, hours, i);
    return servers * station.batch;
}

/// Of all people of the crew in the station's hours, in nanoseconds.
double people_time(Workforce& workforce, const Station& station, CrewId crew) {
    const PeopleHours& hours = workforce.hours_of(station.clock, {crew});
    double people = 0;
    for (std::size_t i = 0; i < hours.work.size(); ++i) people += hours.work[i] * hours.people_of(crew)[i];
    return people;
}

/// Units that choose a free server come to each station in the measure of what it can do; where some take no time, to those.
template <class Visit>
void visit_free(Workforce& workforce, Slice ways, std::uint32_t item, Visit&& visit) {
    const Model& model = workforce.model;
    const auto speed = [&](std::uint32_t b) {
        const Station& to = model.stations[model.branches[b].to];
        return open_time(workforce, to) / std::max(model.times[to.first_time + item].distribution.mean(), 1.0);
    };
    double sum = 0;
    for (const std::uint32_t b : indices_of(ways)) sum += speed(b);
    for (const std::uint32_t b : indices_of(ways)) visit(model.branches[b].to, sum > 0 ? speed(b) / sum : 1.0 / ways.count);
}

/// Where units of the item go from a station that they visit, with shares.
template <class Visit>
void visit_ways(Workforce& workforce, const Station& station, std::uint32_t item, Visit&& visit) {
    const Model& model = workforce.model;
    if (!station.has_branches) return visit(station.next, 1.0);
    const Slice ways = model.ways[station.first_ways + item];
    if (station.first_free) return visit_free(workforce, ways, item, visit);
    double before = 0;
    for (const Branch& branch : rows_of(model.branches, ways)) {
        visit(branch.to, branch.share_up_to - before);
        before = branch.share_up_to;
    }
}

/// Ways into each station from those that a unit of the item can come to, by the order of the stations that they leave.
struct WaysIn {
    std::vector<std::vector<std::pair<std::size_t, double>>> into;  // from, share
    std::vector<std::size_t> in_order;                              // each behind all from which units come; fewer than there are: circles
    std::size_t reached = 0;
};

WaysIn ways_in(Workforce& workforce, const Stations& stations, std::uint32_t item) {
    std::vector<std::vector<std::pair<std::size_t, double>>> out(stations.size());
    std::vector<bool> is_reached(stations.size());
    std::vector<std::size_t> open{stations.position(workforce.model.line_items[item].first)};
    is_reached[open.front()] = true;
    WaysIn ways{.into = std::vector<std::vector<std::pair<std::size_t, double>>>(stations.size()), .in_order = {}};
    while (!open.empty()) {
        const std::size_t from = open.back();
        open.pop_back();
        ++ways.reached;
        visit_ways(workforce, stations[from], item, [&](StationId to, double share) {
            if (!to.valid()) return;
            out[from].emplace_back(stations.position(to), share);
            if (!is_reached[out[from].back().first]) open.push_back(out[from].back().first);
            is_reached[out[from].back().first] = true;
        });
    }
    std::vector<std::size_t> missing(stations.size(), 0);
    for (std::size_t from = 0; from < out.size(); ++from) {
        for (const auto& [to, share] : out[from]) {
            ways.into[to].emplace_back(from, share);
            ++missing[to];
        }
    }
    for (std::size_t s = 0; s < out.size(); ++s)
        if (is_reached[s] && missing[s] == 0) ways.in_order.push_back(s);
    for (std::size_t next = 0; next < ways.in_order.size(); ++next) {
        for (const auto& [to, share] : out[ways.in_order[next]])
            if (--missing[to] == 0) ways.in_order.push_back(to);
    }
    return ways;
}

/// Expected visits to each station of a unit that is neither scrapped nor reworked: v = e_first + v P. Along the ways where none leads
/// back, else by repeated substitution.
std::vector<double> visits_of(Workforce& workforce, const Stations& stations, std::uint32_t item) {
    const Model& model = workforce.model;
    std::vector<double> visits(stations.size(), 0.0);
    const WaysIn ways = ways_in(workforce, stations, item);
    if (ways.in_order.size() == ways.reached) {
        visits[stations.position(model.line_items[item].first)] = 1;
        for (const std::size_t s : ways.in_order)
            for (const auto& [from, share] : ways.into[s]) visits[s] += visits[from] * share;
        return visits;
    }
    for (int round = 0; round < 1000; ++round) {
        std::vector<double> next(stations.size(), 0.0);
        next[stations.position(model.line_items[item].first)] = 1;
        for (std::size_t s = 0; s < stations.size(); ++s) {
            if (visits[s] == 0) continue;
            visit_ways(workforce, stations[s], item, [&](StationId to, double share) {
                if (to.valid()) next[stations.position(to)] += visits[s] * share;
            });
        }
        if (next == visits) break;
        visits = next;
    }
    return visits;
}

/// Mean work of one unit at each station, over the shares of the items and their visits, in nanoseconds.
std::vector<double> work_per_unit(Workforce& workforce, const Line& line, const Stations& stations) {
    const Model& model = workforce.model;
    std::vector<double> work(stations.size(), 0.0);
    for (const std::uint32_t i : indices_of(line.items)) {
        const double share = static_cast<double>(model.line_items[i].weight) / static_cast<double>(line.weight_total);
        const std::vector<double> visits = visits_of(workforce, stations, i);
        for (std::size_t s = 0; s < stations.size(); ++s) {
            if (visits[s] > 0) work[s] += share * visits[s] * model.times[stations[s].first_time + i].distribution.mean();
        }
    }
    return work;
}

/// What a line could make in the measured time if no other line were there.
NominalCapacity capacity_alone(Workforce& workforce, const Stations& stations, const std::vector<double>& work) {
    const Model& model = workforce.model;
    NominalCapacity capacity{.units = std::numeric_limits<double>::infinity(), .station = {}, .crew = {}};
    std::map<CrewId, double> crew_work;
    for (std::size_t s = 0; s < stations.size(); ++s) {
        const Station& station = stations[s];
        if (!(work[s] > 0)) continue;
        if (const double units = open_time(workforce, station) / work[s]; units < capacity.units)
            capacity = {.units = units, .station = stations.id(s), .crew = {}};
        for (const CrewId crew : crews_of(model, station)) {
            const std::int64_t needed = always_needed(model, station, crew);
            if (needed == 0) continue;  // an alternative does without: this crew by itself is no bound
            // Crew-time that one unit costs, as a share of all that the crew has in this station's hours.
            const double people = people_time(workforce, station, crew);
            if (people > 0) crew_work[crew] += static_cast<double>(needed) * work[s] / station.batch / people;
        }
    }
    for (const auto& [crew, share] : crew_work)
        if (share > 0 && 1.0 / share < capacity.units) capacity = {.units = 1.0 / share, .station = {}, .crew = crew};
    return capacity;
}

}  // namespace

std::vector<NominalCapacity> nominal_capacities(const Model& model, const Plant& plant) {
    Workforce workforce(model);
    std::vector<NominalCapacity> capacities(plant.lines.count);
    std::vector<std::vector<double>> shared_work(plant.lines.count);  // by line and station of the plant
    std::vector<double> needed(plant.stations.count, 0.0);            // by such a station, by all lines
    for (std::uint32_t l = 0; l < plant.lines.count; ++l) {
        const Line& line = model.lines[LineId(plant.lines.first + l)];
        const Stations stations(model, plant, line);
        const std::vector<double> work = work_per_unit(workforce, line, stations);
        capacities[l] = capacity_alone(workforce, stations, work);
        shared_work[l].assign(work.begin() + line.stations.count, work.end());
        for (std::size_t s = 0; s < needed.size(); ++s) {
            if (shared_work[l][s] > 0) needed[s] += capacities[l].units * shared_work[l][s];
        }
    }
    std::vector<double> slowing(plant.stations.count, 1.0);  // by such a station, where more is needed of it than it has
    for (std::size_t s = 0; s < needed.size(); ++s) {
        const double open = open_time(workforce, model.stations[StationId(plant.stations.first + s)]);
        if (open > 0) slowing[s] = std::max(1.0, needed[s] / open);
    }
    for (std::uint32_t l = 0; l < plant.lines.count; ++l) {
        double slowed = 1;
        for (std::uint32_t s = 0; s < plant.stations.count; ++s) {
            if (!(shared_work[l][s] > 0) || !(slowing[s] > slowed)) continue;
            slowed = slowing[s];
            capacities[l].station = StationId(plant.stations.first + s);
            capacities[l].crew = {};
        }
        capacities[l].units /= slowed;
    }
    return capacities;
}

void compile_nominal(Model& model, const Plant& plant) {
    const std::vector<NominalCapacity> capacities = nominal_capacities(model, plant);
    for (std::uint32_t l = 0; l < plant.lines.count; ++l)
        model.lines[LineId(plant.lines.first + l)].nominal_per_year =
            capacities[l].units * ns_per_year / static_cast<double>(model.measured().count());
}

}  // namespace agrocap
