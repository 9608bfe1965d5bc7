#include "scenario/checks.hpp"
#include "scenario/crew_people.hpp"
#include "scenario/goods.hpp"
#include "scenario/line_stations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace agrocap {

namespace {

void check_makes(Checks& checks, const LineSpec& line, const std::string& path) {
    std::vector<Written<double>> shares;
    for (const auto& [item, share] : line.makes) shares.push_back(share);
    checks.shares_make_a_whole(shares, path + ".makes");
}

void check_next_shares(Checks& checks, const StationSpec& station, const std::string& path) {
    std::vector<Written<double>> shares;
    for (const NextSpec& next : station.next) shares.push_back(next.share);
    checks.shares_make_a_whole(shares, path + ".next");
}

/// `times` may stand for `time` if it has every item that comes.
void check_time(Checks& checks, const PlacedStation& placed) {
    const StationSpec& station = placed.spec;
    const bool has_time = station.time.given || station.time.value != DistributionSpec{};
    std::vector<std::string> untimed;
    for (const auto& [item, share] : placed.items)
        if (!has_time && !station.times.contains(item)) untimed.push_back(item);
    if (!untimed.empty() && !checks.was_misread(placed.path)) {
        checks.error(Code::station_time, station.at, placed.path, fmt::format("has no time for {}", quoted_list(untimed)),
                     "add time = \"12 min\", the work on one unit");
    }
}

/// Items named by keys of a station that never come to it.
void check_item_keys(Checks& checks, const PlacedStation& placed) {
    const auto warn = [&](const std::string& item, SourceSpan at, const char* key) {
        const bool is_made =
            std::any_of(placed.lines.begin(), placed.lines.end(), [&](const LineSpec* line) { return makes_item(*line, item); });
        const std::string text = is_made                   ? fmt::format("\"{}\" does not come to this station", item)
                                 : placed.owner == nullptr ? fmt::format("no line that passes the station makes \"{}\"", item)
                                                           : fmt::format("the line does not make \"{}\"", item);
        checks.warning(Code::station_time, at, placed.path + key, text);
    };
    const auto is_strange = [&](const std::string& item) { return checks.scenario.item.contains(item) && !placed.is_passed_by(item); };
    for (const auto& [item, time] : placed.spec.times)
        if (is_strange(item)) warn(item, time.at, ".times");
    for (const auto& [item, share] : placed.spec.scrap.items)
        if (is_strange(item)) warn(item, share.at, ".scrap");
    if (placed.spec.rework) {
        for (const auto& [item, share] : placed.spec.rework->share.items)
            if (is_strange(item)) warn(item, share.at, ".rework.share");
    }
    for (const auto& [from, row] : placed.spec.setup.matrix) {
        for (const auto& [to, time] : row) {
            const std::string& stranger = placed.is_passed_by(from) ? to : from;
            if (is_strange(stranger)) warn(stranger, time.at, ".setup");
        }
    }
}

/// Items follow each other in any order, so a matrix without a default has every ordered pair of those that come.
void check_setup_pairs(Checks& checks, const PlacedStation& placed) {
    const SetupSpec& setup = placed.spec.setup;
    if (setup.matrix.empty() || setup.otherwise || checks.was_misread(placed.path + ".setup")) return;
    constexpr std::size_t told_max = 3;
    std::vector<std::string> missing;
    for (const auto& [from, from_share] : placed.items) {
        const auto row = setup.matrix.find(from);
        for (const auto& [to, to_share] : placed.items) {
            if (from == to || from_share == 0 || to_share == 0) continue;
            if (row != setup.matrix.end() && row->second.contains(to)) continue;
            if (missing.size() == told_max) break;
            missing.push_back(fmt::format("\"{}\" to \"{}\"", from, to));
        }
    }
    if (missing.empty()) return;
    checks.error(Code::setup_matrix, setup.at, placed.path + ".setup",
                 fmt::format("no time for the change from {}{}", fmt::join(missing, ", from "), missing.size() == told_max ? " …" : ""),
                 "give each pair a time, or all others one: setup = { default = \"30 min\", … }");
}

/// A batch that can never be complete, as there are too few places for units of one item while others take them.
void check_batch(Checks& checks, const PlantSpec& plant, const PlacedStation& placed) {
    const StationSpec& station = placed.spec;
    if (!station.batch || !station.batch->by_item || station.batch->wait || placed.lines.empty()) return;
    const std::int64_t buffer = placed.owner == nullptr ? buffer_of(plant, placed.id) : buffer_of(plant, *placed.owner, placed.id);
    if (buffer == unlimited) return;
    const auto items = std::count_if(placed.items.begin(), placed.items.end(), [](const auto& item) { return item.second > 0; });
    // With one place more than all but complete batches of every item take, one is complete.
    const std::int64_t needed = items * (station.batch->size.value - 1) + 1;
    const std::int64_t places = places_of(buffer, station);
    if (places >= needed) return;
    checks.error(
        Code::batch_size, station.batch->at, placed.path + ".batch",
        fmt::format("its {} places can be full with {} items and fewer than {} of each: no batch is complete then, and none ever will be",
                    places, items, station.batch->size.value),
        fmt::format("give the station buffer = {}, or the batch a `wait`", needed - station.servers.value * station.batch->size.value));
}

void check_routes(Checks& checks, const LineSpec& line, const std::string& path) {
    for (const auto& [item, route] : line.routes) {
        if (makes_item(line, item) || !checks.scenario.item.contains(item) || route.empty()) continue;
        checks.warning(Code::station_time, route.front().at, path + ".routes." + item, fmt::format("the line does not make \"{}\"", item));
    }
}

void check_crew(Checks& checks, const PlantSpec& plant, const StationSpec& station, const std::string& path) {
    const std::string plant_path = path.substr(0, path.find('.', std::string("plant.").size()));
    const auto check = [&](const std::string& id, std::int64_t wanted, SourceSpan at, const std::string& key, const std::string& then) {
        const auto crew = plant.crew.find(id);
        if (crew == plant.crew.end() || checks.was_misread(plant_path + ".crew." + id)) return;
        const std::int64_t people = people_max(checks.scenario, crew->second, "");
        if (wanted <= people) return;
        checks.error(Code::crew_unable, at, path + key, fmt::format("needs {} of crew \"{}\", which has {}: {}", wanted, id, people, then),
                     fmt::format("raise the size of crew \"{}\"{}", id, checks.place_of(crew->second.at, at)));
    };
    for (const auto& choice : station.crew)
        for (const auto& [id, wanted] : choice) check(id, wanted.value, wanted.at, ".crew", "it can never start");
    for (const FailureSpec& mode : station.failures) check(mode.crew.value, 1, mode.crew.at, ".failures", "a repair would never end");
    for (const MaintenanceSpec& rule : station.maintenance)
        check(rule.crew.value, 1, rule.crew.at, ".maintenance", "the first maintenance would never end");
}

bool takes_no_time(const StationSpec& station) {
    const auto is_zero = [](const DistributionSpec& time) { return time.is_constant() && time.mean == 0; };
    return is_zero(station.time.value) &&
           std::all_of(station.times.begin(), station.times.end(), [&](const auto& entry) { return is_zero(entry.second.value); });
}

/// Where units have gone through in no time, if they do: at the end of the route, or where the next station takes all that come.
const Name* end_of_no_time(const PlantSpec& plant, const LineSpec& line, const std::vector<Name>& route) {
    for (std::size_t stop = 0; stop < route.size(); ++stop) {
        const StationSpec* station = station_of(plant, line, route[stop].value).spec;
        if (station == nullptr || !station->time.given || !takes_no_time(*station)) return nullptr;
        if (stop + 1 == route.size()) return &route[stop];
        // With a bound on the units only a whole round in no time is endless.
        const bool has_room_beyond =
            station_of(plant, line, route[stop + 1].value).spec != nullptr && buffer_of(plant, line, route[stop + 1].value) == unlimited;
        if (has_room_beyond && line.release.value == ReleaseKind::saturated) return &route[stop];
    }
    return nullptr;
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
    for (const auto& [item, share] : line.makes) {
        const Name* const end = end_of_no_time(plant, line, route_of(line, item.value));
        if (end == nullptr) continue;
        const LineStation station = station_of(plant, line, end->value);
        checks.error(Code::endless_or_empty, station.spec->time.at, station_path(path, end->value, station) + ".time",
                     "nothing holds the line back: it would start units without end at one instant", "give the station a time above 0");
        return;
    }
}

void check_release(Checks& checks, const LineSpec& line, const std::string& path) {
    if (line.release.value != ReleaseKind::every) return;
    if (line.batch.given && is_never_positive(line.batch.value)) {
        checks.error(Code::endless_or_empty, line.batch.at, path + ".release.batch", "a batch never holds a unit",
                     "expected a count of at least 1");
    }
}

void check_opening(Checks& checks, const LineSpec& line, const std::string& path) {
    const Scenario& scenario = checks.scenario;
    if (line.opens) {
        const double opens_days = line.opens->value - scenario.start.value;
        const double measured_days = static_cast<double>((scenario.warmup.value + scenario.horizon.value).count()) / ns_per_day;
        if (!scenario.warmup_auto && scenario.horizon.value > Duration{0} && opens_days >= measured_days) {
            checks.warning(Code::outside_time_or_speed, line.opens->at, path + ".opens",
                           "the line opens after the simulated time: it makes nothing");
        }
    }
    const auto stands_still = [](const auto& point) { return point.second <= 0; };
    if (!line.ramp.empty() && std::all_of(line.ramp.begin(), line.ramp.end(), stands_still)) {
        checks.error(Code::outside_time_or_speed, line.ramp_at, path + ".ramp", "the speed is 0 for ever",
                     "the last point is the line's lasting speed, usually 1");
    }
}

void check_line(Checks& checks, const PlantSpec& plant, const LineSpec& line, const std::string& path) {
    check_makes(checks, line, path);
    check_routes(checks, line, path);
    check_release(checks, line, path);
    check_opening(checks, line, path);
    check_pace(checks, plant, line, path);
}

void check_station(Checks& checks, const PlantSpec& plant, const PlacedStation& placed) {
    check_next_shares(checks, placed.spec, placed.path);
    check_time(checks, placed);
    check_item_keys(checks, placed);
    check_setup_pairs(checks, placed);
    check_batch(checks, plant, placed);
    check_crew(checks, plant, placed.spec, placed.path);
}

}  // namespace

void check_lines(Checks& checks) {
    for (const auto& [plant_id, plant] : checks.scenario.plant) {
        for (const PlacedStation& placed : checks.stations_of_plant(plant_id)) check_station(checks, plant, placed);
        for (const auto& [line_id, line] : plant.line) check_line(checks, plant, line, "plant." + plant_id + ".line." + line_id);
    }
}

}  // namespace agrocap
