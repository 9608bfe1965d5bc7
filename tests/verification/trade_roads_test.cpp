// Vehicles that wait at borders, loads by mass, other people's traffic, ties of vehicles: counted by hand or against closed forms.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace agrocap {
namespace {

/// A plant that always has the item, a gate on the way, customers at even intervals.
std::string way(const std::string& per_year, const std::string& place, const std::string& first_lane) {
    return R"(
        [item.tractor]
        mass_t = 4.1
        [plant.p.store.tractor]
        supply = "unlimited"
        [place.gate]
        )" +
           place +
           R"(
        [lane.a]
        from = "plant.p"
        to = "place.gate"
        )" +
           first_lane +
           R"(
        [lane.b]
        from = "place.gate"
        to = "market.m"
        transit = "1 h"
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = )" +
           per_year + "\n";
}

/// The same without a gate.
std::string straight(const std::string& per_year, const std::string& lane, const std::string& more = "") {
    return R"(
        [item.tractor]
        mass_t = 4.1
        [plant.p.store.tractor]
        supply = "unlimited"
        [lane.road]
        from = "plant.p"
        to = "market.m"
        )" +
           lane +
           R"(
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = )" +
           per_year + "\n" + more;
}

}  // namespace

TEST_CASE("a vehicle of a road lane waits at the border until its load is handled, a wagon does not", "[verification][roads]") {
    // Out 5 h, handling 10 h, back 5 h: one vehicle carries a unit every 20 h, and every 10 h where it does not wait.
    const std::string lane = "fleet = 1\ntransit = \"5 h\"\nreturn = \"5 h\"\n";
    const Span options{.horizon = "400 d", .warmup = "30 d"};
    const auto flow = [&](const std::string& mode, const std::string& holds) {
        return Simulated(options, way("3650", "time = \"10 h\"\n" + holds, lane + mode)).value("flow.a");
    };

    CHECK(flow("mode = \"road\"", "") == 8760.0 / 20);
    CHECK(flow("mode = \"rail\"", "") == 8760.0 / 10);
    CHECK(flow("", "") == 8760.0 / 10);
    CHECK(flow("mode = \"rail\"", "holds_vehicle = true") == 8760.0 / 20);
    CHECK(flow("mode = \"road\"", "holds_vehicle = false") == 8760.0 / 10);
}

TEST_CASE("a vehicle that is held waits in the queue of the place, too", "[verification][roads]") {
    // Three vehicles and one server of 10 h: the server is the bottleneck, two of the vehicles stand there or are on their way.
    const Simulated net({.horizon = "400 d", .warmup = "50 d"},
                        way("3650", "servers = 1\ntime = \"10 h\"", "mode = \"road\"\nfleet = 3\ntransit = \"5 h\"\nreturn = \"5 h\""));

    net.equals("flow.a", 876);
    // Round trip 30 h for three vehicles at one a 10 h: 5 h out, 10 h handled, 5 h back and so 10 h in the queue.
    net.equals("wait.gate", 10);
    net.equals("queue.gate", 1);
}

TEST_CASE("a load is bounded by mass, by units, or by whichever is reached first", "[verification][roads]") {
    const Span options{.horizon = "365 d", .warmup = "30 d"};
    // Four of 4.1 t fit into 20 t; round trips of 2 d; ten a day are asked for.
    const std::string trip = "fleet = 1\ntransit = \"1 d\"\nreturn = \"1 d\"\n";
    const Simulated by_mass(options, straight("3650", trip + "load_t = 20"));
    by_mass.equals("load.road", 16.4 / 20);
    CHECK(by_mass.value("flow.road") >= 720);
    CHECK(by_mass.value("flow.road") <= 740);

    const Simulated by_units(options, straight("3650", trip + "load = 3\nload_t = 20"));
    by_units.equals("load.road", 1);

    // Exactly full: 5 x 4.1 t in 20.5 t, whatever the binary fractions.
    const Simulated exact(options, straight("3650", trip + "load_t = 20.5"));
    exact.equals("load.road", 1);
}

TEST_CASE("a vehicle leaves as soon as one more unit like the last would not fit", "[verification][roads]") {
    // One a day, four fit: the fourth completes the load. Waits of 3, 2, 1 and 0 d and 2 d on the way.
    const Simulated net({.horizon = "364 d", .warmup = "40 d"}, straight("365", "transit = \"2 d\"\nload_t = 20"));

    net.equals("delivery.m.tractor", (1.5 + 2) * 24);
}

TEST_CASE("a unit too heavy for its vehicles has one for itself", "[verification][roads]") {
    const Simulated net({.horizon = "364 d", .warmup = "40 d"}, straight("365", "transit = \"2 d\"\nload_t = 3"));

    net.equals("flow.road", 365);
    net.equals("delivery.m.tractor", 48);
}

TEST_CASE("without mass or with no bound on it nothing changes", "[verification][roads]") {
    const std::string lane = "load = 4\ntransit = \"2 d\"\n";
    const Simulated plain({.horizon = "364 d", .warmup = "40 d"}, straight("365", lane));
    const Simulated wide({.horizon = "364 d", .warmup = "40 d"}, straight("365", lane + "load_t = 1000"));

    wide.equals("delivery.m.tractor", plain.value("delivery.m.tractor"));
}

TEST_CASE("other people's shipments take the servers of a place and are no sales", "[verification][roads]") {
    // Ours come at noon. Theirs at midnight, 9 h of work each: nobody waits.
    const Simulated free({.horizon = "200 d", .warmup = "30 d"},
                         way("365", "servers = 1\ntime = \"9 h\"\ntraffic = { every = \"24 h\" }", ""));
    free.equals("wait.gate", 0);
    free.equals("sales.m", 365);
    free.equals("delivery.m.tractor", 10);

    // 15 h of work each, theirs every other midnight: they wait 3 h for ours of that noon, ours of the next noon 6 h for them, and those of
    // the noon after that find the server free.
    const Simulated busy({.horizon = "200 d", .warmup = "30 d"},
                         way("365", "servers = 1\ntime = \"15 h\"\ntraffic = { every = \"48 h\" }", ""));
    busy.equals("sales.m", 365);
    busy.equals("wait.gate", (3.0 + 6.0 + 0.0) / 3);
    busy.equals("flow.a", 365);
}

TEST_CASE("a place with traffic and M/M/1 service waits as theory says", "[verification][roads]") {
    // Ours 2 a day, theirs 1 a day, mean work 6 h: rho = 0.75, wait in queue = rho / (mu - lambda) = 18 h, queue = 2.25.
    const std::string text = way("730", R"(servers = 1
        time = { dist = "exponential", mean = "6 h" }
        traffic = { every = { dist = "exponential", mean = "24 h" } })",
                                 "");
    std::string poisson = text;
    poisson.replace(poisson.find("arrivals = \"even\""), 17, "arrivals = \"poisson\"");
    const Simulated net({.horizon = "30 y", .warmup = "1 y", .replications = 20, .seed = 5}, poisson);

    net.agrees("wait.gate", 18.0, 0.04);
    net.agrees("queue.gate", 2.25, 0.05);
}

TEST_CASE("vehicles that arrive at one instant come in the order in which they left", "[verification][roads]") {
    // One of each item a day, at one instant: they leave and arrive together, and the first that left is handled first, day by day.
    const std::string text = R"(
        [item.a]
        [item.b]
        [plant.p.store.a]
        supply = "unlimited"
        [plant.p.store.b]
        supply = "unlimited"
        [place.gate]
        servers = 1
        time = "1 h"
        [lane.in]
        from = "plant.p"
        to = "place.gate"
        transit = "1 d"
        [lane.out]
        from = "place.gate"
        to = "market.m"
        [market.m.demand.a]
        arrivals = "even"
        per_year = 365
        [market.m.demand.b]
        arrivals = "even"
        per_year = 365
        )";
    const Simulated net({.horizon = "100 d", .warmup = "10 d"}, text);

    net.equals("delivery.m.a", 24 + 1);
    net.equals("delivery.m.b", 24 + 2);
}

TEST_CASE("a disruption with a date and `every` comes again from start to start", "[verification][disruption]") {
    const std::string line = R"(
        [item.machine]
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "1 h" } }
        )";
    const auto down = [&](const std::string& rest, const std::string& horizon = "350 d") {
        return Simulated({.horizon = horizon}, line + "[disruption.d]\nwhat = \"plant.p\"\n" + rest).value("state.p.l.s.down");
    };

    CHECK(down("starts = 2023-01-11\nevery = \"50 d\"\nlasts = \"10 d\"") == 7 * 10.0 / 350);
    // Longer than the time between two: it never ends once it has begun.
    CHECK(down("starts = 2023-01-11\nevery = \"5 d\"\nlasts = \"6 d\"") == 340.0 / 350);
    CHECK(down("starts = 2023-01-11\nevery = \"5 d\"\nlasts = \"5 d\"") == 340.0 / 350);
    // Begun before the simulated time: 2022-12-01, then 20 January, …: on 8 days of each 50 from 19 days after the start on.
    CHECK(down("starts = 2022-12-01\nevery = \"50 d\"\nlasts = \"8 d\"", "119 d") == 2 * 8.0 / 119);
    // Alone: from the end of one to the start of the next.
    CHECK(down("every = \"50 d\"\nlasts = \"10 d\"", "360 d") == 6 * 10.0 / 360);
}

}  // namespace agrocap
