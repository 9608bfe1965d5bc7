#include "model/state/run.hpp"
#include "model/compile/compile.hpp"
#include "model/run/measurement.hpp"
#include "model/run/run_model.hpp"

#include "observe/invariants.hpp"
#include "support/busy_works.hpp"
#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <numeric>

namespace agrocap {

TEST_CASE("at any moment the states of each server sum to the time so far, to the nanosecond", "[model][state]") {
    const Model model = compile(scenario_of(scenario_text({.horizon = "60 d", .seed = 3}, joined(busy_works()))));
    RunState state;
    Run run{model, state};
    begin(run, 0);

    // Steps of no round length, so that looks fall inside shifts, breaks, repairs and set-ups.
    for (Time now{}; now < model.end; now += Duration(7'919'000'000'123)) {
        advance(run, now);
        close_measurements(run);
        for (const ServerStatus& server : state.servers) {
            REQUIRE(std::accumulate(server.in_state.begin(), server.in_state.end(), Duration{}) == now - Time{});
        }
        check_invariants(run);
    }
}

TEST_CASE("a pulled store never rises above its target, and a full store takes no more", "[model][pull]") {
    const Model model = compile(scenario_of(scenario_text({.horizon = "60 d", .seed = 4}, joined(busy_works()))));
    RunState state;
    Run run{model, state};
    begin(run, 0);

    bool reached = false;
    for (Time now{}; now < model.end; now += std::chrono::minutes(10)) {
        advance(run, now);
        for (std::uint32_t i = 0; i < model.stores.size(); ++i) {
            const Store& store = model.stores[StoreId(i)];
            if (store.target == 0) continue;
            REQUIRE(state.stores[StoreId(i)].level <= store.target);
            reached = reached || state.stores[StoreId(i)].level == store.target;
        }
    }
    CHECK(reached);
}

TEST_CASE("every unit takes its bill of materials once, however often it is sent back", "[model][materials]") {
    const Model model = compile(scenario_of(scenario_text({.horizon = "100 d", .seed = 5}, R"(
        [item.machine]
        uses = { kit = 3 }
        [item.kit]
        [item.oil]
        [plant.p.store.kit]
        initial = 100000
        [plant.p.store.oil]
        initial = 100000
        [plant.p.line.l]
        makes = "machine"
        route = ["s", "t"]
        buffer = "unlimited"
        [plant.p.line.l.station.s]
        time = "1 h"
        takes = { oil = 2 }
        [plant.p.line.l.station.t]
        time = "30 min"
        rework = { share = 0.4, to = "s" })")));
    RunState state;
    Run run{model, state};
    begin(run, 0);
    advance(run, model.end);

    // Path order: kit, machine, oil. What a station takes it takes for each service, also a repeated one.
    const std::int64_t begun = state.lines[LineId(0)].released_ever;
    const std::int64_t services = state.stations[StationId(0)].wait.count();
    CHECK(services > begun + 500);
    CHECK(state.stores[StoreId(0)].taken_ever == 3 * begun);
    CHECK(state.stores[StoreId(2)].taken_ever == 2 * services);
}

TEST_CASE("the warm-up resets what is measured and nothing else", "[model][warm-up]") {
    const std::string body = joined(busy_works());
    const Model model = compile(scenario_of(scenario_text({.horizon = "20 d", .seed = 6}, body)));
    RunState straight;
    RunState reset;
    Run run{model, straight};
    Run other{model, reset};
    begin(run, 0);
    begin(other, 0);
    const Time middle = Time{} + std::chrono::hours(24 * 9) + Duration(1);
    advance(run, middle);
    advance(other, middle);
    const std::int64_t left_before = straight.lines[LineId(0)].left;
    const std::int64_t cycles_before = straight.lines[LineId(0)].cycle.count();
    const std::int64_t waits_before = straight.stations[StationId(0)].wait.count();
    const double queue_before = straight.stations[StationId(0)].queue.area(middle, straight.stations[StationId(0)].waiting);
    reset_measurements(other);
    advance(run, model.end);
    advance(other, model.end);
    close_measurements(other);
    check_invariants(other);

    CHECK(reset.simulation.events_handled() == straight.simulation.events_handled());
    CHECK(reset.lines[LineId(0)].left == straight.lines[LineId(0)].left - left_before);
    CHECK(reset.lines[LineId(0)].cycle.count() == straight.lines[LineId(0)].cycle.count() - cycles_before);
    CHECK(reset.stations[StationId(0)].wait.count() == straight.stations[StationId(0)].wait.count() - waits_before);
    REQUIRE(queue_before > 0);
    const auto queue_area = [&](const RunState& state) {
        const StationStatus& station = state.stations[StationId(0)];
        return station.queue.area(model.end, station.waiting);
    };
    CHECK(std::abs(queue_area(reset) / (queue_area(straight) - queue_before) - 1) < 1e-9);
    CHECK(reset.lines[LineId(0)].left_ever == straight.lines[LineId(0)].left_ever);
}

TEST_CASE("time never runs backwards on a ramp, where work and moments are rounded", "[model][ramp]") {
    // The station works no time at all: whatever it is booked as working is rounding, and must not be negative. Orders come at moments that
    // have nothing to do with the ramp; one in eleven would end a nanosecond before it began.
    const Model model = compile(scenario_of(scenario_text({.horizon = "100 d", .seed = 9}, R"(
        [item.part]
        [plant.p.line.l]
        makes = "part"
        route = ["a"]
        release = { every = { dist = "exponential", mean = "10 min" } }
        ramp = [["0 d", 0.3], ["90 d", 0.9]]
        [plant.p.line.l.station.a]
        time = "0 s")")));
    RunState state;
    Run run{model, state};
    begin(run, 0);

    Duration worked{};
    for (Time now{}; now < model.end; now += std::chrono::minutes(10)) {
        advance(run, now);
        close_measurements(run);
        const Duration worked_now = state.servers[ServerId(0)].in_state[static_cast<std::size_t>(ServerState::working)];
        REQUIRE(worked_now >= worked);
        worked = worked_now;
    }
}

}  // namespace agrocap
