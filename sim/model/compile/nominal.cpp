#include "model/compile/compile_tables.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

namespace agrocap {

namespace {

/// The stations that a line's units may come to: its own, then the plant's.
class Stations {
  public:
    Stations(const Model& model, const Plant& plant, const Line& line) : model_(model), own_(line.stations), plants_(plant.stations) {}

    [[nodiscard]] std::size_t size() const { return own_.count + plants_.count; }
    [[nodiscard]] const Station& operator[](std::size_t i) const {
        return model_.stations[StationId(i < own_.count ? own_.first + i : plants_.first + i - own_.count)];
    }
    [[nodiscard]] std::size_t position(StationId id) const {
        const bool is_own = id.index >= own_.first && id.index < own_.end();
        return is_own ? id.index - own_.first : own_.count + id.index - plants_.first;
    }

  private:
    const Model& model_;
    Slice own_, plants_;
};

/// The measured open time of a station's servers together, in nanoseconds; a batch's time counts for each of its units.
double open_time(const Model& model, const Station& station) {
    const WorkClock& clock = model.clocks[station.clock];
    return station.servers.count * station.batch *
           static_cast<double>((clock.work_until(model.end) - clock.work_until(model.warmup_end)).count());
}

/// Units that choose a free server come to each station in the measure of what it can do; where some take no time, to those.
template <class Visit>
void visit_free(const Model& model, Slice ways, std::uint32_t item, Visit&& visit) {
    const auto speed = [&](std::uint32_t b) {
        const Station& to = model.stations[model.branches[b].to];
        return open_time(model, to) / std::max(model.times[to.first_time + item].distribution.mean(), 1.0);
    };
    double sum = 0;
    for (std::uint32_t b = ways.first; b < ways.end(); ++b) sum += speed(b);
    for (std::uint32_t b = ways.first; b < ways.end(); ++b) visit(model.branches[b].to, sum > 0 ? speed(b) / sum : 1.0 / ways.count);
}

/// Where units of the item go from a station that they visit, with shares.
template <class Visit>
void visit_ways(const Model& model, const Station& station, std::uint32_t item, Visit&& visit) {
    if (!station.has_branches) return visit(station.next, 1.0);
    const Slice ways = model.ways[station.first_ways + item];
    if (station.first_free) return visit_free(model, ways, item, visit);
    double before = 0;
    for (std::uint32_t b = ways.first; b < ways.end(); ++b) {
        visit(model.branches[b].to, model.branches[b].share_up_to - before);
        before = model.branches[b].share_up_to;
    }
}

/// Expected visits to each station of a unit that is neither scrapped nor reworked: v = e_first + v P, by repeated substitution.
std::vector<double> visits_of(const Model& model, const Stations& stations, std::uint32_t item) {
    std::vector<double> visits(stations.size(), 0.0);
    for (int round = 0; round < 1000; ++round) {
        std::vector<double> next(stations.size(), 0.0);
        next[stations.position(model.line_items[item].first)] = 1;
        for (std::size_t s = 0; s < stations.size(); ++s) {
            if (visits[s] == 0) continue;
            visit_ways(model, stations[s], item, [&](StationId to, double share) {
                if (to.valid()) next[stations.position(to)] += visits[s] * share;
            });
        }
        if (next == visits) break;
        visits = next;
    }
    return visits;
}

/// Mean work of one unit at each station, over the shares of the items and their visits, in nanoseconds.
std::vector<double> work_per_unit(const Model& model, const Line& line, const Stations& stations) {
    std::vector<double> work(stations.size(), 0.0);
    for (std::uint32_t i = line.items.first; i < line.items.end(); ++i) {
        const double share = static_cast<double>(model.line_items[i].weight) / static_cast<double>(line.weight_total);
        const std::vector<double> visits = visits_of(model, stations, i);
        for (std::size_t s = 0; s < stations.size(); ++s) {
            if (visits[s] > 0) work[s] += share * visits[s] * model.times[stations[s].first_time + i].distribution.mean();
        }
    }
    return work;
}

/// What a line could make in the measured time if no other line were there.
double units_alone(const Model& model, const Stations& stations, const std::vector<double>& work) {
    double units = std::numeric_limits<double>::infinity();
    std::map<CrewId, double> crew_work;
    for (std::size_t s = 0; s < stations.size(); ++s) {
        const Station& station = stations[s];
        const double open = open_time(model, station);
        if (work[s] > 0) units = std::min(units, open / work[s]);
        for (std::uint32_t c = station.crew.first; c < station.crew.end(); ++c) {
            const CrewNeed& need = model.crew_needs[c];
            // Crew-time that one unit costs, as a share of all that the crew has in this station's hours.
            if (open > 0)
                crew_work[need.crew] += static_cast<double>(need.count) * work[s] * station.servers.count /
                                        (static_cast<double>(model.crews[need.crew].size) * open);
        }
    }
    for (const auto& [crew, share] : crew_work) {
        if (share > 0) units = std::min(units, 1.0 / share);
    }
    return units;
}

}  // namespace

void compile_nominal(Model& model, const Plant& plant) {
    std::vector<double> units(plant.lines.count, 0.0);
    std::vector<std::vector<double>> shared_work(plant.lines.count);  // by line and station of the plant
    std::vector<double> needed(plant.stations.count, 0.0);            // by such a station, by all lines
    for (std::uint32_t l = 0; l < plant.lines.count; ++l) {
        const Line& line = model.lines[LineId(plant.lines.first + l)];
        const Stations stations(model, plant, line);
        const std::vector<double> work = work_per_unit(model, line, stations);
        units[l] = units_alone(model, stations, work);
        shared_work[l].assign(work.begin() + line.stations.count, work.end());
        for (std::size_t s = 0; s < needed.size(); ++s) {
            if (shared_work[l][s] > 0) needed[s] += units[l] * shared_work[l][s];
        }
    }
    for (std::uint32_t l = 0; l < plant.lines.count; ++l) {
        double slowed = 1;
        for (std::size_t s = 0; s < needed.size(); ++s) {
            const double open = open_time(model, model.stations[StationId(plant.stations.first + s)]);
            if (shared_work[l][s] > 0 && open > 0) slowed = std::max(slowed, needed[s] / open);
        }
        model.lines[LineId(plant.lines.first + l)].nominal_per_year =
            units[l] / slowed * ns_per_year / static_cast<double>(model.measured().count());
    }
}

}  // namespace agrocap
