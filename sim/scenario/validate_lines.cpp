#include "scenario/checks.hpp"
#include "scenario/goods.hpp"
#include "scenario/line_flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace agrocap {

namespace {

constexpr double share_tolerance = 1e-6;  // three shares of 0.333333 may pass as a whole

std::string share_hint(double sum) {
    if (std::abs(sum - 100.0) < 1e-3) return "shares are numbers from 0 to 1, not per cent";
    return {};
}

/// A table of shares that a what-if lays over another keeps those that it does not name.
std::string kept_shares_hint(const LineSpec& line) {
    const auto is_elsewhere = [&](const auto& made) { return made.second.at.file != line.makes.front().second.at.file; };
    if (std::none_of(line.makes.begin(), line.makes.end(), is_elsewhere)) return {};
    return "a table laid over another keeps what it does not name: give the items that are no longer made a share of 0";
}

void check_makes(Checks& checks, const LineSpec& line, const std::string& path) {
    if (line.makes.empty()) return;  // the reader says so
    double sum = 0;
    for (const auto& [item, share] : line.makes) sum += share.value;
    if (std::abs(sum - 1.0) > share_tolerance) {
        checks.error(40, line.makes.front().second.at, path + ".makes", fmt::format("the shares sum to {:.6g}, expected 1", sum),
                     sum > 1 && share_hint(sum).empty() ? kept_shares_hint(line) : share_hint(sum));
    }
}

void check_next_shares(Checks& checks, const StationSpec& station, const std::string& path) {
    if (station.next.empty()) return;
    double sum = 0;
    for (const NextSpec& next : station.next) sum += next.share.value;
    if (std::abs(sum - 1.0) > share_tolerance) {
        checks.error(40, station.next.front().share.at, path + ".next", fmt::format("the shares sum to {:.6g}, expected 1", sum),
                     share_hint(sum));
    }
}

/// `times` may stand for `time` if it has every item of the line.
void check_time(Checks& checks, const LineSpec& line, const std::set<std::string>& made_here, const StationSpec& station,
                const std::string& path) {
    const bool has_time = station.time.given || station.time.value != DistributionSpec{};
    std::vector<std::string> untimed;
    for (const auto& [item, share] : line.makes) {
        if (!has_time && !station.times.contains(item.value)) untimed.push_back(item.value);
    }
    if (!untimed.empty() && !checks.was_misread(path)) {
        checks.error(45, station.at, path, fmt::format("has no time for {}", quoted_list(untimed)),
                     "add time = \"12 min\", the work on one unit");
    }
    const auto is_made = [&](const std::string& item) { return made_here.contains(item); };
    for (const auto& [item, time] : station.times) {
        if (is_made(item) || !checks.scenario.item.contains(item)) continue;
        checks.warning(45, time.at, path + ".times", fmt::format("the line does not make \"{}\"", item));
    }
    for (const auto& [from, row] : station.setup.matrix) {
        for (const auto& [to, time] : row) {
            const std::string& stranger = is_made(from) ? to : from;
            if ((is_made(from) && is_made(to)) || !checks.scenario.item.contains(stranger)) continue;
            checks.warning(45, time.at, path + ".setup", fmt::format("the line does not make \"{}\"", stranger));
        }
    }
}

/// Items follow each other in any order, so a matrix without a default has every ordered pair of those that are made.
void check_setup_pairs(Checks& checks, const LineSpec& line, const StationSpec& station, const std::string& path) {
    const SetupSpec& setup = station.setup;
    if (setup.matrix.empty() || setup.otherwise || checks.was_misread(path + ".setup")) return;
    constexpr std::size_t told_max = 3;
    std::vector<std::string> missing;
    for (const auto& [from, from_share] : line.makes) {
        const auto row = setup.matrix.find(*from);
        for (const auto& [to, to_share] : line.makes) {
            if (*from == *to || *from_share == 0 || *to_share == 0) continue;
            if (row != setup.matrix.end() && row->second.contains(*to)) continue;
            if (missing.size() == told_max) break;
            missing.push_back(fmt::format("\"{}\" to \"{}\"", *from, *to));
        }
    }
    if (missing.empty()) return;
    checks.error(41, setup.at, path + ".setup",
                 fmt::format("no time for the change from {}{}", fmt::join(missing, ", from "), missing.size() == told_max ? " …" : ""),
                 "give each pair a time, or all others one: setup = { default = \"30 min\", … }");
}

void check_crew(Checks& checks, const PlantSpec& plant, const StationSpec& station, const std::string& path) {
    for (const auto& [id, wanted] : station.crew) {
        const auto crew = plant.crew.find(id);
        if (crew == plant.crew.end() || wanted.value <= crew->second.size.value) continue;
        checks.error(51, wanted.at, path + ".crew",
                     fmt::format("needs {} of crew \"{}\", which has {}: it can never start", wanted.value, id, crew->second.size.value),
                     fmt::format("raise the size of crew \"{}\"{}", id, checks.place_of(crew->second.at, wanted.at)));
    }
}

bool takes_no_time(const StationSpec& station) {
    const auto is_zero = [](const DistributionSpec& time) { return time.is_constant() && time.mean == 0; };
    return is_zero(station.time.value) &&
           std::all_of(station.times.begin(), station.times.end(), [&](const auto& entry) { return is_zero(entry.second.value); });
}

/// A line that always has another unit to start and works in no time would make endless units in one instant.
void check_pace(Checks& checks, const PlantSpec& plant, const LineSpec& line, const std::string& path) {
    if (line.release.value == ReleaseKind::every || line.release.value == ReleaseKind::pull || checks.was_misread(path)) return;
    for (const auto& [item, share] : line.makes) {
        // A full store holds the line back, but the finished store of an item that nobody asks for is never full.
        const auto store = plant.store.find(item.value);
        const bool may_fill = checks.goods.is_used(item.value) || checks.goods.is_demanded(item.value);
        if (may_fill && store != plant.store.end() && store->second.capacity.value != unlimited) return;
    }
    for (std::size_t stop = 0; stop < line.route.size(); ++stop) {
        const auto station = line.station.find(line.route[stop].value);
        if (station == line.station.end() || !station->second.time.given || !takes_no_time(station->second)) return;
        const bool is_last = stop + 1 == line.route.size();
        const bool has_room_beyond =
            is_last || (line.station.contains(line.route[stop + 1].value) && buffer_of(line, line.route[stop + 1].value) == unlimited);
        // With a bound on the units only a whole round in no time is endless.
        if (is_last || (has_room_beyond && line.release.value == ReleaseKind::saturated)) {
            checks.error(64, station->second.time.at, path + ".station." + station->first + ".time",
                         "nothing holds the line back: it would start units without end at one instant", "give the station a time above 0");
            return;
        }
    }
}

void check_release(Checks& checks, const LineSpec& line, const std::string& path) {
    if (line.release.value != ReleaseKind::every) return;
    if (line.batch.given && is_never_positive(line.batch.value)) {
        checks.error(64, line.batch.at, path + ".release.batch", "a batch never holds a unit", "expected a count of at least 1");
    }
}

void check_opening(Checks& checks, const LineSpec& line, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    if (line.opens) {
        const double opens_days = line.opens->value - scenario.start.value;
        const double measured_days = static_cast<double>((scenario.warmup.value + scenario.horizon.value).count()) / ns_per_day;
        if (!scenario.warmup_auto && scenario.horizon.value > Duration{0} && opens_days >= measured_days) {
            checks.warning(63, line.opens->at, path + ".opens", "the line opens after the simulated time: it makes nothing");
        }
    }
    const auto stands_still = [](const auto& point) { return point.second <= 0; };
    if (!line.ramp.empty() && std::all_of(line.ramp.begin(), line.ramp.end(), stands_still)) {
        checks.error(63, line.ramp_at, path + ".ramp", "the speed is 0 for ever", "the last point is the line's lasting speed, usually 1");
    }
}

void check_line(Checks& checks, const PlantSpec& plant, const LineSpec& line, const std::string& path) {
    check_makes(checks, line, path);
    std::set<std::string> made_here;
    for (const auto& [made, share] : line.makes) made_here.insert(*made);
    for (const auto& [id, station] : line.station) {
        const std::string station_path = path + ".station." + id;
        check_next_shares(checks, station, station_path);
        check_time(checks, line, made_here, station, station_path);
        check_setup_pairs(checks, line, station, station_path);
        check_crew(checks, plant, station, station_path);
    }
    check_release(checks, line, path);
    check_opening(checks, line, path);
    check_pace(checks, plant, line, path);
}

}  // namespace

void check_lines(Checks& checks) {
    for (const auto& [plant_id, plant] : checks.scenario.plant) {
        for (const auto& [line_id, line] : plant.line) check_line(checks, plant, line, "plant." + plant_id + ".line." + line_id);
    }
}

}  // namespace agrocap
