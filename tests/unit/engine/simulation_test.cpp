#include "engine/simulation.hpp"

#include <catch2/catch_test_macros.hpp>

#include <vector>

using namespace agrocap;
using namespace std::chrono_literals;

TEST_CASE("a run handles the events at its end and leaves the later ones", "[engine][simulation]") {
    Simulation simulation;
    simulation.schedule({.at = Time(1h)});
    simulation.schedule({.at = Time(2h)});
    simulation.schedule({.at = Time(2h) + 1ns});
    std::vector<Time> seen;

    simulation.run_until(Time(2h), [&](const Event& event) { seen.push_back(event.at); });

    CHECK(seen == std::vector<Time>{Time(1h), Time(2h)});
    CHECK(simulation.now() == Time(2h));
    CHECK(simulation.events_handled() == 2);
    CHECK(simulation.events().size() == 1);
}

TEST_CASE("a handler may schedule for the present instant and withdraw what is to come", "[engine][simulation]") {
    Simulation simulation;
    simulation.schedule({.at = Time(1h), .record = 1});
    const EventTicket withdrawn = simulation.schedule_cancellable({.at = Time(1h), .key = 1, .record = 2});
    std::vector<int> seen;

    simulation.run_until(Time(5h), [&](const Event& event) {
        seen.push_back(event.record);
        if (event.record != 1) return;
        CHECK(simulation.now() == Time(1h));
        CHECK(simulation.cancel(withdrawn));
        simulation.schedule({.at = Time(1h), .record = 3});
    });

    CHECK(seen == std::vector<int>{1, 3});
    CHECK(simulation.now() == Time(5h));
}

TEST_CASE("the late half of an instant comes when the rest of it is settled, and in the run after it", "[engine][simulation]") {
    Simulation simulation;
    const auto schedule = [&](Time at, std::uint8_t rank, unsigned record) {
        simulation.schedule({.at = at, .key = event_key(rank, 0), .record = record & 0xFFU});
    };
    schedule(Time(2h), late_rank + 1, 5);
    schedule(Time(2h), late_rank, 4);
    schedule(Time(2h), 50, 3);
    schedule(Time(1h), late_rank, 1);
    schedule(Time(1h), 0, 0);
    std::vector<int> seen;
    bool unsettled = false;
    const auto handle = [&](const Event& event) {
        seen.push_back(static_cast<int>(event.record));
        if (event.rank() >= late_rank) simulation.enter_late_half();
        if (event.record == 4) schedule(simulation.now(), 0, 6);  // it leads to what is before the other late one
        unsettled = true;
    };
    const auto settle = [&] {
        seen.push_back(100);
        unsettled = false;
    };
    const auto run_until = [&](Time end) {
        seen.clear();
        simulation.run_until(
            end, handle, [&] { return unsettled; }, settle);
        return seen;
    };

    CHECK(run_until(Time(2h)) == std::vector{0, 100, 1, 100, 3, 100});
    CHECK(simulation.now() == Time(2h));
    CHECK(run_until(Time(2h)).empty());
    CHECK(run_until(Time(3h)) == std::vector{4, 6, 5, 100});
    CHECK(simulation.now() == Time(3h));
    CHECK(simulation.events_handled() == 6);
}

TEST_CASE("a simulation that is reset starts anew", "[engine][simulation]") {
    Simulation simulation;
    simulation.schedule({.at = Time(1h)});
    simulation.schedule({.at = Time(9h)});
    simulation.run_until(Time(2h), [](const Event&) {});

    simulation.reset();

    CHECK(simulation.now() == time_zero);
    CHECK(simulation.events_handled() == 0);
    CHECK(simulation.events().empty());
}
