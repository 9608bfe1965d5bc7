#include "scenario/crew_people.hpp"

#include "scenario/calendar_week.hpp"

#include <algorithm>

namespace agrocap {

namespace {

std::vector<OpenSpan> week_of(const Scenario& scenario, const std::string& calendar) {
    const auto found = scenario.calendar.find(calendar);
    return found == scenario.calendar.end() ? std::vector<OpenSpan>{{0, week_s}} : open_week(found->second);
}

bool is_open(const std::vector<OpenSpan>& week, std::int64_t at_s) {
    return std::any_of(week.begin(), week.end(), [at_s](const OpenSpan& span) { return span.from_s <= at_s && at_s < span.to_s; });
}

}  // namespace

std::vector<CrewShiftSpec> shifts_of(const CrewSpec& crew) {
    if (!crew.shifts.empty()) return crew.shifts;
    return {{.calendar = crew.calendar, .size = crew.size, .at = crew.at}};
}

std::int64_t people_max(const Scenario& scenario, const CrewSpec& crew, const std::string& hours) {
    const std::vector<CrewShiftSpec> shifts = shifts_of(crew);
    const std::vector<OpenSpan> open = week_of(scenario, hours);
    std::vector<std::vector<OpenSpan>> weeks;
    std::vector<std::int64_t> changes;  // moments at which there may be more people than before
    changes.reserve(open.size());
    for (const OpenSpan& span : open) changes.push_back(span.from_s);
    for (const CrewShiftSpec& shift : shifts) {
        weeks.push_back(week_of(scenario, *shift.calendar));
        for (const OpenSpan& span : weeks.back()) changes.push_back(span.from_s);
    }
    std::int64_t most = 0;
    for (const std::int64_t at_s : changes) {
        if (!is_open(open, at_s)) continue;
        Dated<std::int64_t> people{0};
        for (std::size_t i = 0; i < shifts.size(); ++i)
            if (is_open(weeks[i], at_s)) people = sum_of(people, *shifts[i].size);
        most = std::max(most, people.largest());
    }
    return most;
}

}  // namespace agrocap
