#include "scenario/calendar_week.hpp"
#include "scenario/checks.hpp"
#include "scenario/crew_people.hpp"
#include "scenario/line_stations.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace agrocap {

namespace {

std::string clock_text(std::int64_t seconds) { return fmt::format("{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60); }

void check_breaks(Checks& checks, const ShiftSpec& shift, const std::string& path) {
    const auto [from_s, to_s] = shift_span(shift);
    for (const auto& pause : shift.breaks) {
        const auto [pause_from_s, pause_to_s] = break_span(shift, pause);
        if (pause_from_s >= from_s && pause_to_s <= to_s) continue;
        checks.error(
            Code::break_outside_shift, shift.at, path,
            fmt::format("the break from {} to {} is not within its shift, {} to {}", clock_text(pause.first), clock_text(pause.second),
                        clock_text(shift.from_s), shift.to_s == day_s ? "24:00" : clock_text(shift.to_s)));
    }
}

std::string shift_text(const ShiftSpec& shift) {
    return fmt::format("{} to {}", clock_text(shift.from_s), shift.to_s == day_s ? "24:00" : clock_text(shift.to_s));
}

/// Shifts that run side by side open the calendar once, which a planner who counts people may not expect.
void check_overlap(Checks& checks, const WorkCalendarSpec& calendar, const std::string& path) {
    constexpr std::size_t compared_max = 100;  // more shifts are written by a program
    if (calendar.shifts.size() > compared_max) return;
    std::vector<std::vector<OpenSpan>> weeks;
    for (const ShiftSpec& shift : calendar.shifts) {
        WorkCalendarSpec alone;
        alone.shifts = {shift};
        weeks.push_back(open_week(alone));
    }
    for (std::size_t later = 1; later < weeks.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (!overlap(weeks[earlier], weeks[later])) continue;
            const ShiftSpec& other = calendar.shifts[earlier];
            checks.warning(Code::overlapping_shifts, calendar.shifts[later].at, path,
                           fmt::format("the shifts from {} and from {}{} overlap: hours in both count once", shift_text(other),
                                       shift_text(calendar.shifts[later]), checks.place_of(other.at, calendar.shifts[later].at)),
                           "the calendar is open in either; more people at a time are a crew's `size`");
            return;
        }
    }
}

/// Holidays of another year than the simulated one close nothing.
void check_holidays(Checks& checks, const WorkCalendarSpec& calendar, const std::string& path, double days) {
    const Scenario& scenario = checks.scenario;
    if (calendar.holidays.empty() || scenario.warmup_auto) return;
    const auto is_outside = [&](const Written<Day>& day) { return *day < *scenario.start || *day >= *scenario.start + days; };
    if (!std::all_of(calendar.holidays.begin(), calendar.holidays.end(), is_outside)) return;
    checks.warning(Code::holidays_outside_time, calendar.holidays.front().at, path + ".holidays",
                   fmt::format("none of them is in the simulated time, {} to {}: they close nothing", date_text(*scenario.start),
                               date_text(*scenario.start + static_cast<Day>(std::ceil(days)) - 1)));
}

void check_calendar(Checks& checks, const WorkCalendarSpec& calendar, const std::string& path) {
    for (const ShiftSpec& shift : calendar.shifts) check_breaks(checks, shift, path + ".shifts");
    if (checks.was_misread(path)) return;
    check_overlap(checks, calendar, path + ".shifts");
    if (calendar.shifts.empty()) {
        checks.error(
            Code::never_open, calendar.at, path, "has no shifts: it never opens",
            "add shifts = [{ days = \"mon-fri\", from = \"08:00\", to = \"16:30\" }]; without a calendar a plant is open day and night");
        return;
    }
    if (open_week(calendar).empty()) {
        checks.error(Code::never_open, calendar.shifts.front().at, path, "never opens: its breaks cover its shifts");
        return;
    }
    const Scenario& scenario = checks.scenario;
    const double days = static_cast<double>((scenario.warmup.value + scenario.horizon.value).count()) / ns_per_day;
    if (days <= 0 || checks.was_misread("scenario")) return;
    check_holidays(checks, calendar, path, days);
    if (!opens_within(calendar, scenario.start.value, scenario.start.value + static_cast<Day>(std::ceil(days)))) {
        checks.error(Code::never_open, calendar.at, path, "never opens in the simulated time: every day with a shift is a holiday");
    }
}

/// The week of a calendar; empty where there is none of the name.
std::vector<OpenSpan> week_of(const Scenario& scenario, const std::string& calendar) {
    const auto found = scenario.calendar.find(calendar);
    return found == scenario.calendar.end() ? std::vector<OpenSpan>{} : open_week(found->second);
}

/// Work needs crew and station at one time.
void check_crews(Checks& checks, const PlantSpec& plant, const PlacedStation& placed, const Name& hours) {
    const Scenario& scenario = checks.scenario;
    if (!scenario.calendar.contains(hours.value)) return;
    for (const auto& choice : placed.spec.crew) {
        for (const auto& [crew_id, wanted] : choice) {
            const auto crew = plant.crew.find(crew_id);
            if (crew == plant.crew.end() || people_max(scenario, crew->second, hours.value) >= *wanted) continue;
            if (people_max(scenario, crew->second, "") < *wanted) continue;  // told by its size
            std::string calendars;
            for (const CrewShiftSpec& shift : shifts_of(crew->second))
                calendars += fmt::format("{}\"{}\"", calendars.empty() ? "" : ", ", shift.calendar.value);
            checks.error(Code::crew_unable, wanted.at, placed.path + ".crew",
                         fmt::format("crew \"{}\" (calendar {}) is never there while the {} is open (calendar \"{}\"): it can never start",
                                     crew_id, calendars, placed.owner == nullptr ? "plant" : "line", hours.value));
        }
    }
}

/// A station's own hours lie within those of its line, or of its plant.
void check_hours(Checks& checks, const PlantSpec& plant, const PlacedStation& placed) {
    const bool has_own = placed.owner != nullptr && !placed.owner->calendar.value.empty();
    const Name& around = has_own ? placed.owner->calendar : plant.calendar;
    const Name& own = placed.spec.calendar;
    const std::vector<OpenSpan> around_week = week_of(checks.scenario, around.value);
    const std::vector<OpenSpan> own_week = week_of(checks.scenario, own.value);
    if (!around_week.empty() && !own_week.empty() && !overlap(around_week, own_week))
        checks.error(Code::crew_unable, own.at, placed.path + ".calendar",
                     fmt::format("is never open (calendar \"{}\") while its {} is (calendar \"{}\"): it can never start", own.value,
                                 placed.owner == nullptr ? "plant" : "line", around.value));
    check_crews(checks, plant, placed, own.value.empty() ? around : own);
}

}  // namespace

void check_calendars(Checks& checks) {
    for (const auto& [id, calendar] : checks.scenario.calendar) check_calendar(checks, calendar, "calendar." + id);
    for (const auto& [plant_id, plant] : checks.scenario.plant) {
        for (const PlacedStation& placed : checks.stations_of_plant(plant_id)) check_hours(checks, plant, placed);
    }
}

}  // namespace agrocap
