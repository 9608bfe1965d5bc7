#include "scenario/checks.hpp"
#include "scenario/duration_text.hpp"
#include "scenario/toml_value.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace agrocap {

void check_date(Checks& checks, const Written<Day>& day, const std::string& path) {
    const Day start = *checks.scenario.start;
    const std::int64_t days = std::abs(std::int64_t{*day} - start);
    if (days <= duration_max / std::chrono::days(1)) return;
    checks.error(
        32, day.at, path,
        fmt::format("{} is {} years from the scenario's start, {}, expected 250 at most", date_text(*day), days / 365, date_text(start)));
}

void check_dates(Checks& checks) {
    for (const auto& [id, calendar] : checks.scenario.calendar)
        for (const Written<Day>& holiday : calendar.holidays) check_date(checks, holiday, "calendar." + id + ".holidays");
    for (const auto& [plant_id, plant] : checks.scenario.plant)
        for (const auto& [id, line] : plant.line)
            if (line.opens) check_date(checks, *line.opens, "plant." + plant_id + ".line." + id + ".opens");
    for (const auto& [id, disruption] : checks.scenario.disruption)
        if (disruption.starts) check_date(checks, *disruption.starts, "disruption." + id + ".starts");
}

}  // namespace agrocap
