// Crossings, vehicles and lanes with random traffic, against closed forms of queueing theory.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace agrocap {
namespace {

constexpr double rate = 3000 / 8760.0;  // units an hour

/// 3,000 a year at random, from a plant that always has some.
const std::string customers = R"(
    [item.tractor]
    [plant.p.store.tractor]
    supply = "unlimited"
    [market.m.demand.tractor]
    per_year = 3000
    )";

std::string gate(const std::string& keys, const std::string& lane = "") {
    return customers + "[place.gate]\n" + keys + "\n[lane.to-gate]\nfrom = \"plant.p\"\nto = \"place.gate\"\n" + lane +
           "\n[lane.from-gate]\nfrom = \"place.gate\"\nto = \"market.m\"\n";
}

std::string road(const std::string& keys) { return customers + "[lane.road]\nfrom = \"plant.p\"\nto = \"market.m\"\n" + keys; }

}  // namespace

TEST_CASE("a crossing with one lane is M/G/1", "[verification][places]") {
    // Pollaczek and Khinchine: mean 2 h, cv 0.5.
    const double wait = rate * 4 * 1.25 / (2 * (1 - 2 * rate));
    const Simulated net({.horizon = "10 y", .warmup = "30 d", .replications = 20, .seed = 81},
                        gate("servers = 1\ntime = { dist = \"gamma\", mean = \"2 h\", cv = 0.5 }"));
    net.agrees("wait.gate", wait, 0.04);
    net.agrees("queue.gate", wait * rate, 0.04);
    net.agrees("delivery.m.tractor", wait + 2, 0.03);
}

TEST_CASE("a crossing without a limit is M/G/inf", "[verification][places]") {
    const Simulated net({.horizon = "10 y", .warmup = "30 d", .replications = 20, .seed = 82},
                        gate("time = { dist = \"gamma\", mean = \"30 h\", cv = 2 }"));
    net.equals("wait.gate", 0);
    net.agrees("delivery.m.tractor", 30, 0.03);
    net.agrees("backlog.m.tractor", 30 * rate, 0.04);
}

TEST_CASE("vehicles of two make a crossing E2/M/1", "[verification][places]") {
    // Kleinrock, chapter 6: sigma = A*(mu - mu sigma) with A*(s) = (rate / (rate + s))^2.
    const double mu = 1 / 4.0;
    double sigma = 0.5;
    for (int i = 0; i < 1000; ++i) {
        const double root = rate / (rate + mu * (1 - sigma));
        sigma = root * root;
    }
    const double wait = sigma / (mu * (1 - sigma));
    const Simulated net({.horizon = "20 y", .warmup = "30 d", .replications = 20, .seed = 83},
                        gate("servers = 1\ntime = { dist = \"exponential\", mean = \"4 h\" }", "load = 2"));
    net.agrees("wait.gate", wait, 0.04);
    net.agrees("queue.gate", wait * rate / 2, 0.04);
    net.agrees("delivery.m.tractor", 0.5 / rate + wait + 4, 0.03);
}

TEST_CASE("a unit waits half of what the rest of a full load takes to come", "[verification][lanes]") {
    // The first of 12 waits for eleven more, the last for none.
    const Simulated net({.horizon = "10 y", .warmup = "30 d", .replications = 20, .seed = 84}, road("load = 12\ntransit = \"10 h\""));
    net.agrees("delivery.m.tractor", 10 + 11 / (2 * rate), 0.01);
    net.equals("load.road", 1);
}

TEST_CASE("a vehicle that leaves after a time carries what came in it", "[verification][lanes]") {
    // The first waits 12 h, those who come meanwhile half of that on average; the load is never full.
    const double others = 12 * rate;
    const Simulated net({.horizon = "10 y", .warmup = "30 d", .replications = 20, .seed = 85}, road("load = 1000\nwait = \"12 h\""));
    net.agrees("delivery.m.tractor", (12 + others * 6) / (1 + others), 0.01);
    net.agrees("load.road", (1 + others) / 1000, 0.01);
}

TEST_CASE("vehicles that come back are the servers of M/M/3", "[verification][lanes]") {
    // 7 h until a vehicle is back; a = 2.4 of 3 vehicles on average.
    const double a = 7 * rate;
    double blocked = 1;
    for (int k = 1; k <= 3; ++k) blocked = a * blocked / (k + a * blocked);
    const double waits = blocked / (1 - a / 3 * (1 - blocked));
    const Simulated net({.horizon = "20 y", .warmup = "30 d", .replications = 20, .seed = 86},
                        road("fleet = 3\nreturn = { dist = \"exponential\", mean = \"7 h\" }"));
    net.agrees("delivery.m.tractor", waits / (3 / 7.0 - rate), 0.05);
}

TEST_CASE("a busy fleet carries a load in each round trip", "[verification][lanes]") {
    // Out 10 h and back 8 h on average, two vehicles of two: 1947 a year, where 3000 are asked for.
    const Simulated net({.horizon = "10 y", .warmup = "30 d", .replications = 10, .seed = 87},
                        road("load = 2\nfleet = 2\ntransit = { dist = \"exponential\", mean = \"10 h\" }\n"
                             "return = { dist = \"gamma\", mean = \"8 h\", cv = 0.5 }"));
    net.agrees("flow.road", 2 * 2 / 18.0 * 8760, 0.01);
    net.agrees("sales.m", 2 * 2 / 18.0 * 8760, 0.01);
}

TEST_CASE("a lane's yearly capacity is a queue M/D/1", "[verification][lanes]") {
    const Simulated net({.horizon = "10 y", .warmup = "30 d", .replications = 20, .seed = 88}, road("per_year = 5000"));
    net.agrees("delivery.m.tractor", 0.6 * (8760 / 5000.0) / (2 * 0.4), 0.03);
}

}  // namespace agrocap
