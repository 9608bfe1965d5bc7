// Reorder policies under random demand and random lead times, against closed forms of inventory theory.

#include "support/factory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace agrocap {
namespace {

/// What customers and the warehouse see at a random moment.
struct Service {
    double fill = 0, backlog = 0, on_hand = 0;
};

double poisson(double mean, int n) { return std::exp(-mean + n * std::log(mean) - std::lgamma(n + 1.0)); }

/// An inventory position of `position` units and Poisson(`orders`) orders of `size` units in a lead time: Hadley and Whitin, chapter 4.
Service at_position(int position, double orders, int size = 1) {
    Service service;
    for (int n = 0; n < 150; ++n) {
        const int net = position - size * n;
        service.fill += poisson(orders, n) * std::clamp(net, 0, size) / size;
        service.backlog += poisson(orders, n) * std::max(-net, 0);
        service.on_hand += poisson(orders, n) * std::max(net, 0);
    }
    return service;
}

/// The mean over positions that are equally likely.
Service over_positions(const std::vector<int>& positions, double orders, int size = 1) {
    Service mean;
    for (const int position : positions) {
        const Service one = at_position(position, orders, size);
        mean.fill += one.fill / static_cast<double>(positions.size());
        mean.backlog += one.backlog / static_cast<double>(positions.size());
        mean.on_hand += one.on_hand / static_cast<double>(positions.size());
    }
    return mean;
}

double erlang_loss(double load, int servers) {
    double blocked = 1;
    for (int k = 1; k <= servers; ++k) blocked = load * blocked / (k + load * blocked);
    return blocked;
}

/// A plant that sells what it buys: one unit a day is asked for, on average.
std::string resale(const std::string& supplier, const std::string& store, const std::string& demand = "per_year = 365") {
    return "[item.tractor]\n[supplier.s.item.tractor]\n" + supplier + "\n[plant.p.store.tractor]\n" + store +
           "\n[market.m.demand.tractor]\n" + demand;
}

/// The same over dealers, to whom each unit travels by itself.
std::string dealers(const std::string& transit, const std::string& stock, const std::string& demand = "per_year = 365") {
    return "[item.tractor]\n[plant.p.store.tractor]\nsupply = \"unlimited\"\n[lane.road]\nfrom = \"plant.p\"\nto = \"market.m\"\ntransit "
           "= " +
           transit + "\n[market.m.stock.tractor]\n" + stock + "\n[market.m.demand.tractor]\n" + demand;
}

void agrees_at_plant(const Simulated& net, const Service& exact) {
    net.agrees("fill.p.tractor", exact.fill, 0.04);
    net.agrees("fill.m.tractor", exact.fill, 0.04);
    net.agrees("backlog.p.tractor", exact.backlog, 0.1);
    net.agrees("store.p.tractor.mean", exact.on_hand, 0.04);
}

}  // namespace

TEST_CASE("base stock at a plant: what is on order is Poisson", "[verification][reorder]") {
    const Simulated net({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 71},
                        resale("lead = \"4 d\"", "initial = 6\nreorder = { policy = \"base-stock\", level = 6 }"));
    agrees_at_plant(net, at_position(6, 4));
    net.agrees("delivery.m.tractor", at_position(6, 4).backlog * 24, 0.05);  // Little
    net.agrees("store.p.tractor.empty", 1 - at_position(6, 4).fill, 0.04);   // a Poisson customer sees the time average
}

TEST_CASE("base stock depends on the mean lead time only: Palm", "[verification][reorder]") {
    for (const std::string transit : {"{ dist = \"exponential\", mean = \"4 d\" }", "{ dist = \"lognormal\", mean = \"4 d\", cv = 1 }"}) {
        const Simulated net({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 72},
                            dealers(transit, "initial = 6\nreorder = { policy = \"base-stock\", level = 6 }"));
        net.agrees("fill.m.tractor", at_position(6, 4).fill, 0.02);
        net.agrees("backlog.m.tractor", at_position(6, 4).backlog, 0.07);
        net.agrees("store.m.tractor.mean", at_position(6, 4).on_hand, 0.02);
    }
}

TEST_CASE("lost sales at a plant are Erlang's loss, and count as demand of its store", "[verification][reorder]") {
    const Simulated net({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 73},
                        resale("lead = { dist = \"exponential\", mean = \"4 d\" }",
                               "initial = 6\nreorder = { policy = \"base-stock\", level = 6 }", "per_year = 365\nunmet = \"lost\""));
    const double lost = erlang_loss(4, 6);
    net.agrees("fill.m.tractor", 1 - lost, 0.02);
    net.agrees("fill.p.tractor", 1 - lost, 0.02);
    net.agrees("lost.m.tractor", 365 * lost, 0.05);
    net.agrees("supply.s.tractor", 365 * (1 - lost), 0.01);
    net.equals("backlog.p.tractor", 0);
}

TEST_CASE("s,S with unit demand is r,Q with Q = S - s", "[verification][reorder]") {
    const Service exact = over_positions({6, 7, 8, 9}, 6);
    for (const std::string policy : {"{ policy = \"s,S\", s = 5, S = 9 }", "{ policy = \"r,Q\", r = 5, Q = 4 }"}) {
        const Simulated net({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 74},
                            resale("lead = \"6 d\"", "initial = 9\nreorder = " + policy));
        agrees_at_plant(net, exact);
        net.agrees("orders.p.tractor", 365 / 4.0, 0.01);
    }
}

TEST_CASE("a supplier's lots make r,Q of base stock", "[verification][supply]") {
    // Below 6, at 5 that is, a lot of 10 is ordered: positions 6 … 15.
    const Simulated net({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 75},
                        resale("lead = \"4 d\"\nlot = 10", "initial = 6\nreorder = { policy = \"base-stock\", level = 6 }"));
    agrees_at_plant(net, over_positions({6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, 4));
    net.agrees("orders.p.tractor", 36.5, 0.01);
}

TEST_CASE("customers who take several at once leave a policy in the position of the whole order", "[verification][reorder]") {
    // Orders of 2, one a day, 4 d of lead. Base stock 5: an order that finds one unit takes it and waits for the other.
    const Simulated base(
        {.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 76},
        resale("lead = \"4 d\"", "initial = 5\nreorder = { policy = \"base-stock\", level = 5 }", "per_year = 730\norder = 2"));
    agrees_at_plant(base, at_position(5, 4, 2));
    base.agrees("orders.p.tractor", 365, 0.01);  // one for each customer, not one for each part of his order

    // s = 1, S = 5: positions 5 and 3; the next order leaves 1 and fills up to 5.
    const Simulated s_S({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 77},
                        resale("lead = \"4 d\"", "initial = 5\nreorder = { policy = \"s,S\", s = 1, S = 5 }", "per_year = 730\norder = 2"));
    agrees_at_plant(s_S, over_positions({3, 5}, 4, 2));
    s_S.agrees("orders.p.tractor", 365 / 2.0, 0.01);
}

TEST_CASE("a periodic review covers lead time and what is left of the period", "[verification][reorder]") {
    // Each 7 d up to 14, lead 4 d: at u days after an arrival what is there is 14 less the demand of 4 + u days.
    Service exact;
    constexpr int steps = 700;
    for (int i = 0; i < steps; ++i) {
        const Service moment = at_position(14, 4 + 7 * (i + 0.5) / steps);
        exact.fill += moment.fill / steps;
        exact.backlog += moment.backlog / steps;
        exact.on_hand += moment.on_hand / steps;
    }
    const Simulated net({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 78},
                        resale("lead = \"4 d\"", "initial = 14\nreview = \"7 d\"\nreorder = { policy = \"base-stock\", level = 14 }"));
    agrees_at_plant(net, exact);
    net.agrees("orders.p.tractor", 365 / 7.0 * (1 - poisson(7, 0)), 0.01);  // none after a week without a customer
}

TEST_CASE("a supplier's capacity is a queue in front of the lead time", "[verification][supply]") {
    // M/D/1: 365 a year for a capacity of 500; made to order: each leaves when it is made, and then comes its lead time.
    const Simulated net({.horizon = "50 y", .warmup = "1 y", .replications = 20, .seed = 79},
                        resale("per_year = 500\nlead = \"2 d\"", "reorder = { policy = \"base-stock\", level = 0 }"));
    const double rho = 365 / 500.0;
    const double wait = rho * (8760 / 500.0) / (2 * (1 - rho)) + 8760 / 500.0;
    net.agrees("delivery.m.tractor", wait + 48, 0.02);
    net.agrees("backlog.m.tractor", (wait + 48) / 24, 0.02);
}

TEST_CASE("a kit that is there counts as served at once while its start waits for another", "[verification][reorder]") {
    // Five kits "late" go round, 10 h each: five starts, one an hour, then 5 h without. The first of the five has waited, the others find
    // one there. Kit "there" is never short.
    const Simulated plant({.horizon = "1000 h", .warmup = "100 h"}, R"(
        [item.machine]
        uses = { late = 1, there = 1 }
        [item.late]
        [item.there]
        [supplier.x.item.late]
        lead = "10 h"
        [supplier.x.item.there]
        lead = "10 h"
        [plant.p.store.late]
        initial = 5
        reorder = { policy = "base-stock", level = 5 }
        [plant.p.store.there]
        initial = 40
        reorder = { policy = "base-stock", level = 40 }
        [plant.p.line.l]
        makes = "machine"
        route = ["s"]
        station = { s = { time = "1 h" } })");
    plant.equals("throughput.p.l", 0.5);
    plant.equals("fill.p.late", 0.8);
    plant.equals("fill.p.there", 1);
    plant.equals("backlog.p.late", 0);
}

TEST_CASE("dealers may buy from a supplier where there is no plant", "[verification][supply]") {
    const Simulated net({.horizon = "20 y", .warmup = "1 y", .replications = 20, .seed = 80}, R"(
        [item.tractor]
        price = 100
        [supplier.s.item.tractor]
        price = 70
        lead = "4 d"
        [market.m.stock.tractor]
        initial = 6
        reorder = { policy = "base-stock", level = 6 }
        [market.m.demand.tractor]
        per_year = 365)");
    net.agrees("fill.m", at_position(6, 4).fill, 0.02);
    net.agrees("margin.m", 365 * 30, 0.01);
    net.equals("output.total", 0);
    net.equals("sales.export", 0);
}

TEST_CASE("a dealers' stock that never runs out serves all at once", "[verification][markets]") {
    const Simulated net({.horizon = "1 y"}, R"(
        [item.tractor]
        price = 100
        [plant.p]
        [market.m.stock.tractor]
        supply = "unlimited"
        [market.m.demand.tractor]
        arrivals = "even"
        per_year = 1000)");
    net.equals("sales.m", 1000);
    net.equals("fill.m", 1);
    net.equals("revenue.m", 100000);
    net.equals("cost.m", 0);
}

}  // namespace agrocap
