#include "model/compile/people_hours.hpp"

#include <algorithm>

namespace agrocap {

namespace {

bool is_always_there(const Model& model, const Crew& crew) {
    for (const CrewShift& shift : rows_of(model.crew_shifts, crew.shifts)) {
        if (!model.clocks[shift.clock].always_open()) return false;
    }
    return true;
}

std::int64_t people_at(const Model& model, const Crew& crew, Time at) {
    std::int64_t people = 0;
    for (const CrewShift& shift : rows_of(model.crew_shifts, crew.shifts)) {
        if (model.clocks[shift.clock].is_open(at)) people += shift.size;
    }
    return people;
}

/// Moments at which people of some of the crews come or go in the measured time, its ends included.
std::vector<Time> changes_of(const Model& model, const std::vector<CrewId>& crews) {
    std::vector<Time> changes{model.warmup_end, model.end};
    for (const CrewId id : crews) {
        const Crew& crew = model.crews[id];
        for (const CrewShift& shift : rows_of(model.crew_shifts, crew.shifts)) {
            for (const WorkInterval& interval : model.clocks[shift.clock].intervals) {
                for (const Time at : {interval.open, interval.close})
                    if (at > model.warmup_end && at < model.end) changes.push_back(at);
            }
        }
    }
    std::sort(changes.begin(), changes.end());
    changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
    return changes;
}

PeopleHours find_hours(const Model& model, const WorkClock& clock, const std::vector<CrewId>& crews) {
    PeopleHours hours;
    const auto add = [&](double work, Time from) {
        hours.work.push_back(work);
        for (const CrewId crew : crews) hours.people[crew].push_back(static_cast<double>(people_at(model, model.crews[crew], from)));
    };
    for (const CrewId crew : crews) hours.people[crew] = {};
    if (std::all_of(crews.begin(), crews.end(), [&](CrewId crew) { return is_always_there(model, model.crews[crew]); })) {
        add(hours_of(model, clock), model.warmup_end);
        return hours;
    }
    const std::vector<Time> changes = changes_of(model, crews);
    Duration before = clock.work_until(changes.front());
    for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
        const Duration until = clock.work_until(changes[i + 1]);
        const Duration work = until - std::exchange(before, until);
        if (work > Duration{}) add(static_cast<double>(work.count()), changes[i]);
    }
    return hours;
}

}  // namespace

double hours_of(const Model& model, const WorkClock& clock) {
    return static_cast<double>((clock.work_until(model.end) - clock.work_until(model.warmup_end)).count());
}

const PeopleHours& Workforce::hours_of(ClockId clock, const std::vector<CrewId>& crews) {
    const auto [known, is_new] = known_.try_emplace({clock, crews});
    if (is_new) known->second = find_hours(model, model.clocks[clock], crews);
    return known->second;
}

}  // namespace agrocap
