#include "bound/open_hours.hpp"

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

constexpr double sum_slack = 1 + 1e-12;  // of sums of some thousand rounded terms

Duration work_between(const WorkClock& clock, TimeSpan stretch) {
    const Duration rounding(clock.ramped ? 2 : 0);
    return clock.work_until(stretch.to) - clock.work_until(stretch.from) + rounding;
}

/// On average, less those who are away.
double people_there(const Model& model, const Crew& crew, Time at) {
    double people = 0;
    for (const CrewShift& shift : rows_of(model.crew_shifts, crew.shifts)) {
        if (model.clocks[shift.clock].is_open(at)) people += static_cast<double>(shift.size);
    }
    return people * (1 - crew.absence);
}

void add_switches(const WorkClock& clock, TimeSpan stretch, std::vector<Time>& moments) {
    for (const WorkInterval& interval : clock.intervals)
        for (const Time at : {interval.open, interval.close})
            if (at > stretch.from && at < stretch.to) moments.push_back(at);
}

/// Visits pieces of a stretch in which nobody of the crews comes or goes and none of the clocks switches.
template <class Visit>
void visit_pieces(std::vector<Time> moments, TimeSpan stretch, Visit&& visit) {
    moments.push_back(stretch.from);
    moments.push_back(stretch.to);
    std::sort(moments.begin(), moments.end());
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
    for (std::size_t i = 0; i + 1 < moments.size(); ++i) visit(TimeSpan{moments[i], moments[i + 1]});
}

/// Of these the pieces in which any of the clocks is open.
template <class Visit>
void visit_open(const Model& model, std::vector<ClockId> clocks, std::vector<Time> moments, TimeSpan stretch, Visit&& visit) {
    std::sort(clocks.begin(), clocks.end());
    clocks.erase(std::unique(clocks.begin(), clocks.end()), clocks.end());
    for (const ClockId clock : clocks) add_switches(model.clocks[clock], stretch, moments);
    visit_pieces(std::move(moments), stretch, [&](TimeSpan piece) {
        const bool is_open =
            std::any_of(clocks.begin(), clocks.end(), [&](ClockId clock) { return model.clocks[clock].is_open(piece.from); });
        if (is_open) visit(piece);
    });
}

void add_shifts(const Model& model, const Crew& crew, TimeSpan stretch, std::vector<Time>& moments) {
    for (const CrewShift& shift : rows_of(model.crew_shifts, crew.shifts)) add_switches(model.clocks[shift.clock], stretch, moments);
}

/// Servers that can work at once with the people of that moment.
double servers_with_people(const Model& model, const Station& station, Time at) {
    double servers = 0;
    for (const Slice needs : rows_of(model.crew_choices, station.crews)) {
        double by_choice = station.servers.count;
        for (const CrewNeed& need : rows_of(model.crew_needs, needs)) {
            by_choice = std::min(by_choice, people_there(model, model.crews[need.crew], at) / static_cast<double>(need.count));
        }
        servers += by_choice;
    }
    return std::min<double>(servers, station.servers.count);
}

}  // namespace

double product_up(std::int64_t left, std::int64_t right) {
    __extension__ using Wide = __int128;  // g++ and clang have it; its digits are exact
    const Wide product = static_cast<Wide>(left) * right;
    const auto rounded = static_cast<double>(product);
    return static_cast<Wide>(rounded) < product ? step_up(rounded) : rounded;
}

double product_up(double left, double right) {
    const double product = left * right;
    return std::fma(left, right, -product) > 0 ? step_up(product) : product;
}

double step_up(double value) { return value == 0 ? 0 : std::nextafter(value, HUGE_VAL); }
double step_down(double value) { return value == 0 ? 0 : std::nextafter(value, -HUGE_VAL); }

double OpenHours::servers_time(const Station& station, TimeSpan stretch) const {
    const WorkClock& clock = model_.clocks[station.clock];
    if (station.crews.empty() || station.finishes) return product_up(work_between(clock, stretch).count(), station.servers.count);
    std::vector<Time> moments;
    for (const CrewNeed& need : model_.crew_needs_of(station)) add_shifts(model_, model_.crews[need.crew], stretch, moments);
    double time = 0;
    visit_pieces(std::move(moments), stretch, [&](TimeSpan piece) {
        const Duration work = work_between(clock, piece);
        if (work > Duration{}) time += static_cast<double>(work.count()) * servers_with_people(model_, station, piece.from);
    });
    return time * sum_slack;
}

double OpenHours::work(StationId id, TimeSpan stretch) {
    const Station& station = model_.stations[id];
    std::vector<std::int64_t> key{station.clock.index,
                                  station.servers.count,
                                  station.finishes,
                                  stretch.from.time_since_epoch().count(),
                                  stretch.to.time_since_epoch().count(),
                                  station.crews.count};
    for (const Slice needs : rows_of(model_.crew_choices, station.crews)) {
        key.push_back(-1);
        for (const CrewNeed& need : rows_of(model_.crew_needs, needs)) {
            key.push_back(need.crew.index);
            key.push_back(need.count);
        }
    }
    const auto [known, is_new] = known_.try_emplace(std::move(key), 0.0);
    if (is_new) known->second = servers_time(station, stretch);
    const double slowed = speed_most(model_, disruptions_[id], stretch) * station.batch;
    return product_up(known->second, slowed);
}

double OpenHours::speed(StationId id, TimeSpan stretch) const {
    const WorkClock& clock = model_.clocks[model_.stations[id].clock];
    double ramp = clock.ramped ? 0 : 1;
    for (const WorkInterval& interval : clock.intervals) {
        if (clock.ramped) ramp = std::max({ramp, interval.speed_open, interval.speed_close});
    }
    return step_up(speed_most(model_, disruptions_[id], stretch) * ramp);
}

double OpenHours::people(CrewId id, TimeSpan stretch) const {
    const Crew& crew = model_.crews[id];
    std::vector<Time> moments;
    add_shifts(model_, crew, stretch, moments);
    std::vector<ClockId> clocks;
    for (const StationId station : rows_of(model_.crew_stations, crew.stations)) clocks.push_back(model_.stations[station].clock);
    double time = 0;
    visit_open(model_, std::move(clocks), std::move(moments), stretch, [&](TimeSpan piece) {
        time += static_cast<double>((piece.to - piece.from).count()) * people_there(model_, crew, piece.from);
    });
    return time * sum_slack;
}

double OpenHours::together(std::vector<ClockId> clocks, TimeSpan stretch) const {
    double time = 0;
    visit_open(model_, std::move(clocks), {}, stretch,
               [&](TimeSpan piece) { time += static_cast<double>((piece.to - piece.from).count()); });
    return time * sum_slack;
}

std::int64_t OpenHours::closings(ClockId id, TimeSpan stretch) const {
    std::int64_t closings = 0;
    bool closed_before = false;
    for (const WorkInterval& interval : model_.clocks[id].intervals) {
        if (interval.close >= stretch.from && interval.close <= stretch.to) ++closings;
        closed_before = closed_before || interval.close < stretch.from;
    }
    // What was in hand at the last end of a shift before may go on into the stretch.
    return closed_before && !model_.clocks[id].is_open(stretch.from) ? closings + 1 : closings;
}

}  // namespace agrocap
