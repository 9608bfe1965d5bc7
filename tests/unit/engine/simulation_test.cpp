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
