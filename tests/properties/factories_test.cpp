// What must hold for every factory, asked of many made up ones. A failure prints the scenario.

#include "base/fault.hpp"
#include "experiment/experiment.hpp"
#include "experiment/replication.hpp"
#include "model/compile/compile.hpp"
#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"
#include "model/state/run.hpp"
#include "observe/invariants.hpp"
#include "properties/random_factory.hpp"
#include "scenario/scenario.hpp"
#include "support/bits.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace agrocap {
namespace {

constexpr std::uint64_t factories = 400;

/// The units now, by line.
Table<Line, std::vector<UnitStatus>> units_present(const RunState& state, const Model& model) {
    Table<Line, std::vector<UnitStatus>> present(model.lines.size());
    const auto add = [&](const UnitStatus& unit) { present[model.line_items[unit.item].line].push_back(unit); };
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
        const Station& station = model.stations[StationId(s)];
        for (std::uint32_t i = station.servers.first; i < station.servers.end(); ++i) {
            for (UnitId unit = state.servers[ServerId(i)].unit; unit.valid();) {
                add(state.units[unit]);
                unit = station.batch > 1 ? state.units[unit].next : UnitId();
            }
        }
        for (UnitId unit = state.stations[StationId(s)].units.head; unit.valid(); unit = state.units[unit].next) add(state.units[unit]);
    }
    return present;
}

void is_close(const std::string& path, double left, double right) {
    INFO(path);
    CAPTURE(left, right);
    CHECK(std::abs(left - right) <= 1e-9 * std::max(1.0, std::abs(right)));
}

/// Little's law as an identity: the area under the number present is the sum of the times spent, of those who left and of those still here.
/// Scrapped units have no cycle time, so lines that lost some are left out. Requires: measured from time 0.
void obeys_littles_law(const Model& model, const RunState& state) {
    const Time now = state.simulation.now();
    const Table<Line, std::vector<UnitStatus>> present = units_present(state, model);
    for (std::uint32_t l = 0; l < model.lines.size(); ++l) {
        const LineStatus& line = state.lines[LineId(l)];
        if (line.scrapped > 0) continue;
        double times = line.cycle.sum();
        for (const UnitStatus& unit : present[LineId(l)]) times += static_cast<double>((now - unit.released).count());
        is_close(model.lines[LineId(l)].path, line.wip.area(now, line.in_line), times);
    }
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
        const StationStatus& station = state.stations[StationId(s)];
        double waits = station.wait.sum();
        for (UnitId unit = station.units.head; unit.valid(); unit = state.units[unit].next) {
            waits += static_cast<double>((now - state.units[unit].arrived).count());
        }
        is_close(model.station_names[StationId(s)].path, station.queue.area(now, station.waiting), waits);
    }
}

void keeps_levels_in_bounds(const Model& model, const RunState& state) {
    for (std::uint32_t i = 0; i < model.stores.size(); ++i) {
        const Store& store = model.stores[StoreId(i)];
        const std::int64_t level = state.stores[StoreId(i)].level;
        INFO(store.path);
        CHECK(level >= 0);
        if (!store.never_empty) CHECK(level <= store.capacity);
        if (store.target > 0) CHECK(level <= std::max(store.target, store.initial));  // here only the pulled feeder fills it
    }
    for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
        INFO(model.station_names[StationId(s)].path);
        const Station& station = model.stations[StationId(s)];
        if (station.batch > 1) continue;  // others waited in the empty oven's places when a batch of fewer was started
        CHECK(state.stations[StationId(s)].present <= station.places);
    }
}

void shares_sum_to_one(const ExperimentResult& result) {
    for (std::size_t m = 0; m < result.metrics.size(); ++m) {
        const std::string& name = result.metrics[m].name;
        if (!name.starts_with("state.") || !name.ends_with(".working")) continue;
        const std::string station = name.substr(0, name.size() - std::string("working").size());
        for (const auto& values : result.values) {
            double sum = 0;
            for (const char* state : server_state_names) sum += values[static_cast<std::size_t>(result.find(station + state))];
            INFO(station);
            CHECK(std::abs(sum - 1) < 1e-12);
        }
    }
}

/// One replication with many looks inside; gives its metrics.
std::vector<double> looked_at(const Model& model) {
    RunState state;
    Run run{model, state};
    begin(run, 0);
    constexpr int looks = 20;
    for (int look = 1; look <= looks; ++look) {
        advance(run, Time{} + (model.end - Time{}) / looks * look);
        close_measurements(run);
        check_invariants(run);
        keeps_levels_in_bounds(model, state);
    }
    obeys_littles_law(model, state);
    return metric_values(model, state);
}

ExperimentOptions on_threads(unsigned threads) {
    ExperimentOptions options;
    options.threads = threads;
    return options;
}

enum class Outcome { refused, stood_still, ran };

Outcome try_factory(const std::string& text) {
    const ReadResult read = read_scenario_text(text);
    if (read.diagnostics.has_errors()) return Outcome::refused;
    std::optional<ExperimentResult> result;
    try {
        result = run_experiment(read.scenario, on_threads(1));
    } catch (const ScenarioFault& fault) {
        CHECK(std::string(fault.what()).find("error[E09") == 0);
        return Outcome::stood_still;
    }
    shares_sum_to_one(*result);
    CHECK(run_experiment(read.scenario, on_threads(2)).digest == result->digest);
    CHECK(same_bits(looked_at(compile(read.scenario)), result->values[0]));
    for (const Estimate& estimate : result->estimates) CHECK(std::isfinite(estimate.mean.value_or(0)));
    return Outcome::ran;
}

}  // namespace

TEST_CASE("factories of every kind keep their books, obey Little's law and repeat themselves", "[properties][factory]") {
    std::array<int, 3> outcomes{};
    for (std::uint64_t seed = 1; seed <= factories; ++seed) {
        const std::string text = random_factory(seed);
        INFO("seed " << seed << "\n" << text);
        ++outcomes[static_cast<std::size_t>(try_factory(text))];
    }
    // The generator is of use only if nearly all that it makes can run.
    CAPTURE(outcomes[0], outcomes[1], outcomes[2]);
    CHECK(outcomes[static_cast<std::size_t>(Outcome::ran)] >= 300);
}

}  // namespace agrocap
