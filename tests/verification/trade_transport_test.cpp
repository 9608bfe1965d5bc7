// Lanes, places and routes, counted by hand or against closed forms.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace agrocap {
namespace {

/// Customers at even intervals, from a plant that always has the item.
std::string demand(const std::string& per_year, const std::string& market = "m") {
    return R"(
        [item.tractor]
        [plant.p.store.tractor]
        supply = "unlimited"
        [market.)" +
           market + R"(.demand.tractor]
        arrivals = "even"
        per_year = )" +
           per_year + "\n";
}

std::string lane(const std::string& id, const std::string& from, const std::string& to, const std::string& rest) {
    return "[lane." + id + "]\nfrom = \"" + from + "\"\nto = \"" + to + "\"\n" + rest + "\n";
}

}  // namespace

TEST_CASE("a vehicle leaves when it is full", "[verification][lanes]") {
    // A unit a day, four a vehicle: waits of 3, 2, 1 and 0 d and 2 d on the way.
    const Simulated net({.horizon = "364 d", .warmup = "40 d"},
                        demand("365") + lane("road", "plant.p", "market.m", "load = 4\ntransit = \"2 d\""));

    net.equals("delivery.m.tractor", (1.5 + 2) * 24);
    net.equals("load.road", 1);
    net.equals("flow.road", 365);
    net.equals("fill.m", 1);
}

TEST_CASE("a vehicle that waits long enough leaves part-full", "[verification][lanes]") {
    // The first of a load waits 2.5 d: units come on days 0, 1 and 2 and leave together: waits 2.5, 1.5, 0.5 d.
    const Simulated net({.horizon = "363 d", .warmup = "30 d"},
                        demand("365") + lane("road", "plant.p", "market.m", "load = 6\nwait = \"60 h\"\ntransit = \"2 d\""));

    net.equals("delivery.m.tractor", (1.5 + 2) * 24);
    net.equals("load.road", 0.5);
}

TEST_CASE("the longest wait of a vehicle may be random, one draw a load", "[verification][lanes]") {
    // As above, but the first of a load waits 49 h to 71 h: still three units in each, in the mean (60 + 36 + 12) h / 3 of waiting.
    const Simulated net({.horizon = "363 d", .warmup = "30 d", .replications = 20, .seed = 31},
                        demand("365") + lane("road", "plant.p", "market.m",
                                             "load = 6\nwait = { dist = \"uniform\", min = \"49 h\", max = \"71 h\" }\ntransit = \"2 d\""));

    net.agrees("delivery.m.tractor", 36 + 48, 0.01);
    net.equals("load.road", 0.5);
}

TEST_CASE("a fleet carries one load for each round trip of a vehicle", "[verification][lanes]") {
    // 3 vehicles, 4 units each, out 2 d and back 1 d: 4 units a day at most, 5 asked for.
    const Simulated net({.horizon = "300 d", .warmup = "30 d"},
                        demand("1825") + lane("road", "plant.p", "market.m", "load = 4\nfleet = 3\ntransit = \"2 d\"\nreturn = \"1 d\""));

    net.equals("flow.road", 4 * 365);
    net.equals("sales.m", 4 * 365);
}

TEST_CASE("a lane carries no more than its yearly capacity", "[verification][lanes]") {
    // Two a day asked for, one a day carried; and no wait where the capacity is enough.
    const Simulated full({.horizon = "300 d", .warmup = "30 d"}, demand("730") + lane("road", "plant.p", "market.m", "per_year = 365"));
    full.equals("flow.road", 365);

    const Simulated easy({.horizon = "300 d", .warmup = "30 d"},
                         demand("365") + lane("road", "plant.p", "market.m", "per_year = 365\ntransit = \"5 h\""));
    easy.equals("flow.road", 365);
    easy.equals("delivery.m.tractor", 5);
}

TEST_CASE("vehicles leave in the hours of the lane's calendar", "[verification][lanes]") {
    // Orders at noon each day; the lane is open from 14:00 to 16:00 every day.
    const Simulated net({.horizon = "70 d"},
                        demand("365") + lane("road", "plant.p", "market.m", "calendar = \"day\"\ntransit = \"1 h\"") + R"(
        [calendar.day]
        shifts = [ { days = "mon-sun", from = "14:00", to = "16:00" } ])");

    net.equals("delivery.m.tractor", 3);
}

TEST_CASE("a place handles as many shipments at once as it has servers", "[verification][places]") {
    // Loads of one, two at each noon (orders of 2), one server of 6 h: waits of 0 and 6 h.
    const Simulated net({.horizon = "100 d", .warmup = "10 d"}, demand("730") + "order = 2\n[place.gate]\nservers = 1\ntime = \"6 h\"\n" +
                                                                    lane("in", "plant.p", "place.gate", "") +
                                                                    lane("out", "place.gate", "market.m", ""));

    net.equals("wait.gate", 3);
    net.equals("queue.gate", 6 / 24.0);
    net.equals("delivery.m.tractor", (6 + 12) / 2.0);
}

TEST_CASE("a place works in the hours of its calendar and goes on where it stopped", "[verification][places]") {
    // Open 10:00 to 14:00; a shipment each noon takes 5 h: 2 h that day, 2 … 3 h the next morning (until 13:00), so it is the only
    // server until 13:00 and the shipment of noon waits an hour, works from 13:00 to 14:00 and four hours the next day, to 14:00. Two
    // servers: none waits: noon to 14:00 and 10:00 to 13:00 the next day: 25 h.
    const Simulated net({.horizon = "100 d", .warmup = "10 d"},
                        demand("365") + "[place.gate]\nservers = 2\ntime = \"5 h\"\ncalendar = \"day\"\n" +
                            lane("in", "plant.p", "place.gate", "") + lane("out", "place.gate", "market.m", "") + R"(
        [calendar.day]
        shifts = [ { days = "mon-sun", from = "10:00", to = "14:00" } ])");

    net.equals("wait.gate", 0);
    net.equals("delivery.m.tractor", 25);
}

TEST_CASE("goods take the cheapest way, or the fastest where that is asked for", "[verification][routes]") {
    const std::string ways = demand("365") + "[place.a]\nfee = 3\n[place.b]\n" +
                             lane("a-in", "plant.p", "place.a", "cost = 5\ntransit = \"1 d\"") +
                             lane("a-out", "place.a", "market.m", "cost = 5\ntransit = \"1 d\"") +
                             lane("b-in", "plant.p", "place.b", "cost = 6\ntransit = \"2 d\"") +
                             lane("b-out", "place.b", "market.m", "cost = 6\ntransit = \"2 d\"");
    // By a: 5 + 3 + 5 = 13 and 2 d; by b: 12 and 4 d.
    const Simulated cheap({.horizon = "100 d", .warmup = "10 d"}, ways);
    cheap.equals("flow.b-out", 365);
    cheap.equals("flow.a-in", 0);
    cheap.equals("cost.m", 12 * 365);
    cheap.equals("wait.b", 0);
    CHECK(std::isnan(cheap.value("wait.a")));  // nothing has come

    const Simulated fast({.horizon = "100 d", .warmup = "10 d"}, ways + "[routing]\nby = \"time\"");
    fast.equals("flow.a-out", 365);
    fast.equals("cost.m", 13 * 365);
    fast.equals("delivery.m.tractor", 48);
}

TEST_CASE("a closed place is gone round, and taken again when it opens", "[verification][routes]") {
    // By a for 10, by b for 12. Gate a is closed from 1 to 31 March (day 59 to 89): the 30 orders of these days go by b.
    const std::string ways = demand("365") + "[place.a]\ntime = \"1 h\"\n[place.b]\ntime = \"1 h\"\n" +
                             lane("a-in", "plant.p", "place.a", "cost = 5") + lane("a-out", "place.a", "market.m", "cost = 5") +
                             lane("b-in", "plant.p", "place.b", "cost = 6") + lane("b-out", "place.b", "market.m", "cost = 6");
    const Simulated net({.horizon = "365 d"}, ways + R"(
        [disruption.spring]
        what = "place.a"
        starts = 2023-03-01
        lasts = "30 d")");

    net.equals("flow.b-out", 30);
    net.equals("flow.a-out", 335);
    net.equals("delivery.m.tractor", 1);
}

TEST_CASE("goods that wait before a closure are sent round it", "[verification][routes]") {
    // Loads of 10 wait for a full vehicle on the way over a: the closure on day 5 sends the five that wait by b, where loads are of one.
    const Simulated net({.horizon = "10 d"}, demand("365") + "[place.a]\n[place.b]\n" + lane("a-in", "plant.p", "place.a", "load = 10") +
                                                 lane("a-out", "place.a", "market.m", "") + lane("b-in", "plant.p", "place.b", "cost = 6") +
                                                 lane("b-out", "place.b", "market.m", "") + R"(
        [disruption.spring]
        what = "lane.a-in"
        starts = 2023-01-06
        lasts = "2 d")");

    net.equals("flow.a-in", 0);          // three of the last days wait for a load
    net.equals("flow.b-out", 7 * 36.5);  // five that waited, two of the closed days
    net.equals("sales.m", 7 * 36.5);
    net.equals("delivery.m.tractor", (4.5 + 3.5 + 2.5 + 1.5 + 0.5) * 24 / 7);
}

TEST_CASE("a market goes to another plant while the way from the cheapest is closed", "[verification][routes]") {
    const Simulated net({.horizon = "100 d"}, demand("365") + R"(
        [plant.q.store.tractor]
        supply = "unlimited"
        [lane.p-m]
        from = "plant.p"
        to = "market.m"
        cost = 5
        [lane.q-m]
        from = "plant.q"
        to = "market.m"
        cost = 6
        [disruption.bridge]
        what = "lane.p-m"
        starts = 2023-01-11
        lasts = "20 d")");

    net.equals("sales.q.m", 20 * 3.65);
    net.equals("sales.p.m", 80 * 3.65);
    net.equals("delivery.m.tractor", 0);
}

TEST_CASE("a shipment in a closed place goes on where it stopped, however the closures overlap", "[verification][places]") {
    // Noon of day 0: handling of 48 h, so to noon of day 2. Closed from day 1 to 3 and from day 2 to 5: 12 h done, 36 h from day 5 on:
    // noon of day 6. 10 d: orders of noon of days 0 … 9; unlimited servers. Those of days 1 … 4 begin at day 5 and end at day 7; those of
    // 5, 6, 7 two days later.
    const Simulated net({.horizon = "10 d"}, demand("365") + "[place.a]\ntime = \"48 h\"\n" + lane("in", "plant.p", "place.a", "") +
                                                 lane("out", "place.a", "market.m", "") + R"(
        [disruption.one]
        what = "place.a"
        starts = 2023-01-02
        lasts = "2 d"
        [disruption.two]
        what = "place.a"
        starts = 2023-01-03
        lasts = "3 d")");

    net.equals("sales.m", 8 * 36.5);
    net.equals("delivery.m.tractor", (6 + (5.5 + 4.5 + 3.5 + 2.5) + 3 * 2) * 24 / 8);
    net.equals("wait.a", (3.5 + 2.5 + 1.5 + 0.5) * 24 / 10);
}

TEST_CASE("at half speed handling and transit take twice as long", "[verification][places]") {
    const Simulated net({.horizon = "100 d"}, demand("365") + "[place.a]\ntime = \"2 h\"\n" +
                                                  lane("in", "plant.p", "place.a", "transit = \"1 h\"") +
                                                  lane("out", "place.a", "market.m", "") + R"(
        [disruption.one]
        what = "place.a"
        speed = 0.5
        starts = 2023-01-01
        lasts = "1 y"
        [disruption.two]
        what = "lane.in"
        speed = 0.25
        starts = 2023-01-01
        lasts = "1 y")");

    net.equals("delivery.m.tractor", 4 + 4);
}

}  // namespace agrocap
