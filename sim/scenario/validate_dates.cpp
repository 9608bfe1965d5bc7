#include "scenario/check_steps.hpp"
#include "scenario/duration_text.hpp"
#include "scenario/simulated_days.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace agrocap {

namespace {

void check_share_steps(Checks& checks, const ShareByItem& share, const std::string& path) {
    check_steps(checks, share.all, path);
    for (const auto& [item, one] : share.items) check_steps(checks, one, joined_path(path, item));
}

/// Shares and people of a plant that change on dates.
void check_plant_steps(Checks& checks, const PlantSpec& plant, const std::string& path) {
    for (const auto& [id, crew] : plant.crew) {
        check_steps(checks, crew.size, path + ".crew." + id + ".size");
        for (const CrewShiftSpec& shift : crew.shifts) check_steps(checks, shift.size, path + ".crew." + id + ".size");
    }
    const auto check_station = [&](const StationSpec& station, const std::string& at) {
        check_share_steps(checks, station.scrap, at + ".scrap");
        if (station.rework) check_share_steps(checks, station.rework->share, at + ".rework.share");
    };
    for (const auto& [id, station] : plant.station) check_station(station, path + ".station." + id);
    for (const auto& [line_id, line] : plant.line)
        for (const auto& [id, station] : line.station) check_station(station, path + ".line." + line_id + ".station." + id);
}

}  // namespace

void check_steps(Checks& checks, const std::vector<StepPlace>& steps, const std::string& path) {
    if (steps.empty() || checks.was_misread("scenario")) return;
    const SimulatedDays days = simulated_days(checks.scenario);
    if (const auto late = std::find_if(steps.begin(), steps.end(), [&](const StepPlace& step) { return step.from >= days.end; });
        late != steps.end()) {
        checks.warning(Code::outside_time_or_speed, late->at, path,
                       fmt::format("{} is after the simulated time, which ends before {}: its value never holds", date_text(late->from),
                                   date_text(days.end)));
    } else if (steps.size() > 1 && steps.back().from <= days.first) {
        checks.warning(Code::outside_time_or_speed, steps.back().at, path,
                       fmt::format("all dates lie before the start, {}: only the last value ever holds", date_text(days.first)));
    }
}

void check_date(Checks& checks, const Written<Day>& day, const std::string& path) {
    const Day start = *checks.scenario.start;
    const std::int64_t days = std::abs(std::int64_t{*day} - start);
    if (days <= duration_max / std::chrono::days(1)) return;
    checks.error(
        Code::out_of_range, day.at, path,
        fmt::format("{} is {} years from the scenario's start, {}, expected 250 at most", date_text(*day), days / 365, date_text(start)));
}

void check_dates(Checks& checks) {
    for (const auto& [id, calendar] : checks.scenario.calendar)
        for (const Written<Day>& holiday : calendar.holidays) check_date(checks, holiday, "calendar." + id + ".holidays");
    for (const auto& [plant_id, plant] : checks.scenario.plant) check_plant_steps(checks, plant, "plant." + plant_id);
    for (const auto& [plant_id, plant] : checks.scenario.plant)
        for (const auto& [id, line] : plant.line)
            if (line.opens) check_date(checks, *line.opens, "plant." + plant_id + ".line." + id + ".opens");
    for (const auto& [id, disruption] : checks.scenario.disruption)
        if (disruption.starts) check_date(checks, *disruption.starts, "disruption." + id + ".starts");
}

}  // namespace agrocap
