#include "scenario/checks.hpp"
#include "scenario/line_stations.hpp"

#include <fmt/format.h>

namespace agrocap {

namespace {

/// A replication with more events than this of one kind would run for hours: surely a unit or a decimal point is wrong.
constexpr double most_events = 1e10;

double span_of(const Scenario& scenario) { return static_cast<double>((*scenario.warmup + *scenario.horizon).count()); }

void check_amount(Checks& checks, double events, SourceSpan at, const std::string& path, const char* what) {
    if (!(events > most_events)) return;
    checks.error(Code::too_much_to_simulate, at, path,
                 fmt::format("some {:.0e} {} in one replication are more than can be simulated", events, what), "is the unit right?");
}

void check_every(Checks& checks, const RandomDuration& every, const std::string& path, const char* what) {
    const double mean = moments_of(*every).mean;
    if (mean > 0) check_amount(checks, span_of(checks.scenario) / mean, every.at, path, what);
}

void check_line(Checks& checks, const LineSpec& line, const std::string& path) {
    if (*line.release == ReleaseKind::every && !checks.was_misread(path + ".release"))
        check_every(checks, line.every, path + ".release.every", "arrivals");
}

/// By the calendar a mode strikes whether the server works or not.
void check_failures(Checks& checks, const StationSpec& station, const std::string& path) {
    for (const FailureSpec& mode : station.failures) {
        const double round = moments_of(*mode.uptime).mean + moments_of(*mode.repair).mean;
        if (mode.clock == FailureClock::calendar && round > 0)
            check_amount(checks, span_of(checks.scenario) / round, mode.uptime.at, path + ".failures.uptime", "failures");
    }
}

void check_review(Checks& checks, const StoreSpec& store, const std::string& path) {
    check_every(checks, store.review, path + ".review", "reviews");
}

}  // namespace

void check_amounts(Checks& checks) {
    for (const auto& [plant_id, plant] : checks.scenario.plant) {
        for (const auto& [id, line] : plant.line) check_line(checks, line, "plant." + plant_id + ".line." + id);
        for (const PlacedStation& placed : checks.stations_of_plant(plant_id)) {
            for (const MaintenanceSpec& upkeep : placed.spec.maintenance)
                check_every(checks, upkeep.every, placed.path + ".maintenance.every", "stops");
            check_failures(checks, placed.spec, placed.path);
        }
        for (const auto& [id, store] : plant.store) check_review(checks, store, "plant." + plant_id + ".store." + id);
    }
    for (const auto& [market_id, market] : checks.scenario.market) {
        const std::string path = "market." + market_id;
        for (const auto& [id, store] : market.stock) check_review(checks, store, path + ".stock." + id);
        for (const auto& [id, demand] : market.demand) {
            check_amount(checks, demand.per_year->largest() * span_of(checks.scenario) / ns_per_year, demand.per_year.at,
                         path + ".demand." + id + ".per_year", "units of demand");
        }
    }
    for (const auto& [id, place] : checks.scenario.place)
        if (place.traffic.every) check_every(checks, *place.traffic.every, "place." + id + ".traffic.every", "shipments of others");
    for (const auto& [id, disruption] : checks.scenario.disruption) {
        const std::string path = "disruption." + id;
        if (disruption.every && !checks.was_misread(path)) check_every(checks, *disruption.every, path + ".every", "disruptions");
    }
}

}  // namespace agrocap
