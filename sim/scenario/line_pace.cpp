#include "scenario/line_pace.hpp"

#include "scenario/calendar_week.hpp"
#include "scenario/line_flow.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace agrocap {

namespace {

double mean_of(const DistributionSpec& spec) { return Distribution(spec).mean(); }

/// The open share of a week.
double open_share(const Scenario& scenario, const std::string& calendar) {
    if (calendar.empty()) return 1;
    std::int64_t open_s = 0;
    for (const OpenSpan& span : open_week(scenario.calendar.at(calendar))) open_s += span.to_s - span.from_s;
    return static_cast<double>(open_s) / static_cast<double>(week_s);
}

/// Moves of a unit that is neither scrapped nor sent back, with their shares.
std::vector<std::pair<Edge, double>> moves_of(const LineSpec& line, const LineFlow& flow) {
    std::vector<std::pair<Edge, double>> moves;
    for (std::uint32_t node = 0; node < flow.names.size(); ++node)
        for (const NextSpec& next : flow.stations[node]->next) moves.push_back({{node, flow.node_of(*next.to)}, *next.share});
    for (std::size_t stop = 0; stop + 1 < line.route.size(); ++stop) {
        const std::uint32_t node = flow.node_of(*line.route[stop]);
        if (flow.stations[node]->next.empty()) moves.push_back({{node, flow.node_of(*line.route[stop + 1])}, 1.0});
    }
    return moves;
}

/// Expected visits to each station: v = e_first + v P, by substitution along the route, which needs one round where nothing comes back.
std::vector<double> visits_of(const LineSpec& line, const LineFlow& flow) {
    std::vector<std::vector<std::pair<std::uint32_t, double>>> into(flow.names.size());
    for (const auto& [move, share] : moves_of(line, flow)) into[move.to].emplace_back(move.from, share);
    std::vector<std::uint32_t> order;
    for (const Name& stop : line.route) order.push_back(flow.node_of(*stop));
    for (std::uint32_t node = 0; node < flow.names.size(); ++node) order.push_back(node);  // those off the route, too

    std::vector<double> visits(flow.names.size(), 0.0);
    bool is_settled = false;
    for (int round = 0; round < 1000 && !is_settled; ++round) {
        is_settled = true;
        for (const std::uint32_t node : order) {
            double sum = node == flow.first ? 1.0 : 0.0;
            for (const auto& [from, share] : into[node]) sum += visits[from] * share;
            is_settled &= sum == visits[node];
            visits[node] = sum;
        }
    }
    return visits;
}

/// Mean work on one visit, over the shares of the items; in ns.
double work_of(const LineSpec& line, const StationSpec& station) {
    double work = 0;
    for (const auto& [made, share] : line.makes) {
        const auto own = station.times.find(*made);
        work += *share * mean_of(own == station.times.end() ? *station.time : *own->second);
    }
    return work;
}

double units_per_year(const Scenario& scenario, const PlantSpec& plant, const LineSpec& line, const LineFlow& flow,
                      const std::vector<double>& visits) {
    const double open_ns = ns_per_year * open_share(scenario, line.calendar->empty() ? *plant.calendar : *line.calendar);
    double units = std::numeric_limits<double>::infinity();
    std::map<std::string, double> crew_share;
    for (std::size_t node = 0; node < visits.size(); ++node) {
        const StationSpec& station = *flow.stations[node];
        const double work = work_of(line, station) * visits[node];
        if (work > 0) units = std::min(units, static_cast<double>(*station.servers) * open_ns / work);
        for (const auto& [crew, count] : station.crew)
            crew_share[crew] += static_cast<double>(*count) * work / (static_cast<double>(*plant.crew.at(crew).size) * open_ns);
    }
    for (const auto& [crew, share] : crew_share)
        if (share > 0) units = std::min(units, 1 / share);
    if (*line.release != ReleaseKind::every) return units;
    const double batch = line.batch.given ? mean_of(*line.batch) : 1.0;
    const double every = mean_of(*line.every);
    return every > 0 ? std::min(units, batch * ns_per_year / every) : units;
}

}  // namespace

LinePace pace_of(const Scenario& scenario, const PlantSpec& plant, const LineSpec& line) {
    LinePace pace;
    const auto flow = flow_of(line);
    if (!flow) return pace;
    const std::vector<double> visits = visits_of(line, *flow);
    pace.units_per_year = units_per_year(scenario, plant, line, *flow, visits);
    // What a station takes stands in for the bill of materials.
    for (std::size_t node = 0; node < visits.size(); ++node)
        for (const auto& [item, count] : flow->stations[node]->takes)
            pace.uses[item] += pace.units_per_year * visits[node] * static_cast<double>(*count);
    std::map<std::string, double> billed;
    for (const auto& [made, share] : line.makes)
        for (const auto& [item, count] : scenario.item.at(*made).uses)
            if (!pace.uses.contains(item)) billed[item] += pace.units_per_year * *share * static_cast<double>(*count);
    pace.uses.insert(billed.begin(), billed.end());
    return pace;
}

}  // namespace agrocap
